#pragma once
// A running subscription. Handles are copyable, may be used from any thread, and are harmless when it has ended.
// Every event is tracked: it carries the id from which a client resumes (§6). Events given from one thread arrive in
// their order. When the last handle is dropped while the stream runs, it fails with INTERNAL_SERVER_ERROR.
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "schema/json.hpp"
#include "trpc/error.hpp"
#include "trpc/none.hpp"

namespace live::trpc {

/// A transport's end of one subscription.
class StreamChannel {
 public:
  using StopTask = std::move_only_function<void()>;

  StreamChannel() = default;
  StreamChannel(const StreamChannel&) = delete;
  StreamChannel& operator=(const StreamChannel&) = delete;
  virtual ~StreamChannel() = default;
  virtual void started() = 0;
  /// The text before an event's value, for the value to be encoded straight behind it.
  [[nodiscard]] virtual std::string opening(std::string_view event_id) const = 0;
  virtual void event(std::string opening_and_value, std::shared_ptr<const std::string> rest) = 0;
  virtual void complete() = 0;
  virtual void fail(Error error) = 0;
  virtual void on_stop(StopTask task) = 0;
  [[nodiscard]] virtual bool alive() const = 0;
  [[nodiscard]] virtual std::size_t buffered_bytes() const = 0;
};

template <class Out>
class Stream {
 public:
  explicit Stream(std::shared_ptr<StreamChannel> channel) : handle_(std::make_shared<Handle>(std::move(channel))) {}

  /// Sent by itself when the handler returns; call it earlier to send events from inside the handler after it.
  void started() const { channel().started(); }
  /// The id must be non-empty and without CR, LF or NUL, and equal on every connection and node.
  void event(std::string_view id, const Out& out) const {
    std::string text = channel().opening(id);
    schema::encode(out, text);
    channel().event(std::move(text), nullptr);
  }
  /// The event's data is prefix + *body, encoded once for all viewers; the body is not copied.
  void event_raw(std::string_view id, std::string_view prefix, std::shared_ptr<const std::string> body) const {
    channel().event(channel().opening(id).append(prefix), std::move(body));
  }
  /// Ends it well: the client completes and does not come back.
  void complete() const { channel().complete(); }
  /// Ends it with an error.
  void fail(Error error) const { channel().fail(std::move(error)); }
  /// Runs the task exactly once, when the stream has ended in whatever way: the client stopped it, the connection
  /// closed, complete() or fail(). On the connection's thread; on the caller's, at once, if it has already ended.
  /// One task per stream: a second replaces the first.
  void on_stop(StreamChannel::StopTask task) const { channel().on_stop(std::move(task)); }
  [[nodiscard]] bool alive() const { return channel().alive(); }
  /// Bytes of the whole connection that wait for the socket, those still on their way to its thread included.
  [[nodiscard]] std::size_t buffered_bytes() const { return channel().buffered_bytes(); }
  /// Equal for copies of one stream.
  [[nodiscard]] bool same(const Stream& other) const { return handle_ == other.handle_; }

 private:
  /// Shared by the copies, so that dropping the last one is noticed.
  struct Handle {
    explicit Handle(std::shared_ptr<StreamChannel> its_channel) : channel(std::move(its_channel)) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
      if (channel->alive()) channel->fail(internal_error());
    }
    std::shared_ptr<StreamChannel> channel;
  };
  [[nodiscard]] StreamChannel& channel() const { return *handle_->channel; }

  std::shared_ptr<Handle> handle_;
};

}  // namespace live::trpc
