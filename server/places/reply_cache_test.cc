// Goal: the cache keeps what was used last and no more than it may.

#include "server/places/reply_cache.h"

#include <gtest/gtest.h>

#include <memory>

#include "server/places/pdok_reply.h"

namespace omzien::places {
namespace {

TEST(ReplyCacheTest, TheOneUsedLongestAgoGoes) {
  const auto reply = std::make_shared<const PdokReply>();
  ReplyCache cache(2);
  cache.Put("a", reply);
  cache.Put("b", reply);
  EXPECT_EQ(cache.Get("a"), reply);
  cache.Put("c", reply);
  EXPECT_EQ(cache.Get("b"), nullptr);
  EXPECT_EQ(cache.Get("a"), reply);
  EXPECT_EQ(cache.Get("c"), reply);
  const auto newer = std::make_shared<const PdokReply>();
  cache.Put("a", newer);
  EXPECT_EQ(cache.Get("a"), newer);
  EXPECT_EQ(cache.Get("c"), reply);
}

TEST(ReplyCacheTest, NoRoomKeepsNothing) {
  ReplyCache cache(0);
  cache.Put("a", std::make_shared<const PdokReply>());
  EXPECT_EQ(cache.Get("a"), nullptr);
}

}  // namespace
}  // namespace omzien::places
