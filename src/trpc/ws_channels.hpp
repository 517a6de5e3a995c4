#pragma once
// A WebSocket call's two kinds of way back: one answer, or a stream of tracked events. Both may be used on any thread
// and outlive their connection.
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "trpc/reply.hpp"
#include "trpc/stream.hpp"
#include "trpc/ws_core.hpp"

namespace live::trpc {

class WsResponder final : public Responder {
 public:
  WsResponder(std::shared_ptr<WsPort> port, std::string head, CallRecord record)
      : port_(std::move(port)), head_(std::move(head)), record_(record) {}

  [[nodiscard]] std::string opening() const override;
  void succeed(std::string opening_and_value, std::shared_ptr<const std::string> rest) override;
  void succeed_without_value() override;
  void fail(const Error& error) override;

 private:
  void deliver(Frame frame);

  std::shared_ptr<WsPort> port_;
  std::string head_;
  CallRecord record_;
};

class WsStream final : public StreamChannel, public std::enable_shared_from_this<WsStream> {
 public:
  WsStream(std::shared_ptr<WsPort> port, const Envelope& envelope, CallRecord record)
      : port_(std::move(port)), head_(envelope.head), id_json_(envelope.id_json), record_(record) {}

  void started() override;
  [[nodiscard]] std::string opening(std::string_view event_id) const override;
  void event(std::string opening_and_value, std::shared_ptr<const std::string> rest) override;
  void complete() override;
  void fail(Error error) override;
  void on_stop(StopTask task) override;
  [[nodiscard]] bool alive() const override { return alive_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t buffered_bytes() const override;

  // For the connection, on its thread.
  [[nodiscard]] const std::string& id_json() const { return id_json_; }
  /// Frames given from now on are dropped; on_stop runs.
  void end();
  void send_stopped(WsCore& core) const;

 private:
  std::shared_ptr<WsPort> port_;
  std::string head_;
  std::string id_json_;
  CallRecord record_;
  std::atomic<bool> alive_ = true;  // false as soon as either side has ended it
  bool live_ = true;                // connection's thread: known to the connection
  bool started_ = false;            // connection's thread
  std::mutex mutex_;
  StopTask stop_task_;  // guarded by mutex_
  bool ended_ = false;  // guarded by mutex_
};

}  // namespace live::trpc
