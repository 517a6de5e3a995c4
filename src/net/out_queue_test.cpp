#include "net/out_queue.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace live::net {
namespace {

OutItem item(std::string head, std::string body = {}, std::string tail = {}) {
  return {.head = std::move(head),
          .body = body.empty() ? nullptr : std::make_shared<const std::string>(std::move(body)),
          .tail = std::move(tail)};
}

/// Takes at most `most` bytes, as a socket would.
std::string take(OutQueue& queue, std::size_t most) {
  std::array<iovec, OutQueue::max_pieces> pieces{};
  const std::size_t count = queue.gather(pieces);
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all.append(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
  all.resize(std::min(all.size(), most));
  queue.taken(all.size());
  return all;
}

TEST(OutQueue, GathersPiecesOfManyItems) {
  OutQueue queue;
  queue.push(item("a", "b", "c"));
  queue.push(item("d"));
  queue.push(item("", "e", ""));
  EXPECT_EQ(queue.bytes(), 5U);
  EXPECT_EQ(take(queue, 100), "abcde");
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.bytes(), 0U);
}

TEST(OutQueue, KeepsABegunItemWhenTheRestIsDropped) {
  OutQueue queue;
  queue.push(item("head", "body", "tail"));
  queue.push(item("next"));
  EXPECT_EQ(take(queue, 6), "headbo");
  queue.drop_unbegun();
  queue.push(item("close"));
  EXPECT_EQ(queue.bytes(), 11U);
  EXPECT_EQ(take(queue, 100), "dytailclose");
}

TEST(OutQueue, DropsAllWhenNothingHasBegun) {
  OutQueue queue;
  queue.push(item("one"));
  queue.push(item("two"));
  queue.drop_unbegun();
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.bytes(), 0U);
}

RC_GTEST_PROP(OutQueueProperty, EveryByteLeavesOnceAndInOrder, ()) {
  OutQueue queue;
  std::string expected;
  std::string got;
  const auto steps = *rc::gen::inRange(1, 300);
  for (int i = 0; i < steps; ++i) {
    if (*rc::gen::inRange(0, 3) != 0) {
      const auto text = *rc::gen::container<std::string>(rc::gen::inRange('a', 'z'));
      const std::size_t cut = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
      queue.push(item(text.substr(0, cut), text.substr(cut)));
      expected += text;
    } else {
      got += take(queue, *rc::gen::inRange<std::size_t>(0, 50));
    }
    RC_ASSERT(queue.bytes() == expected.size() - got.size());
  }
  while (!queue.empty()) got += take(queue, 1000);
  RC_ASSERT(got == expected);
}

}  // namespace
}  // namespace live::net
