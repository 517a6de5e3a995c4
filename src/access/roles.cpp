#include "access/roles.hpp"

#include <list>
#include <map>
#include <mutex>
#include <utility>

#include "base/ensure.hpp"

namespace live::access {

struct Roles::State {
  struct Entry {
    std::pair<std::string, std::string> key;  ///< campaign, user
    std::optional<room::ViewerRole> role;
    base::Milliseconds until_ms = 0;
  };

  CampaignStore& store;
  const base::Clock& clock;
  const RolesOptions options;
  std::mutex mutex;
  std::list<Entry> by_age;  ///< the youngest answer first
  std::map<std::pair<std::string, std::string>, std::list<Entry>::iterator> by_key;
  /// Counts calls of forget(): an answer asked for before one must not be remembered after it.
  std::uint64_t forgettings = 0;

  void remember(Entry entry, std::uint64_t asked_at) {
    const std::scoped_lock lock(mutex);
    if (asked_at != forgettings) return;
    if (const auto known = by_key.find(entry.key); known != by_key.end()) {
      by_age.erase(known->second);
      by_key.erase(known);
    }
    if (by_age.size() >= options.max_entries) {
      by_key.erase(by_age.back().key);
      by_age.pop_back();
    }
    by_age.push_front(std::move(entry));
    by_key.emplace(by_age.front().key, by_age.begin());
  }
};

Roles::Roles(CampaignStore& store, const base::Clock& clock, RolesOptions options)
    : state_(new State{.store = store,
                       .clock = clock,
                       .options = options,
                       .mutex = {},
                       .by_age = {},
                       .by_key = {},
                       .forgettings = 0}) {
  ENSURE(options.max_entries >= 1);
}

Roles::~Roles() = default;

void Roles::role(std::string user_id, std::string campaign_id, Then then) {
  std::optional<room::ViewerRole> known;
  bool fresh = false;
  {
    const std::scoped_lock lock(state_->mutex);
    const auto found = state_->by_key.find({campaign_id, user_id});
    if (found != state_->by_key.end() && state_->clock.now_ms() < found->second->until_ms) {
      fresh = true;
      known = found->second->role;
    }
  }
  if (fresh) {
    then(known);
  } else {
    fresh_role(std::move(user_id), std::move(campaign_id), std::move(then));
  }
}

void Roles::fresh_role(std::string user_id, std::string campaign_id, Then then) {
  std::uint64_t asked_at = 0;
  {
    const std::scoped_lock lock(state_->mutex);
    asked_at = state_->forgettings;
  }
  // The age of an answer counts from the question: the store may have read it any time in between.
  State::Entry entry{{campaign_id, user_id}, std::nullopt, state_->clock.now_ms() + state_->options.ttl_ms};
  state_->store.role(std::move(user_id), std::move(campaign_id),
                     [state = state_, entry = std::move(entry), asked_at,
                      then = std::move(then)](room::Stored<std::optional<room::ViewerRole>> answer) mutable {
                       if (answer) {
                         entry.role = *answer;
                         state->remember(std::move(entry), asked_at);
                       }
                       then(std::move(answer));
                     });
}

void Roles::forget(const std::string& campaign_id) {
  const std::scoped_lock lock(state_->mutex);
  ++state_->forgettings;
  std::erase_if(state_->by_key, [&](const auto& item) {
    if (item.first.first != campaign_id) return false;
    state_->by_age.erase(item.second);
    return true;
  });
}

std::size_t Roles::size() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->by_age.size();
}

}  // namespace live::access
