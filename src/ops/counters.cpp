#include "ops/counters.hpp"

namespace live::ops {
namespace {

struct Description {
  std::string_view name;
  std::string_view help;
};

/// In the order of the enum.
constexpr std::array<Description, static_cast<std::size_t>(Counter::count_)> descriptions = {{
    {"connections_opened", "Connections accepted."},
    {"connections_closed", "Connections ended, for whatever reason."},
    {"connections_refused", "Connections turned away: too many, or a foreign origin."},
    {"calls_answered", "Procedure calls answered with a result."},
    {"calls_failed", "Procedure calls answered with an error."},
    {"calls_rate_limited", "Procedure calls refused as too many."},
    {"sign_ins_refused", "Session tokens refused."},
    {"commits_durable", "Commits of rooms made durable."},
    {"commits_failed", "Commits of rooms that the journal did not take."},
    {"archive_writes", "Batches and snapshots written to the archive."},
    {"archive_failures", "Batches and snapshots that the archive did not take; they are tried again."},
    {"rooms_loaded", "Rooms loaded or woken."},
    {"rooms_unloaded", "Rooms saved and unloaded."},
    {"events_sent", "Events sent to subscribers."},
    {"subscribers_resynchronised", "Subscribers that fell behind and got a snapshot."},
    {"bytes_received", "Bytes received from clients."},
    {"bytes_sent", "Bytes sent to clients."},
}};

}  // namespace

void Counters::add(Counter counter, std::uint64_t by) {
  values_[static_cast<std::size_t>(counter)].fetch_add(by, std::memory_order_relaxed);
}

std::uint64_t Counters::value(Counter counter) const {
  return values_[static_cast<std::size_t>(counter)].load(std::memory_order_relaxed);
}

std::string Counters::to_text() const {
  std::string text;
  for (std::size_t i = 0; i < descriptions.size(); ++i) {
    const std::string name = "live_" + std::string(descriptions[i].name) + "_total";
    text += "# HELP " + name + " " + std::string(descriptions[i].help) + "\n# TYPE " + name + " counter\n" + name +
            " " + std::to_string(values_[i].load(std::memory_order_relaxed)) + "\n";
  }
  return text;
}

}  // namespace live::ops
