#pragma once
// What /healthz and /readyz say. Alive is: the process answers. Ready is: nothing named here stands in the way.
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace live::ops {

/// Any thread.
class HealthState {
 public:
  /// Starts not ready, with the reason "starting".
  HealthState();
  /// Something keeps the server from serving: "journal" -> "disk full".
  void block(std::string_view part, std::string_view reason);
  void unblock(std::string_view part);
  [[nodiscard]] bool ready() const;
  /// {"status":"ready"} or {"status":"not ready","reasons":{"journal":"disk full"}}
  [[nodiscard]] std::string to_json() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> reasons_;
};

}  // namespace live::ops
