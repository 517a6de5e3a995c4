#include "trpc/router.hpp"

#include <exception>

namespace live::trpc {

namespace {

/// A dotted path of names: what a TypeScript router can hold and a URL needs no escapes for.
bool is_path(std::string_view path) {
  bool name_begun = false;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool digit = c >= '0' && c <= '9';
    if (c == '.' ? !name_begun : !(letter || (digit && name_begun))) return false;
    name_begun = c != '.';
  }
  return name_begun;
}

/// Neither is a procedure that the other would have to be a router of: `a` beside `a.b` has no TypeScript type.
bool nest(std::string_view outer, std::string_view inner) {
  return inner.size() > outer.size() && inner.starts_with(outer) && inner[outer.size()] == '.';
}

}  // namespace

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::query:
      return "query";
    case Kind::mutation:
      return "mutation";
    case Kind::subscription:
      return "subscription";
  }
  return {};
}

std::expected<void, Error> anyone(Call& /*call*/) { return {}; }

Router::Router() : now_micros_([] { return std::int64_t{0}; }) {}

Procedure& Router::add(Kind kind, std::string path, Guards guards) {
  ENSURE(is_path(path));
  // Default deny: `anyone` has to be said.
  ENSURE(!guards.empty());
  for (const auto& other : procedures_) ENSURE(!nest(path, other->path) && !nest(other->path, path));
  auto& procedure = *procedures_.emplace_back(std::make_unique<Procedure>());
  procedure.path = std::move(path);
  procedure.kind = kind;
  procedure.guards = std::move(guards);
  ENSURE(by_path_.emplace(procedure.path, &procedure).second);
  return procedure;
}

void Router::finish() const {
  for (const auto& procedure : procedures_) ENSURE(!procedure->who.empty() && !procedure->doc.empty());
}

const Procedure* Router::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

std::expected<void, Error> Router::admit(const Procedure& procedure, Call& call, const Input& input) const {
  for (const Guards* guards : {&guards_, &procedure.guards}) {
    for (const Guard& guard : *guards) {
      if (auto passed = guard(call); !passed) return passed;
    }
  }
  if (!input && procedure.types.has_input()) return std::unexpected(input.error());
  return {};
}

void Router::run(const Procedure& procedure, Call& call, const Input& input,
                 std::unique_ptr<Responder> responder) const {
  try {
    if (auto admitted = admit(procedure, call, input); !admitted) return responder->fail(admitted.error());
    procedure.run_call(call, input ? *input : schema::Value(), std::move(responder));
  } catch (const std::exception& exception) {
    report_bug(procedure.path, exception.what());
    // A handler that threw has dropped its Reply, which answered; a guard has not.
    if (responder) responder->fail(internal_error());
  }
}

void Router::run(const Procedure& procedure, Call& call, const Input& input,
                 const std::shared_ptr<StreamChannel>& channel) const {
  try {
    if (auto admitted = admit(procedure, call, input); !admitted) return channel->fail(std::move(admitted.error()));
    procedure.run_stream(call, input ? *input : schema::Value(), channel);
  } catch (const std::exception& exception) {
    report_bug(procedure.path, exception.what());
    channel->fail(internal_error());
  }
}

}  // namespace live::trpc
