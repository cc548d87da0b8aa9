// What an ask is worth, taken apart, and what it costs who is asked often.

#include "matcher/asking/ask_worth.h"

#include <utility>

#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

// An ask to somebody with a habit like the group's.
AskToSend AskOf(const AskingPolicy& policy, const Standing& standing,
                Micros scarcity) {
  const Customs customs{Learning{}};
  AskSituation situation;
  situation.lead_min = 2 * kDayMin;
  situation.waking_left_min = 1'920;
  const Habit habit;
  AskCandidate candidate;
  candidate.habit = &habit;
  candidate.standing = standing;
  candidate.since_ask_min = 10 * kDayMin;
  candidate.scarcity = scarcity;
  return AskWorth(situation, customs, policy).Of(candidate);
}

// In burdens, of who allows `asks_per_week_max` and was asked so often in the
// week before.
Micros TirednessOf(int asks_per_week_max, int asks_in_week) {
  AskingPolicy policy;
  policy.tired_price = 1;
  const AskToSend ask = AskOf(
      policy,
      {.asks_in_week = asks_in_week, .asks_per_week_max = asks_per_week_max},
      0);
  return -ask.Of(AskTerm::kTired);
}

TEST(AskWorthTest, SaysWhatEachTermCame) {
  const AskingPolicy policy;
  const AskToSend ask =
      AskOf(policy, {.asks_in_week = 1, .asks_per_week_max = 2}, 7'000);
  EXPECT_NEAR(static_cast<double>(ask.Of(AskTerm::kChance)), 200'000, 2'000);
  EXPECT_EQ(ask.Of(AskTerm::kTrouble), -policy.trouble_price);
  EXPECT_EQ(ask.Of(AskTerm::kTired), -4 * policy.tired_price);
  EXPECT_EQ(ask.Of(AskTerm::kScarcity), -7'000);
}

TEST(AskWorthTest, AThirdAskInAWeekCostsMoreThanItsBurden) {
  for (const auto& [before, burdens] :
       {std::pair{0, 1}, std::pair{1, 4}, std::pair{2, 27}, std::pair{3, 48}}) {
    EXPECT_EQ(TirednessOf(5, before), burdens) << before;
  }
}

TEST(AskWorthTest, WhoAllowsManyAsksIsTakenAtHerWordForHalfOfThem) {
  for (const auto& [before, burdens] : {std::pair{2, 9}, std::pair{3, 16},
                                        std::pair{4, 75}, std::pair{5, 108}}) {
    EXPECT_EQ(TirednessOf(8, before), burdens) << before;
  }
}

}  // namespace
}  // namespace omzien::matcher
