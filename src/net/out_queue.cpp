#include "net/out_queue.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/ensure.hpp"

namespace live::net {
namespace {

std::array<std::string_view, 3> parts(const OutItem& item) {
  return {item.head, item.body ? std::string_view(*item.body) : std::string_view(), item.tail};
}

}  // namespace

void OutQueue::push(OutItem item) {
  const std::size_t size = item.size();
  if (size == 0) return;
  set_bytes(bytes() + size);
  items_.push_back(std::move(item));
}

void OutQueue::drop_unbegun() {
  const std::size_t keep = first_ + (offset_ > 0 ? 1 : 0);
  items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(std::min(keep, items_.size())), items_.end());
  set_bytes(offset_ > 0 ? items_[first_].size() - offset_ : 0);
}

void OutQueue::clear() {
  items_ = std::vector<OutItem>();
  first_ = 0;
  offset_ = 0;
  set_bytes(0);
}

std::size_t OutQueue::gather(std::span<iovec, max_pieces> pieces) const {
  std::size_t count = 0;
  std::size_t skip = offset_;
  for (std::size_t i = first_; i < items_.size(); ++i) {
    for (std::string_view part : parts(items_[i])) {
      const std::size_t gone = std::min(skip, part.size());
      skip -= gone;
      part.remove_prefix(gone);
      if (part.empty()) continue;
      if (count == max_pieces) return count;
      // sendmsg only reads what iovec, an interface from C, calls mutable.
      pieces[count++] = {.iov_base = const_cast<char*>(part.data()), .iov_len = part.size()};
    }
  }
  return count;
}

void OutQueue::taken(std::size_t count) {
  ENSURE(count <= bytes());
  set_bytes(bytes() - count);
  offset_ += count;
  while (first_ < items_.size() && offset_ >= items_[first_].size()) {
    offset_ -= items_[first_].size();
    items_[first_] = OutItem();
    ++first_;
  }
  if (empty()) {
    clear();
  } else if (first_ >= 32 && first_ * 2 >= items_.size()) {
    // A socket that is never quite empty must not grow the list for ever.
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

}  // namespace live::net
