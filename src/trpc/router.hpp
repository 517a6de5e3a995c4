#pragma once
// The table of procedures: built once at start-up, then immutable and shared by all threads.
//
//   router.query<In, Out>("interaction.getRoomState", {signed_in}, [](Call& call, In in, Reply<Out> reply) {...})
//       .who("A participant of the interaction, or its DM.")
//       .doc("The room as the caller may see it.");
//
// Handlers and guards run on the calling connection's thread, many threads at once: they must be safe to share.
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/json.hpp"
#include "trpc/call.hpp"
#include "trpc/none.hpp"
#include "trpc/reply.hpp"
#include "trpc/stream.hpp"
#include "trpc/type_table.hpp"

namespace live::trpc {

using Input = std::expected<schema::Value, Error>;

/// How one call ended, for metrics and logs.
struct Finished {
  std::string_view path;
  Kind kind = Kind::query;
  /// Absent for success.
  std::optional<Code> code;
  std::int64_t micros = 0;
  std::uint64_t connection_id = 0;
  /// The error's own text, an internal error's hidden one included; never sent from here.
  std::string_view message;
};
/// Called on the connection's thread, many threads at once. For a subscription: when it started or was refused. Calls
/// whose connection closed before their answer are not reported.
using Observer = std::function<void(const Finished&)>;

/// The input may be absent.
using RunCall = std::function<void(Call&, const schema::Value& input, std::unique_ptr<Responder>)>;
using RunStream = std::function<void(Call&, const schema::Value& input, std::shared_ptr<StreamChannel>)>;

struct Procedure {
  std::string path;
  Kind kind = Kind::query;
  std::string who;
  std::string doc;
  Guards guards;
  RunCall run_call;      // of a query or mutation
  RunStream run_stream;  // of a subscription
  ProcedureTypes types;
};

/// What a registration returns, to say who may call it and what it does.
class Registered {
 public:
  explicit Registered(Procedure& procedure) : procedure_(procedure) {}
  Registered& who(std::string sentence) {
    procedure_.who = std::move(sentence);
    return *this;
  }
  Registered& doc(std::string sentence) {
    procedure_.doc = std::move(sentence);
    return *this;
  }

 private:
  Procedure& procedure_;
};

namespace detail {

/// Decodes an input, or says why not.
template <class In>
std::expected<In, Error> decode_input(const schema::Value& input, std::string_view last_event_id) {
  if constexpr (is_none<In>) {
    return In{};
  } else {
    auto in = input.is_absent() ? decode_absent<In>() : schema::decode<In>(input);
    if (!in) return std::unexpected(invalid_input(in.error()));
    // §6: the transport's id is newer than one already in the input.
    if constexpr (requires { in->last_event_id = std::string(last_event_id); }) {
      if (!last_event_id.empty()) in->last_event_id = std::string(last_event_id);
    }
    return std::move(*in);
  }
}

}  // namespace detail

class Router {
 public:
  Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// handler(Call&, In, Reply<Out>)
  template <class In, class Out, class Handler>
  Registered query(std::string path, Guards guards, Handler handler) {
    return call<In, Out>(Kind::query, std::move(path), std::move(guards), std::move(handler));
  }
  template <class In, class Out, class Handler>
  Registered mutation(std::string path, Guards guards, Handler handler) {
    return call<In, Out>(Kind::mutation, std::move(path), std::move(guards), std::move(handler));
  }
  /// handler(Call&, In, Stream<Out>). In may have a `last_event_id` member (optional text): where to resume.
  template <class In, class Out, class Handler>
  Registered subscription(std::string path, Guards guards, Handler handler) {
    Procedure& procedure = add(Kind::subscription, std::move(path), std::move(guards));
    procedure.types = types_of<In, Out>();
    procedure.run_stream = [handler = std::move(handler)](Call& call, const schema::Value& input,
                                                          std::shared_ptr<StreamChannel> channel) {
      auto in = detail::decode_input<In>(input, call.last_event_id);
      if (!in) return channel->fail(std::move(in.error()));
      const Stream<Out> stream(std::move(channel));
      handler(call, std::move(*in), stream);
      if (stream.alive()) stream.started();
    };
    return Registered(procedure);
  }

  /// Runs before every procedure's own guards, in the order added (rate limits).
  void guard(Guard guard) { guards_.push_back(std::move(guard)); }
  /// One observer; its clock counts microseconds from anywhere.
  void observe(Observer observer) { observer_ = std::move(observer); }
  /// Hears of exceptions that escaped a guard or handler (failed ENSUREs): the path and the text.
  using BugObserver = std::function<void(std::string_view path, std::string_view what)>;
  void observe_bugs(BugObserver observer) { bug_observer_ = std::move(observer); }
  void measure_with(std::function<std::int64_t()> now_micros) { now_micros_ = std::move(now_micros); }
  /// Ends the building. Every procedure must say who may call it.
  void finish() const;

  [[nodiscard]] const Procedure* find(std::string_view path) const;
  /// In the order registered.
  [[nodiscard]] const std::vector<std::unique_ptr<Procedure>>& procedures() const { return procedures_; }

  // For the transports.
  /// Guards, decoding, handler. Exceptions of a handler end its call alone, as INTERNAL_SERVER_ERROR. An input that
  /// could not even be parsed is an Error, which only matters to procedures that read one.
  void run(const Procedure& procedure, Call& call, const Input& input, std::unique_ptr<Responder> responder) const;
  void run(const Procedure& procedure, Call& call, const Input& input,
           const std::shared_ptr<StreamChannel>& channel) const;
  [[nodiscard]] std::int64_t now_micros() const { return now_micros_(); }
  void report(const Finished& finished) const {
    if (observer_) observer_(finished);
  }
  void report_bug(std::string_view path, std::string_view what) const {
    if (bug_observer_) bug_observer_(path, what);
  }

 private:
  template <class In, class Out, class Handler>
  Registered call(Kind kind, std::string path, Guards guards, Handler handler) {
    Procedure& procedure = add(kind, std::move(path), std::move(guards));
    procedure.types = types_of<In, Out>();
    procedure.run_call = [handler = std::move(handler)](Call& call, const schema::Value& input,
                                                        std::unique_ptr<Responder> responder) {
      Reply<Out> reply(std::move(responder));
      auto in = detail::decode_input<In>(input, {});
      if (!in) return reply(in.error());
      handler(call, std::move(*in), std::move(reply));
    };
    return Registered(procedure);
  }
  Procedure& add(Kind kind, std::string path, Guards guards);
  [[nodiscard]] std::expected<void, Error> admit(const Procedure& procedure, Call& call, const Input& input) const;

  std::vector<std::unique_ptr<Procedure>> procedures_;
  std::unordered_map<std::string_view, const Procedure*> by_path_;  // looked up, never iterated
  Guards guards_;
  Observer observer_;
  BugObserver bug_observer_;
  std::function<std::int64_t()> now_micros_;
};

}  // namespace live::trpc
