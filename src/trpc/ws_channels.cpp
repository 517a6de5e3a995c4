#include "trpc/ws_channels.hpp"

#include <utility>

#include "base/ensure.hpp"

namespace live::trpc {

namespace {

/// §6: EventSource could not carry such an id, and an empty one means "not tracked".
bool is_event_id(std::string_view id) {
  return !id.empty() && id.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string result_frame(std::string_view head, std::string_view result) {
  std::string text;
  text.reserve(head.size() + result.size() + 16);
  text.append("{").append(head).append(",\"result\":").append(result).append("}");
  return text;
}

/// The closing braces go into the head unless a shared body stands between.
Frame assemble(std::string text, std::shared_ptr<const std::string> rest, std::string_view closing) {
  if (rest == nullptr) return {.head = std::move(text.append(closing)), .body = nullptr, .tail = {}};
  return {.head = std::move(text), .body = std::move(rest), .tail = std::string(closing)};
}

}  // namespace

std::string WsResponder::opening() const {
  std::string text;
  text.reserve(head_.size() + 256);
  text.append("{").append(head_).append(",\"result\":{\"type\":\"data\",\"data\":");
  return text;
}

void WsResponder::succeed(std::string opening_and_value, std::shared_ptr<const std::string> rest) {
  deliver(assemble(std::move(opening_and_value), std::move(rest), "}}"));
}

void WsResponder::succeed_without_value() {
  deliver({.head = result_frame(head_, "{\"type\":\"data\"}"), .body = nullptr, .tail = {}});
}

void WsResponder::deliver(Frame frame) {
  port_->hop([frame = std::move(frame), record = record_](WsCore& core) mutable {
    core.send(std::move(frame));
    core.call_ended(record, nullptr);
  });
}

void WsResponder::fail(const Error& error) {
  port_->hop([head = head_, record = record_, error](WsCore& core) {
    core.send({.head = error_frame(head, error, record.path), .body = nullptr, .tail = {}});
    core.call_ended(record, &error);
  });
}

void WsStream::started() {
  port_->hop([self = shared_from_this()](WsCore& core) {
    if (!self->live_ || std::exchange(self->started_, true)) return;
    core.send({.head = result_frame(self->head_, "{\"type\":\"started\"}"), .body = nullptr, .tail = {}});
    core.report(self->record_, nullptr);
  });
}

std::string WsStream::opening(std::string_view event_id) const {
  ENSURE(is_event_id(event_id));
  std::string id;
  schema::encode_string(event_id, id);
  std::string text;
  text.reserve(head_.size() + id.size() * 2 + 256);
  // The outer id is what the client keeps to resume from, the inner one what the application reads (§6). Standing
  // before the data, it leaves only braces behind it.
  text.append("{").append(head_).append(",\"result\":{\"type\":\"data\",\"id\":").append(id);
  text.append(",\"data\":{\"id\":").append(id).append(",\"data\":");
  return text;
}

void WsStream::event(std::string opening_and_value, std::shared_ptr<const std::string> rest) {
  if (!alive()) return;
  Frame frame = assemble(std::move(opening_and_value), std::move(rest), "}}}");
  const std::size_t size = frame.size();
  port_->bytes_on_way.fetch_add(size, std::memory_order_relaxed);
  port_->hop([self = shared_from_this(), frame = std::move(frame), size](WsCore& core) mutable {
    self->port_->bytes_on_way.fetch_sub(size, std::memory_order_relaxed);
    if (self->live_) core.send(std::move(frame));
  });
}

void WsStream::complete() {
  if (!alive_.exchange(false, std::memory_order_acq_rel)) return;
  port_->hop([self = shared_from_this()](WsCore& core) {
    if (!self->live_) return;
    self->send_stopped(core);
    core.forget(*self);
    self->end();
  });
}

void WsStream::fail(Error error) {
  if (!alive_.exchange(false, std::memory_order_acq_rel)) return;
  port_->hop([self = shared_from_this(), error = std::move(error)](WsCore& core) {
    if (!self->live_) return;
    // An error ends the stream for the client; the `stopped` that stock sends after it reaches nobody (§2.4).
    core.send({.head = error_frame(self->head_, error, self->record_.path), .body = nullptr, .tail = {}});
    if (!self->started_) core.report(self->record_, &error);
    core.forget(*self);
    self->end();
  });
}

void WsStream::on_stop(StopTask task) {
  {
    const std::scoped_lock lock(mutex_);
    if (!ended_) {
      stop_task_.swap(task);
      return;
    }
  }
  task();
}

std::size_t WsStream::buffered_bytes() const {
  const auto buffered = [](const WsCore& core) { return core.buffered_bytes(); };
  return port_->peek(buffered, std::size_t{0}) + port_->bytes_on_way.load(std::memory_order_relaxed);
}

void WsStream::end() {
  live_ = false;
  alive_.store(false, std::memory_order_release);
  StopTask task;
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    stop_task_.swap(task);
  }
  if (task) task();
}

void WsStream::send_stopped(WsCore& core) const {
  core.send({.head = result_frame(head_, "{\"type\":\"stopped\"}"), .body = nullptr, .tail = {}});
}

}  // namespace live::trpc
