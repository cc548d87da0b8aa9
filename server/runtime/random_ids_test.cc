#include "server/runtime/random_ids.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

using ::testing::MatchesRegex;

constexpr int kDraws = 2000;

TEST(RandomIdsTest, IdsHaveTheFormOfTheContractAndDiffer) {
  RandomIds ids;
  std::set<std::string> seen;
  std::set<char> letters;
  for (int i = 0; i < kDraws; ++i) {
    const std::string id = ids.NewId();
    ASSERT_THAT(id, MatchesRegex("[0-9a-hjkmnp-tv-z]{26}"));
    seen.insert(id);
    letters.insert(id.begin(), id.end());
  }
  EXPECT_EQ(seen.size(), kDraws);
  EXPECT_EQ(letters.size(), 32U);  // A letter that never comes is lost chance.
}

TEST(RandomIdsTest, CodesCanBeSaidOnThePhone) {
  RandomIds ids;
  std::set<char> letters;
  for (int i = 0; i < kDraws; ++i) {
    const std::string code = ids.NewCode();
    ASSERT_THAT(code,
                MatchesRegex("[2-9A-HJ-NP-TV-Z]{3}-[2-9A-HJ-NP-TV-Z]{3}"));
    letters.insert(code.begin(), code.end());
  }
  EXPECT_EQ(letters.size(), 31U + 1U);  // And the dash.
}

}  // namespace
}  // namespace omzien::runtime
