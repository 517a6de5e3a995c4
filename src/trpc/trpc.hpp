#pragma once
// The door of the tRPC v11 server library. It knows the wire protocol and nothing of sockets or games.
//
// A Router holds typed procedures; a WsConnection or handle_http() turns text into calls of them and their replies into
// frames. Sessions are made by a SessionFactory. The network layer owns connections and gives each a FrameSink; an
// Environment per loop thread holds what they share. Replies and streams may be kept and used on any thread: they hop
// to the connection's executor by themselves and do nothing once it is gone. Nothing here blocks, and nothing is
// global.
#include "trpc/call.hpp"           // IWYU pragma: export
#include "trpc/environment.hpp"    // IWYU pragma: export
#include "trpc/error.hpp"          // IWYU pragma: export
#include "trpc/frame.hpp"          // IWYU pragma: export
#include "trpc/http_call.hpp"      // IWYU pragma: export
#include "trpc/reply.hpp"          // IWYU pragma: export
#include "trpc/router.hpp"         // IWYU pragma: export
#include "trpc/session.hpp"        // IWYU pragma: export
#include "trpc/stream.hpp"         // IWYU pragma: export
#include "trpc/ws_connection.hpp"  // IWYU pragma: export
