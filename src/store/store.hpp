#pragma once
// The door of live::store: the ports of room/ and access/ made real.
//
//   sqlite/database.hpp   one SQLite file under the data folder: Journal, Archive and CampaignStore of the embedded
//   mode memory/journal.hpp, memory/archive.hpp   the same ports in memory, with failures on demand, for tests and
//   simulation
//
// Both are held to one contract suite (*_contract_test.cpp). A store answers every call exactly once, on a thread of
// its own (sqlite) or on the caller's (memory), and after destruction has answered them all. It never decides who may
// ask, never knows the rules of the game, and never shows a record that is not durable. SQLite stops in store/sqlite.
#include "store/memory/archive.hpp"
#include "store/memory/journal.hpp"
#include "store/sqlite/database.hpp"
