#pragma once
// The one answer of a query or mutation. Give it from any thread, now or later; it hops to the connection by itself,
// and is harmless when the connection is gone.
#include <concepts>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/ensure.hpp"
#include "schema/json.hpp"
#include "trpc/error.hpp"
#include "trpc/frame.hpp"
#include "trpc/none.hpp"

namespace live::trpc {

/// A transport's end of one call.
class Responder {
 public:
  Responder() = default;
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  virtual ~Responder() = default;
  /// The text that stands before the value, for the value to be encoded straight behind it.
  [[nodiscard]] virtual std::string opening() const = 0;
  /// The opening with the value (or its beginning) behind it, and the value's shared rest if there is one.
  virtual void succeed(std::string opening_and_value, std::shared_ptr<const std::string> rest) = 0;
  virtual void succeed_without_value() = 0;
  virtual void fail(const Error& error) = 0;
};

template <class Out>
class [[nodiscard]] Reply {
 public:
  explicit Reply(std::unique_ptr<Responder> responder) : responder_(std::move(responder)) {}
  Reply(Reply&&) noexcept = default;
  Reply& operator=(Reply&& other) noexcept {
    std::swap(responder_, other.responder_);
    return *this;
  }
  /// Dropped unanswered, it answers INTERNAL_SERVER_ERROR.
  ~Reply() {
    if (responder_) responder_->fail(internal_error());
  }

  void operator()(const Out& out) {
    const auto responder = take();
    if constexpr (is_none<Out>) {
      responder->succeed_without_value();
    } else {
      std::string text = responder->opening();
      schema::encode(out, text);
      responder->succeed(std::move(text), nullptr);
    }
  }
  void operator()()
    requires is_none<Out>
  {
    take()->succeed_without_value();
  }
  void operator()(const Error& error) { take()->fail(error); }
  /// A template only so that nothing converts into it.
  template <std::same_as<std::expected<Out, Error>> Result>
  void operator()(const Result& result) {
    if (result) {
      (*this)(*result);
    } else {
      (*this)(result.error());
    }
  }
  /// The output as JSON text encoded elsewhere. The caller vouches that it is an Out.
  void raw(std::string_view json) {
    const auto responder = take();
    responder->succeed(responder->opening().append(json), nullptr);
  }
  /// The output is prefix + *body; the body is not copied over WebSocket.
  void raw(std::string_view prefix, std::shared_ptr<const std::string> body) {
    const auto responder = take();
    responder->succeed(responder->opening().append(prefix), std::move(body));
  }
  /// False after the answer was given or moved away.
  [[nodiscard]] bool pending() const { return responder_ != nullptr; }

 private:
  std::unique_ptr<Responder> take() {
    ENSURE(responder_ != nullptr);
    return std::move(responder_);
  }

  std::unique_ptr<Responder> responder_;
};

}  // namespace live::trpc
