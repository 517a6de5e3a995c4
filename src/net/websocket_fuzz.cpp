// libFuzzer: any bytes, read whole and in pieces, must give the same events, and never more text than was allowed.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "net/utf8.hpp"
#include "net/websocket_codec.hpp"

namespace {

using live::net::WebsocketEvent;

constexpr std::size_t max_message_bytes = 4096;

void demand(bool condition) {
  if (!condition) std::abort();
}

std::string read(const std::uint8_t* data, std::size_t size, std::size_t piece) {
  live::net::WebsocketParser parser(max_message_bytes);
  std::string seen;
  for (std::size_t at = 0; at < size; at += piece) {
    std::vector<char> bytes(data + at, data + std::min(size, at + piece));
    std::span<char> input(bytes);
    for (;;) {
      const WebsocketEvent event = parser.next(input);
      if (event.kind == WebsocketEvent::Kind::need_more) break;
      demand(event.payload.size() <= max_message_bytes);
      if (event.kind == WebsocketEvent::Kind::text) demand(live::net::is_utf8(event.payload));
      seen.push_back(static_cast<char>(event.kind));
      seen.append(std::to_string(event.code));
      seen.append(event.payload);
    }
    demand(input.empty());
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string whole = read(data, size, std::max<std::size_t>(size, 1));
  demand(read(data, size, 1) == whole);
  demand(read(data, size, 3) == whole);
  return 0;
}
