#pragma once
// HTTP/1.1 on one connection: one request at a time, in order, kept alive. While a request is being answered nothing
// more is read, so a pipelining client is slowed by its own answers. Internal to `net`.
//
// Streams over HTTP (JSONL, SSE; trpc-wire §4 and §5) belong here as a third way to answer, beside `respond`.
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "net/connection.hpp"
#include "net/http_reader.hpp"
#include "net/http_types.hpp"
#include "net/stage.hpp"
#include "trpc/http_call.hpp"
#include "trpc/session.hpp"

namespace live::net {

class HttpStage final : public Stage {
 public:
  explicit HttpStage(Connection& connection);

  void on_bytes(std::span<char> bytes) override;
  void on_peer_end() override;
  void on_flushed() override;
  void on_deadline() override;
  void on_gone() override;
  void drain(base::Milliseconds close_at_ms, base::Milliseconds deadline_ms) override;

 private:
  void process();
  [[nodiscard]] bool step();
  void begin_request();
  void on_head();
  void on_request();
  void call_trpc(std::string_view path_below);
  [[nodiscard]] HttpResponse answer_plainly();
  [[nodiscard]] HttpResponse run_route(const Route& route);
  void respond(HttpResponse response);
  void refuse(HttpResponse response);

  void begin_upgrade();
  void ask_session(trpc::Handshake handshake);
  void upgrade(trpc::Handshake handshake, std::shared_ptr<trpc::Session> session);
  [[nodiscard]] trpc::Handshake handshake(trpc::Transport transport) const;
  [[nodiscard]] base::Milliseconds now_ms() const;

  Connection& connection_;
  std::string pending_;  // Read and not yet taken by the reader.
  std::unique_ptr<HttpReader> reader_;
  HttpRequest request_;
  std::unique_ptr<trpc::HttpCall> call_;
  // Answers that come late find out through it whether the stage still waits for them.
  std::shared_ptr<HttpStage*> self_;
  std::size_t last_waiting_ = 0;  // Unsent bytes when the deadline last came.
  bool busy_ = false;             // A request is being answered.
  bool in_process_ = false;
  bool keep_alive_ = true;
  bool closing_ = false;  // A drain: the current answer is the last.
};

}  // namespace live::net
