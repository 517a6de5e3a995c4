#include "ops/health.hpp"

#include "ops/text.hpp"

namespace live::ops {

HealthState::HealthState() { reasons_.emplace("server", "starting"); }

void HealthState::block(std::string_view part, std::string_view reason) {
  const std::scoped_lock lock(mutex_);
  reasons_.insert_or_assign(std::string(part), std::string(reason));
}

void HealthState::unblock(std::string_view part) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = reasons_.find(part); found != reasons_.end()) reasons_.erase(found);
}

bool HealthState::ready() const {
  const std::scoped_lock lock(mutex_);
  return reasons_.empty();
}

std::string HealthState::to_json() const {
  const std::scoped_lock lock(mutex_);
  if (reasons_.empty()) return R"({"status":"ready"})";
  std::string json = R"({"status":"not ready","reasons":{)";
  bool first = true;
  for (const auto& [part, reason] : reasons_) {
    if (!first) json += ',';
    first = false;
    append_json_text(json, part);
    json += ':';
    append_json_text(json, reason);
  }
  return json + "}}";
}

}  // namespace live::ops
