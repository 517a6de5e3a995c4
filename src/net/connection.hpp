#pragma once
// One accepted socket for its whole life, on one shard. What is queued in a turn leaves in one gather write at the
// turn's end; when the socket is full, the rest waits for it. Internal to `net`.
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "net/loop.hpp"
#include "net/out_queue.hpp"
#include "net/server_core.hpp"
#include "net/stage.hpp"
#include "net/stream.hpp"

namespace live::net {

struct PeerInfo {
  std::uint64_t connection_id = 0;
  std::string address;
  bool is_loopback = false;
  unsigned refuse_with = 0;  // An HTTP status: the first request is answered with it, whatever it asks. 0: welcome.
};

class Connection final : public TurnEnd, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<ServerShard> shard, Stream stream, PeerInfo peer);

  /// Joins the shard and begins to read.
  void start();

  [[nodiscard]] ServerShard& shard() { return *shard_; }
  [[nodiscard]] const PeerInfo& peer() const { return peer_; }
  [[nodiscard]] bool is_open() const { return state_ == State::open; }
  [[nodiscard]] bool peer_ended() const { return peer_ended_; }

  /// Leaves at the end of this turn.
  void queue(OutItem item);
  /// Tries to write at once, within the turn.
  void flush_now();
  /// Drops what has not begun to leave, for a close frame to go ahead of it.
  void drop_unbegun() { out_.drop_unbegun(); }
  /// Any thread.
  [[nodiscard]] std::size_t out_bytes() const { return out_.bytes(); }

  void set_reading(bool reading);
  /// The stage hears of it by the shard's tick; 0 for none.
  void set_deadline(base::Milliseconds deadline_ms) { deadline_ms_ = deadline_ms; }
  /// Speaks another protocol from now on, beginning with `leftover` bytes already read.
  void become(std::unique_ptr<Stage> stage, std::string leftover);
  /// Over for the stage: sends what is queued, then ends writing and waits for the peer to end too, so that what the
  /// peer still sends does not make the kernel take our last words back. Pointless when the peer said its last word.
  void finish(bool wait_for_peer = true);
  /// Over at once.
  void abort();

  // For the shard.
  void tick(base::Milliseconds now_ms);
  void drain(base::Milliseconds close_at_ms, base::Milliseconds deadline_ms);
  void abandon();
  std::size_t slot = 0;

  void end_turn() override;

 private:
  enum class State : std::uint8_t { open, finishing, lingering, closed };

  /// A bug met on behalf of this connection ends this connection alone.
  template <class F>
  void protect(F&& work);
  void arm_read();
  void on_readable();
  void flush();
  void on_all_sent();
  void leave_stage();
  void ask_turn_end();

  std::shared_ptr<ServerShard> shard_;
  Stream stream_;
  PeerInfo peer_;
  std::unique_ptr<Stage> stage_;
  OutQueue out_;
  base::Milliseconds deadline_ms_ = 0;
  State state_ = State::open;
  bool reading_ = true;
  bool read_armed_ = false;
  bool write_armed_ = false;
  bool turn_end_asked_ = false;
  bool peer_ended_ = false;  // Or we need not wait for it.
  bool stage_left_ = false;
};

}  // namespace live::net
