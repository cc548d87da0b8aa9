// Goal: what was used last is found, and no more is kept than was said.

#include "server/core/lately_used.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace omzien::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pointee;

std::vector<std::string> NamesIn(const LatelyUsed<int>& values) {
  std::vector<std::string> names;
  for (const auto& entry : values.entries()) names.push_back(entry.name);
  return names;
}

TEST(LatelyUsedTest, TheOneUsedLongestAgoGoes) {
  LatelyUsed<int> values(2);
  values.Put("a", 1);
  values.Put("b", 2);
  EXPECT_THAT(values.Find("a"), Pointee(1));
  values.Put("c", 3);
  EXPECT_EQ(values.Find("b"), nullptr);
  EXPECT_THAT(NamesIn(values), ElementsAre("c", "a"));
}

TEST(LatelyUsedTest, WhatIsPutAgainIsTheNewOneAndUsed) {
  LatelyUsed<int> values(2);
  values.Put("a", 1);
  values.Put("b", 2);
  values.Put("a", 3);
  EXPECT_THAT(NamesIn(values), ElementsAre("a", "b"));
  EXPECT_THAT(values.Find("a"), Pointee(3));
  values.Put("c", 4);
  EXPECT_THAT(NamesIn(values), ElementsAre("c", "a"));
}

TEST(LatelyUsedTest, WhatIsErasedIsGoneAndMakesRoom) {
  LatelyUsed<int> values(2);
  values.Put("a", 1);
  values.Put("b", 2);
  values.Erase("b");
  values.Erase("b");
  values.Put("c", 3);
  EXPECT_THAT(NamesIn(values), ElementsAre("c", "a"));
}

// The name to erase may be the one that is kept.
TEST(LatelyUsedTest, IsErasedByItsOwnName) {
  LatelyUsed<int> values(2);
  values.Put("a name too long to lie inside its string", 1);
  values.Erase(values.entries().front().name);
  EXPECT_THAT(NamesIn(values), IsEmpty());
}

TEST(LatelyUsedTest, NoRoomKeepsNothing) {
  LatelyUsed<int> values(0);
  values.Put("a", 1);
  EXPECT_EQ(values.Find("a"), nullptr);
}

TEST(LatelyUsedTest, OneGoesForEachThatComes) {
  LatelyUsed<int> values(8);
  for (int i = 0; i < 1'000; ++i) {
    values.Put(absl::StrCat(i), i);
    EXPECT_EQ(values.entries().size(), i < 8 ? i + 1U : 8U);
  }
  EXPECT_THAT(values.Find("992"), Pointee(992));
  EXPECT_EQ(values.Find("991"), nullptr);
}

}  // namespace
}  // namespace omzien::core
