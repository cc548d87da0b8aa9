#include "matcher/wave.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/ids.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/sample.h"
#include "matcher/verdict.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Volunteers "a", "b", ... in the order of their rank.
std::vector<Verdict> Ranked(int count, absl::Time ask_at,
                            const std::vector<absl::Time>& starts) {
  std::vector<Verdict> ranked;
  for (int i = 0; i < count; ++i) {
    Verdict verdict;
    verdict.volunteer = {std::string(1, static_cast<char>('a' + i))};
    verdict.ask_at = ask_at;
    verdict.start_times = starts;
    ranked.push_back(verdict);
  }
  return ranked;
}

std::vector<Verdict> Ranked(int count) {
  return Ranked(count, Now(), {At(kWednesday, 9)});
}

// Plans a wave of those whose verdicts these are.
WavePlan Plan(const std::vector<Verdict>& ranked, WaveTurn turn,
              const Policy& policy, absl::Time now) {
  std::vector<Candidate> best;
  for (const Verdict& verdict : ranked) {
    best.emplace_back().volunteer = verdict.volunteer;
  }
  return PlanWave(
      best,
      [&ranked](const VolunteerId& id) {
        return *std::ranges::find(ranked, id, &Verdict::volunteer);
      },
      turn, policy, now);
}

std::vector<std::string> Ids(const WavePlan& plan) {
  std::vector<std::string> ids;
  ids.reserve(plan.asks.size());
  for (const PlannedAsk& ask : plan.asks) {
    ids.push_back(ask.verdict.volunteer.value);
  }
  return ids;
}

// Goal: how many are asked. The policy: 3 at first, then 2, at most 4 waves.
TEST(PlanWaveTest, AsksTheRightFew) {
  const struct {
    absl::string_view why;
    int ranked;
    WaveTurn turn;
    std::size_t want;
  } cases[] = {
      {"the first wave", 9, {.wave = 1, .helpers_still_needed = 1}, 3},
      {"for two helpers", 9, {.wave = 1, .helpers_still_needed = 2}, 6},
      {"the next wave", 9, {.wave = 2, .helpers_still_needed = 1}, 2},
      {"the last wave", 9, {.wave = 4, .helpers_still_needed = 3}, 6},
      {"after the last wave", 9, {.wave = 5, .helpers_still_needed = 1}, 0},
      {"fewer are left", 2, {.wave = 1, .helpers_still_needed = 1}, 2},
      {"nobody is needed", 9, {.wave = 1, .helpers_still_needed = 0}, 0},
      {"nobody is in", 0, {.wave = 1, .helpers_still_needed = 1}, 0},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_THAT(Plan(Ranked(c.ranked), c.turn, Policy{}, Now()).asks,
                SizeIs(c.want));
  }
}

TEST(PlanWaveTest, TakesTheBestFirst) {
  const WavePlan plan = Plan(Ranked(5), {}, Policy{}, Now());
  EXPECT_THAT(Ids(plan), ElementsAre("a", "b", "c"));
  EXPECT_EQ(plan.asks[2].verdict.rank, 3);
}

TEST(PlanWaveTest, WaitsForQuietHoursAndDropsStartsThatComeTooSoon) {
  const absl::Time eight = At(kWednesday, 8);
  const WavePlan plan =
      Plan(Ranked(1, eight,
                  {At(kWednesday, 9), At(kWednesday, 10), At(kWednesday, 12)}),
           {}, Policy{}, At(kWednesday, 1));
  ASSERT_THAT(plan.asks, SizeIs(1));
  EXPECT_EQ(plan.asks[0].send_at, eight);
  EXPECT_THAT(plan.asks[0].verdict.start_times,
              ElementsAre(At(kWednesday, 10), At(kWednesday, 12)));
  // The wave after it waits until these had their time, too.
  EXPECT_EQ(plan.next_wave_at, eight + absl::Hours(4));
}

TEST(PlanWaveTest, PassesOverWhoCannotBeAskedInTime) {
  std::vector<Verdict> ranked = Ranked(5);
  ranked[1].ask_at = At(kWednesday, 8);
  EXPECT_THAT(Ids(Plan(ranked, {}, Policy{}, Now())),
              ElementsAre("a", "c", "d"));
}

// Goal: an ask is over before the resident can no longer be told.
TEST(PlanWaveTest, LapsesInTime) {
  const absl::Time now = Now();
  const struct {
    absl::string_view why;
    absl::Duration until_start, lapse_after, want;
  } cases[] = {
      {"long before", absl::Hours(48), absl::Hours(24), absl::Hours(24)},
      {"a quarter of an hour before the start", absl::Hours(20),
       absl::Hours(24), absl::Minutes(1185)},
      {"just lapses by itself", absl::Minutes(255), absl::Hours(4),
       absl::Hours(4)},
      {"soon: half of what is left", absl::Minutes(20), absl::Hours(4),
       absl::Minutes(10)},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Policy policy;
    policy.lead_min = absl::ZeroDuration();
    policy.lapse_after = c.lapse_after;
    const WavePlan plan =
        Plan(Ranked(1, now, {now + c.until_start}), {}, policy, now);
    ASSERT_THAT(plan.asks, SizeIs(1));
    EXPECT_EQ(plan.asks[0].lapse_at, now + c.want);
  }
}

TEST(PlanWaveTest, AsksNobodyWhoCouldNotAnswer) {
  Policy policy;
  policy.lead_min = absl::ZeroDuration();
  EXPECT_THAT(Plan(Ranked(1, Now(), {Now()}), {}, policy, Now()).asks,
              IsEmpty());
}

TEST(PlanWaveTest, TheNextWaveComesAfterTheInterval) {
  const Policy policy;
  EXPECT_EQ(Plan(Ranked(3), {}, policy, Now()).next_wave_at,
            Now() + policy.wave_interval);
  EXPECT_EQ(Plan(Ranked(0), {}, policy, Now()).next_wave_at,
            Now() + policy.wave_interval);
  EXPECT_EQ(
      Plan(Ranked(3), {.wave = policy.waves_max}, policy, Now()).next_wave_at,
      absl::InfiniteFuture());
}

}  // namespace
}  // namespace omzien::matcher
