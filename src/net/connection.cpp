#include "net/connection.hpp"

#include <array>
#include <exception>
#include <utility>

#include "net/http_stage.hpp"

namespace live::net {

Connection::Connection(std::shared_ptr<ServerShard> shard, Stream stream, PeerInfo peer)
    : shard_(std::move(shard)), stream_(std::move(stream)), peer_(std::move(peer)) {}

template <class F>
void Connection::protect(F&& work) {
  try {
    std::forward<F>(work)();
  } catch (const std::exception& error) {
    shard_->loop().report(error.what());
    abort();
  }
}

void Connection::start() {
  stream_.set_options(shard_->limits().tcp_user_timeout_ms);
  stage_ = std::make_unique<HttpStage>(*this);
  shard_->add(shared_from_this());
  arm_read();
}

void Connection::queue(OutItem item) {
  if (state_ == State::lingering || state_ == State::closed) return;
  out_.push(std::move(item));
  ask_turn_end();
}

void Connection::ask_turn_end() {
  if (turn_end_asked_ || write_armed_) return;
  turn_end_asked_ = true;
  shard_->loop().at_turn_end(shared_from_this());
}

void Connection::end_turn() {
  turn_end_asked_ = false;
  if (!write_armed_) protect([this] { flush(); });
}

void Connection::flush_now() {
  if (!write_armed_) flush();
}

void Connection::flush() {
  if (state_ == State::lingering || state_ == State::closed) return;
  std::array<iovec, OutQueue::max_pieces> pieces;
  const bool had_any = !out_.empty();
  while (!out_.empty()) {
    const std::size_t count_of_pieces = out_.gather(pieces);
    count(shard_->counters().sends);
    const IoResult result = stream_.write_some(std::span(pieces).first(count_of_pieces));
    if (result.kind == IoResult::Kind::not_now) {
      write_armed_ = true;
      stream_.wait_writable([self = shared_from_this()](const boost::system::error_code& error) {
        self->write_armed_ = false;
        if (!error) self->protect([&self] { self->flush(); });
      });
      return;
    }
    if (result.kind != IoResult::Kind::moved) return abort();
    count(shard_->counters().bytes_out, result.bytes);
    out_.taken(result.bytes);
  }
  if (had_any || state_ == State::finishing) on_all_sent();
}

void Connection::on_all_sent() {
  if (state_ == State::finishing) {
    if (peer_ended_) return abort();
    stream_.end_writing();
    state_ = State::lingering;
    set_reading(true);
    return;
  }
  stage_->on_flushed();
}

void Connection::set_reading(bool reading) {
  reading_ = reading;
  arm_read();
}

void Connection::arm_read() {
  if (!reading_ || read_armed_ || peer_ended_ || state_ == State::closed) return;
  read_armed_ = true;
  stream_.wait_readable([self = shared_from_this()](const boost::system::error_code& error) {
    self->read_armed_ = false;
    if (!error) self->protect([&self] { self->on_readable(); });
  });
}

void Connection::on_readable() {
  // Paused since the wait began: the bytes stay in the kernel until set_reading(true) asks again.
  if (state_ == State::closed || !reading_) return;
  const std::span<char> buffer = shard_->loop().read_buffer();
  const IoResult result = stream_.read_some(buffer);
  count(shard_->counters().receives);
  if (result.kind == IoResult::Kind::broken) return abort();
  if (result.kind == IoResult::Kind::ended) {
    peer_ended_ = true;
    if (state_ == State::open) return stage_->on_peer_end();
    if (state_ == State::lingering) abort();
    return;
  }
  if (result.kind == IoResult::Kind::moved) {
    count(shard_->counters().bytes_in, result.bytes);
    if (state_ == State::open) stage_->on_bytes(buffer.first(result.bytes));
  }
  arm_read();
}

void Connection::become(std::unique_ptr<Stage> stage, std::string leftover) {
  std::swap(stage_, stage);
  // The old stage is the caller: it goes when the call is over.
  shard_->loop().post([old = std::move(stage)]() mutable { old.reset(); });
  if (!leftover.empty()) stage_->on_bytes(leftover);
}

void Connection::finish(bool wait_for_peer) {
  if (state_ != State::open) return;
  if (!wait_for_peer) peer_ended_ = true;
  state_ = State::finishing;
  deadline_ms_ = shard_->loop().now_ms() + shard_->limits().close_timeout_ms;
  leave_stage();
  ask_turn_end();
}

void Connection::abort() {
  if (state_ == State::closed) return;
  state_ = State::closed;
  stream_.close();
  out_.clear();
  leave_stage();
  shard_->loop().post([self = shared_from_this()] { self->shard_->remove(*self); });
}

void Connection::leave_stage() {
  if (stage_left_) return;
  stage_left_ = true;
  shard_->loop().post([self = shared_from_this()] {
    if (!self->stage_) return;
    self->stage_->on_gone();
    self->stage_.reset();
  });
}

void Connection::tick(base::Milliseconds now_ms) {
  if (deadline_ms_ == 0 || now_ms < deadline_ms_ || state_ == State::closed) return;
  deadline_ms_ = 0;
  if (state_ == State::open) return protect([this] { stage_->on_deadline(); });
  abort();
}

void Connection::drain(base::Milliseconds close_at_ms, base::Milliseconds deadline_ms) {
  if (state_ == State::open) protect([&] { stage_->drain(close_at_ms, deadline_ms); });
}

void Connection::abandon() {
  state_ = State::closed;
  stage_left_ = true;
  stream_.close();
  out_.clear();
  stage_.reset();
}

}  // namespace live::net
