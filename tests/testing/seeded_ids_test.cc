// Goal: ids from a seed look like the real ones and come again with the seed.

#include "tests/testing/seeded_ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace omzien::testing {
namespace {

using ::testing::MatchesRegex;

TEST(SeededIdsTest, HaveTheShapesOfThePort) {
  SeededIds ids(7);
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const std::string id = ids.NewId();
    EXPECT_THAT(id, MatchesRegex("[0-9a-hjkmnp-tv-z]{26}"));
    EXPECT_TRUE(seen.insert(id).second) << id;
    EXPECT_THAT(ids.NewCode(),
                MatchesRegex("[2-9A-HJ-NP-TV-Z]{3}-[2-9A-HJ-NP-TV-Z]{3}"));
  }
}

TEST(SeededIdsTest, ASeedGivesTheSameIdsAgain) {
  SeededIds one(7);
  SeededIds same(7);
  SeededIds other(8);
  const std::string id = one.NewId();
  EXPECT_EQ(id, same.NewId());
  EXPECT_NE(id, other.NewId());
  EXPECT_EQ(one.NewCode(), same.NewCode());
}

}  // namespace
}  // namespace omzien::testing
