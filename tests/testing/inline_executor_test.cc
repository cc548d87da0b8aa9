// Goal: tasks run in order, when the test says so, and never inside Post().

#include "tests/testing/inline_executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace omzien::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(InlineExecutorTest, RunsInOrderAlsoWhatTasksPost) {
  InlineExecutor lane;
  std::vector<int> ran;
  lane.Post([&] {
    ran.push_back(1);
    lane.Post([&] { ran.push_back(3); });
  });
  lane.Post([&] { ran.push_back(2); });
  EXPECT_THAT(ran, IsEmpty());

  EXPECT_TRUE(lane.RunOne());
  EXPECT_THAT(ran, ElementsAre(1));
  EXPECT_EQ(lane.size(), 2U);
  EXPECT_EQ(lane.RunAll(), 2);
  EXPECT_THAT(ran, ElementsAre(1, 2, 3));
  EXPECT_FALSE(lane.RunOne());
}

TEST(InlineExecutorTest, ClearDropsWhatWaits) {
  InlineExecutor lane;
  bool ran = false;
  lane.Post([&] { ran = true; });
  lane.Clear();
  EXPECT_EQ(lane.RunAll(), 0);
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace omzien::testing
