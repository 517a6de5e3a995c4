#pragma once
// The door of live::ops: what an operator sees. Configuration with its errors, log lines, counters, health.
// It decides nothing, knows no rooms and no sockets, and never writes a secret. The command line (CLI11), TOML and the
// log writer (spdlog) stop here. Everything is made in main and handed down; nothing here is global.
#include "ops/config.hpp"
#include "ops/counters.hpp"
#include "ops/health.hpp"
#include "ops/log.hpp"
