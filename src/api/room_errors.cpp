#include "api/room_errors.hpp"

#include "api/refusal_types.hpp"
#include "schema/json.hpp"

namespace live::api {

namespace {

trpc::Error refused(const engine::Refusal& refusal, const std::string& nearest_entity_id) {
  RefusalData data{refusal.code, refusal.sentence, refusal.rule, std::nullopt};
  if (refusal.nearest) {
    data.nearest = NearestOption{refusal.nearest->sentence, {}, std::nullopt};
    if (!nearest_entity_id.empty()) data.nearest->target = nearest_entity_id;
    for (const auto& cell : refusal.nearest->path) data.nearest->path.push_back({cell.x, cell.y});
  }
  return {trpc::Code::precondition_failed, refusal.sentence, "\"refusal\":" + schema::to_json(data)};
}

trpc::Code code_of(room::RoomError::Kind kind) {
  switch (kind) {
    case room::RoomError::Kind::refused:
      return trpc::Code::precondition_failed;
    case room::RoomError::Kind::forbidden:
      return trpc::Code::forbidden;
    case room::RoomError::Kind::not_found:
      return trpc::Code::not_found;
    case room::RoomError::Kind::unavailable:
      return trpc::Code::service_unavailable;
    case room::RoomError::Kind::too_many:
      return trpc::Code::too_many_requests;
    case room::RoomError::Kind::conflict:
      return trpc::Code::conflict;
    case room::RoomError::Kind::invalid:
      return trpc::Code::bad_request;
  }
  return trpc::Code::internal_server_error;
}

}  // namespace

trpc::Error to_trpc(const room::RoomError& error) {
  if (error.kind == room::RoomError::Kind::refused && error.refusal)
    return refused(*error.refusal, error.nearest_entity_id);
  if (error.kind == room::RoomError::Kind::invalid && !error.path.empty()) {
    return trpc::invalid_input({{error.path, error.message}});
  }
  return {code_of(error.kind), error.message};
}

}  // namespace live::api
