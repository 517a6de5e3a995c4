#include "room/audience/streams.hpp"

#include <algorithm>
#include <charconv>

namespace live::room {

void Streams::reset(std::string epoch, const std::map<std::string, ViewerCount>& counts) {
  epoch_ = std::move(epoch);
  windows_.clear();
  for (const auto& [key, count] : counts) windows_[key].newest = count.seq;
}

void Streams::keep(Window& window, const EncodedEvent& event) const {
  window.events.push_back(event);
  window.bytes += event.body->size();
  window.newest = event.seq;
  while (window.events.size() > options_.window_events ||
         (window.bytes > options_.window_bytes && window.events.size() > 1)) {
    window.bytes -= window.events.front().body->size();
    window.events.pop_front();
  }
}

void Streams::send(Subscriber& subscriber, std::int64_t seq, const Body& body) const {
  const std::string number = std::to_string(seq);
  subscriber.event(epoch_ + "." + number, "{\"seq\":" + number + ",", body);
}

void Streams::publish(const Broadcast& broadcast, const std::string& epoch) {
  if (broadcast.opened) {
    epoch_ = epoch;
    windows_.clear();
    mark_all_lagging();
  }
  for (const std::string& key : broadcast.joined)
    windows_[key].newest = std::max<std::int64_t>(1, windows_[key].newest);
  for (const auto& [key, events] : broadcast.events) {
    Window& window = windows_[key];
    for (const EncodedEvent& event : events) keep(window, event);
  }
  // Collected first: whoever is sent something may unsubscribe on the spot.
  std::vector<std::pair<std::shared_ptr<Subscriber>, const std::vector<EncodedEvent>*>> sending;
  for (auto& [id, subscription] : subscriptions_) {
    const auto events = broadcast.events.find(subscription.key);
    if (events == broadcast.events.end() || subscription.lagging || subscription.opening) continue;
    if (subscription.subscriber->buffered_bytes() > options_.subscriber_bytes) {
      subscription.lagging = true;
      continue;
    }
    sending.emplace_back(subscription.subscriber, &events->second);
  }
  for (const auto& [subscriber, events] : sending) {
    for (const EncodedEvent& event : *events) send(*subscriber, event.seq, event.body);
  }
}

std::optional<std::int64_t> Streams::position_in(std::string_view event_id) const {
  if (event_id.size() <= epoch_.size() + 1 || !event_id.starts_with(epoch_) || event_id[epoch_.size()] != '.') {
    return std::nullopt;
  }
  const std::string_view number = event_id.substr(epoch_.size() + 1);
  std::int64_t position = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), position);
  if (error != std::errc{} || end != number.data() + number.size() || position < 0) return std::nullopt;
  return position;
}

bool Streams::covers(const std::string& key, std::int64_t position) const {
  const auto window = windows_.find(key);
  if (window == windows_.end() || position <= 0 || position > window->second.newest) return false;
  if (position == window->second.newest) return true;
  return !window->second.events.empty() && window->second.events.front().seq <= position + 1;
}

std::int64_t Streams::position(const std::string& key) const {
  const auto window = windows_.find(key);
  return window == windows_.end() ? 0 : window->second.newest;
}

void Streams::add(Subscription subscription) {
  const std::uint64_t id = subscription.id;
  subscriptions_.insert_or_assign(id, std::move(subscription));
}

void Streams::remove(std::uint64_t id) { subscriptions_.erase(id); }

Subscription* Streams::find(std::uint64_t id) {
  const auto found = subscriptions_.find(id);
  return found == subscriptions_.end() ? nullptr : &found->second;
}

std::size_t Streams::connections_of(std::string_view user_id) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(subscriptions_, [&](const auto& entry) { return entry.second.user_id == user_id; }));
}

std::vector<std::string> Streams::connected_users() const {
  std::vector<std::string> users;
  for (const auto& [id, subscription] : subscriptions_) {
    if (std::ranges::find(users, subscription.user_id) == users.end()) users.push_back(subscription.user_id);
  }
  return users;
}

void Streams::replay(const Subscription& subscription, std::int64_t position) {
  const std::shared_ptr<Subscriber> subscriber = subscription.subscriber;
  for (const EncodedEvent& event : windows_[subscription.key].events) {
    if (event.seq > position) send(*subscriber, event.seq, event.body);
  }
}

void Streams::send_snapshot(Subscription& subscription, std::int64_t seq, const Body& body) {
  const std::shared_ptr<Subscriber> subscriber = subscription.subscriber;
  subscription.lagging = false;
  send(*subscriber, seq, body);
}

std::vector<std::uint64_t> Streams::drained() {
  std::vector<std::uint64_t> ids;
  for (auto& [id, subscription] : subscriptions_) {
    if (subscription.lagging && !subscription.opening &&
        subscription.subscriber->buffered_bytes() <= options_.subscriber_bytes / 2) {
      ids.push_back(id);
    }
  }
  return ids;
}

bool Streams::any_lagging() const {
  return std::ranges::any_of(subscriptions_, [](const auto& entry) { return entry.second.lagging; });
}

void Streams::mark_all_lagging() {
  for (auto& [id, subscription] : subscriptions_) subscription.lagging = true;
}

void Streams::rekey(const std::function<std::optional<std::string>(const std::string&)>& key_of) {
  std::vector<std::shared_ptr<Subscriber>> gone;
  for (auto entry = subscriptions_.begin(); entry != subscriptions_.end();) {
    if (auto key = key_of(entry->second.user_id)) {
      entry->second.key = std::move(*key);
      ++entry;
    } else {
      gone.push_back(std::move(entry->second.subscriber));
      entry = subscriptions_.erase(entry);
    }
  }
  for (const auto& subscriber : gone) subscriber->closed("not a member");
}

void Streams::announce(const std::string& key, const Body& body) {
  std::vector<std::shared_ptr<Subscriber>> sending;
  for (const auto& [id, subscription] : subscriptions_) {
    if (subscription.key == key && !subscription.lagging && !subscription.opening) {
      sending.push_back(subscription.subscriber);
    }
  }
  for (const auto& subscriber : sending) send(*subscriber, position(key), body);
}

void Streams::close_all(std::string_view reason) {
  // A subscriber may unsubscribe while it is told.
  std::map<std::uint64_t, Subscription> closing = std::move(subscriptions_);
  subscriptions_.clear();
  for (auto& [id, subscription] : closing) subscription.subscriber->closed(reason);
}

}  // namespace live::room
