// Whom a plan asks, how many, and when it looks again.

#include "matcher/asking/ask_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/ask_worth.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

// A job with two waking days to go, and people who differ in what a test says.
class AskPlanTest : public testing::Test {
 protected:
  AskPlanTest() {
    situation_.lead_min = 2 * kDayMin;
    situation_.waking_left_min = 1'920;
  }

  // Asked ten days ago; of long standing.
  AskCandidate& Add(Micros own_factor = kOne) {
    habits_.push_back(std::make_unique<Habit>());
    habits_.back()->own_factor.fill(own_factor);
    AskCandidate candidate;
    candidate.habit = habits_.back().get();
    candidate.since_ask_min = 10 * kDayMin;
    candidate.member_min = 200 * kDayMin;
    return candidates_.emplace_back(candidate);
  }

  AskPlan Plan(std::uint64_t seed = 1) {
    situation_.open = open_;
    situation_.candidates = candidates_;
    return PlanAsks(situation_, customs_, policy_, seed);
  }

  std::vector<std::size_t> Chosen(std::uint64_t seed = 1) {
    std::vector<std::size_t> chosen;
    for (const AskToSend& ask : Plan(seed).send) {
      chosen.push_back(ask.candidate);
    }
    return chosen;
  }

  void AddOpen(std::int64_t waking_min) {
    OpenAsk ask;
    ask.sent.yes = 250'000;
    ask.sent.listens = kOne;
    ask.waking_min = waking_min;
    open_.push_back(ask);
  }

  AskingPolicy policy_;
  Customs customs_{Learning{}};
  AskSituation situation_;
  std::vector<std::unique_ptr<Habit>> habits_;
  std::vector<AskCandidate> candidates_;
  std::vector<OpenAsk> open_;
};

using Indices = std::vector<std::size_t>;

TEST_F(AskPlanTest, AsksOneWhileThereIsTime) {
  for (int i = 0; i < 20; ++i) Add();
  EXPECT_EQ(Plan().send.size(), 1U);
}

TEST_F(AskPlanTest, AsksAllThatBringTheTargetWhenTimeIsShort) {
  for (int i = 0; i < 40; ++i) Add();
  policy_.target = 985'000;
  situation_.waking_left_min = 90;
  situation_.lead_min = 90;
  const AskPlan plan = Plan();
  EXPECT_GT(plan.send.size(), 8U);
  EXPECT_GE(plan.fill_chance, policy_.target);
  // And not one more.
  const Micros last = plan.send.back().Of(AskTerm::kChance);
  EXPECT_LT((plan.fill_chance - last) * kOne / (kOne - last), policy_.target);
}

TEST_F(AskPlanTest, AsksMoreForMoreHelpers) {
  for (int i = 0; i < 20; ++i) Add();
  situation_.helpers_needed = 3;
  EXPECT_EQ(Plan().send.size(), 3U);
  situation_.helpers_needed = 0;
  EXPECT_TRUE(Plan().send.empty());
}

TEST_F(AskPlanTest, WaitsForAFreshAskAndReplacesASilentOne) {
  for (int i = 0; i < 20; ++i) Add();
  AddOpen(5);
  EXPECT_TRUE(Plan().send.empty());
  open_[0].waking_min = 600;
  const AskPlan plan = Plan();
  EXPECT_EQ(plan.send.size(), 1U);
  EXPECT_EQ(plan.silent, (Indices{0}));
  open_[0].is_silent = true;
  EXPECT_TRUE(Plan().silent.empty());
}

TEST_F(AskPlanTest, LooksAgainWhenTheAskHasGrownSilent) {
  for (int i = 0; i < 20; ++i) Add();
  AddOpen(5);
  const std::int64_t again_min = Plan().look_again_min;
  open_[0].waking_min += again_min - 10;
  EXPECT_TRUE(Plan().send.empty());
  open_[0].waking_min += 10;
  EXPECT_EQ(Plan().send.size(), 1U);
}

TEST_F(AskPlanTest, TakesTheLikeliestWhenNobodyCostsMore) {
  policy_.near_equal = 0;
  Add(kOne);
  Add(1'500'000);
  Add(1'200'000);
  EXPECT_EQ(Chosen(), (Indices{1}));
}

