// What is kept of a choice is enough to make it again.

#include <cstddef>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

TEST(AskChoiceTest, TheSameIsChosenFromWhatIsKept) {
  std::vector<Habit> habits(30);
  std::vector<AskCandidate> candidates(habits.size());
  for (std::size_t i = 0; i < habits.size(); ++i) {
    habits[i].own_factor.fill(kOne + static_cast<Micros>(i % 7) * 20'000);
    AskCandidate& candidate = candidates[i];
    candidate.habit = &habits[i];
    candidate.since_ask_min = (i % 5 == 0 ? 40 : 10) * kDayMin;
    candidate.member_min = 200 * kDayMin;
    candidate.asks_lately = static_cast<int>(i % 4);
  }
  AskSituation situation;
  situation.lead_min = 2 * kDayMin;
  situation.waking_left_min = 1'920;
  situation.helpers_needed = 2;
  situation.candidates = candidates;
  const AskPlan plan =
      PlanAsks(situation, Customs{Learning{}}, AskingPolicy{}, 77);
  const std::vector<AskToSend> again = Choose(plan.choice);
  ASSERT_GE(plan.send.size(), 2U);
  ASSERT_EQ(again.size(), plan.send.size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(again[i].candidate, plan.send[i].candidate);
  }
  AskChoice other = plan.choice;
  other.missing = 0;
  EXPECT_TRUE(Choose(other).empty());
}

TEST(AskChoiceTest, WhoIsSparedAltogetherIsNoOptionButTheReasonsKnow) {
  const Habit habit;
  AskCandidate candidate;
  candidate.habit = &habit;
  candidate.since_ask_min = 10 * kDayMin;
  AskSituation situation;
  situation.lead_min = 2 * kDayMin;
  situation.waking_left_min = 1'920;
  situation.candidates = {&candidate, 1};
  const Customs customs{Learning{}};
  const AskingPolicy policy;
  const AskPlan before = PlanAsks(situation, customs, policy, 77);
  ASSERT_EQ(before.send.size(), 1U);
  EXPECT_EQ(before.choice.spared_worth, 0);
  EXPECT_EQ(before.choice.tired_price, policy.tired_price);
  candidate.scarcity = kOne;
  const AskPlan spared = PlanAsks(situation, customs, policy, 77);
  EXPECT_TRUE(spared.send.empty());
  EXPECT_TRUE(spared.choice.options.empty());
  EXPECT_EQ(spared.choice.spared_worth, before.send[0].worth);
}

}  // namespace
}  // namespace omzien::matcher