// Each makes the likelier one worth less than the other.
TEST_F(AskPlanTest, APriceCanOutweighAChance) {
  struct Case {
    const char* what;
    void (*change)(AskCandidate& likely, AskCandidate& other);
  };
  const Case cases[] = {
      {"asked this week",
       [](AskCandidate& likely, AskCandidate&) {
         likely.standing.asks_in_week = 1;
         likely.standing.asks_per_week_max = 3;
       }},
      {"asked yesterday",
       [](AskCandidate& likely, AskCandidate&) {
         likely.since_ask_min = kDayMin;
       }},
      {"missed more by others",
       [](AskCandidate& likely, AskCandidate&) { likely.scarcity = 90'000; }},
      {"helped before",
       [](AskCandidate&, AskCandidate& other) { other.helped_well = true; }},
      {"long wait",
       [](AskCandidate&, AskCandidate& other) {
         other.since_ask_min = 31 * kDayMin;
       }},
      {"newcomer", [](AskCandidate&, AskCandidate& other) {
         other.since_ask_min = -1;
         other.member_min = 14 * kDayMin;
       }}};
  for (const Case& each : cases) {
    candidates_.clear();
    Add(1'300'000);
    Add();
    // Who was asked just now may ignore asks.
    for (const auto& habit : habits_) habit->inactive = 500'000;
    EXPECT_EQ(Chosen(), (Indices{0})) << each.what;
    each.change(candidates_[0], candidates_[1]);
    EXPECT_EQ(Chosen(), (Indices{1})) << each.what;
  }
}

TEST_F(AskPlanTest, OfNearEqualsTheLeastAskedGoesFirst) {
  for (int i = 0; i < 5; ++i) Add().asks_lately = 5 - i % 4;
  EXPECT_EQ(Chosen(), (Indices{3}));
}

TEST_F(AskPlanTest, AsksNobodyWhoIsNotWorthIt) {
  Add(50'000).standing = {.asks_in_week = 2, .asks_per_week_max = 5};
  EXPECT_TRUE(Plan().send.empty());
  policy_.trouble_price = 0;
  policy_.tired_price = 0;
  EXPECT_EQ(Plan().send.size(), 1U);
}

TEST_F(AskPlanTest, OfNewcomersTheOneWithFewestChancesGoesFirst) {
  for (const int fits : {40, 3, 2, 9}) {
    AskCandidate& candidate = Add();
    candidate.since_ask_min = -1;
    candidate.member_min = kDayMin;
    candidate.newcomer_fits = fits;
  }
  for (int i = 0; i < 8; ++i) Add();
  EXPECT_EQ(Chosen(), (Indices{2}));
}

TEST_F(AskPlanTest, ALastChanceOfAFirstAskDoesNotWait) {
  for (const int fits : {0, 40}) {
    AskCandidate& candidate = Add();
    candidate.since_ask_min = -1;
    candidate.newcomer_fits = fits;
  }
  AddOpen(5);
  EXPECT_EQ(Chosen(), (Indices{0}));
  candidates_[0].standing.is_quiet = true;
  EXPECT_TRUE(Chosen().empty());
}

TEST_F(AskPlanTest, WhereManyWaitOneMoreIsAskedBesideEach) {
  for (int i = 0; i < 6; ++i) Add();
  candidates_[4].since_ask_min = 40 * kDayMin;
  EXPECT_EQ(Chosen(), (Indices{4}));
  candidates_[5].since_ask_min = 50 * kDayMin;
  EXPECT_EQ(Chosen().size(), 2U);
  AddOpen(5);
  EXPECT_TRUE(Chosen().empty());
}

// Whom a glance passes over is never among the best.
TEST_F(AskPlanTest, FindsTheBestAmongVeryMany) {
  std::mt19937_64 random(5);
  policy_.near_equal = 0;
  for (int i = 0; i < 3'000; ++i) {
    AskCandidate& candidate =
        Add(100'000 + static_cast<Micros>(random() % 2'000'000));
    candidate.standing = {.asks_in_week = static_cast<int>(random() % 3),
                          .asks_per_week_max = 3};
    candidate.scarcity = static_cast<Micros>(random() % 50'000);
    candidate.helped_well = random() % 50 == 0;
    if (random() % 4 == 0) candidate.since_ask_min = 40 * kDayMin;
  }
  situation_.waking_left_min = 60;
  const AskPlan plan = Plan();
  ASSERT_GT(plan.send.size(), 10U);
  situation_.open = open_;
  const AskWorth worth(situation_, customs_, policy_);
  std::vector<Micros> worths;
  worths.reserve(candidates_.size());
  for (const AskCandidate& candidate : candidates_) {
    worths.push_back(worth.Of(candidate).worth);
  }
  std::ranges::sort(worths, std::ranges::greater());
  for (std::size_t i = 0; i < plan.send.size(); ++i) {
    EXPECT_EQ(plan.send[i].worth, worths[i]) << i;
  }
}

// Property: whatever the figures, nobody is asked beyond a limit, nobody
// twice, and the same plan comes of the same values.
TEST_F(AskPlanTest, NeverAsksBeyondALimit) {
  std::mt19937_64 random(3);
  const auto below = [&random](int bound) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(bound));
  };
  int asked = 0;
  for (int round = 0; round < 1'000; ++round) {
    candidates_.clear();
    habits_.clear();
    open_.clear();
    situation_.waking_left_min = below(3'000);
    situation_.helpers_needed = below(4);
    policy_.near_equal = below(1'000'000);
    policy_.tired_price = below(60'000);
    for (int i = below(3); i > 0; --i) AddOpen(below(600));
    for (int i = below(80); i > 0; --i) {
      AskCandidate& candidate = Add(below(3'000'000));
      candidate.standing = {.asks_in_week = below(4),
                            .asks_per_week_max = below(4),
                            .open_asks = below(2),
                            .open_asks_max = below(3),
                            .is_resting = below(3) == 0,
                            .is_quiet = below(3) == 0};
      candidate.since_ask_min = below(50) * kDayMin - kDayMin;
      if (candidate.since_ask_min < 0) candidate.since_ask_min = -1;
      candidate.asks_lately = below(20);
    }
    const auto seed = static_cast<std::uint64_t>(round);
    std::vector<std::size_t> chosen = Chosen(seed);
    EXPECT_EQ(chosen, Chosen(seed));
    for (const std::size_t each : chosen) {
      const Standing& standing = candidates_[each].standing;
      EXPECT_LT(standing.asks_in_week, standing.asks_per_week_max);
      EXPECT_LT(standing.open_asks, standing.open_asks_max);
      EXPECT_FALSE(standing.is_resting || standing.is_quiet);
      ++asked;
    }
    std::ranges::sort(chosen);
    EXPECT_EQ(std::ranges::adjacent_find(chosen), chosen.end());
    EXPECT_GE(Plan(seed).look_again_min, 10);
  }
  EXPECT_GT(asked, 500);
}

}  // namespace
}  // namespace omzien::matcher
