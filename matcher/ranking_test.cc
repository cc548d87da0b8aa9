#include "matcher/ranking.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/sample.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr absl::Duration kDay = absl::Hours(24);

std::vector<std::string> Ids(const Match& match) {
  std::vector<std::string> ids;
  ids.reserve(match.ranked.size());
  for (const Verdict& verdict : match.ranked) {
    ids.push_back(verdict.volunteer.value);
  }
  return ids;
}

Match RankAll(const Job& job, const std::vector<Volunteer>& volunteers,
              const Policy& policy = {}) {
  std::vector<const Volunteer*> pointers;
  pointers.reserve(volunteers.size());
  for (const Volunteer& volunteer : volunteers) pointers.push_back(&volunteer);
  return Rank(job, pointers, policy, Now());
}

// The terms of the one who is in, held against their order and the score.
std::vector<std::int64_t> MicrosOfTheOnlyOne(const Match& match) {
  std::vector<std::int64_t> micros;
  if (match.ranked.size() != 1) return micros;
  std::int64_t sum = 0;
  for (const TermValue& term : match.ranked[0].terms) {
    micros.push_back(term.micros);
    sum += term.micros;
    EXPECT_EQ(static_cast<std::size_t>(term.term), micros.size());
  }
  EXPECT_EQ(match.ranked[0].score_micros, sum);
  return micros;
}

// Goal: each term by its formula, with weights that tell the terms apart.
TEST(RankTest, ReckonsEachTermByItsFormula) {
  Policy policy;
  policy.weights = {.distance = 100,
                    .fair_share = 200,
                    .waited_long = 300,
                    .continuity = 400,
                    .time_fit = 50,
                    .language = 1};
  const struct {
    absl::string_view why;
    std::function<void(Job&, Volunteer&)> change;
    std::vector<std::int64_t> want;
  } cases[] = {
      {"1 of 3 km, never asked, speaks the language",
       [](Job&, Volunteer&) {},
       {666'666, 2'000'000, 3'000'000, 0, 500'000, 10'000}},
      {"next door",
       [](Job&, Volunteer& v) { v.home = kSquare; },
       {1'000'000, 2'000'000, 3'000'000, 0, 500'000, 10'000}},
      {"at the edge of reach",
       [](Job&, Volunteer& v) { v.home = NorthOf(kSquare, 3'000); },
       {0, 2'000'000, 3'000'000, 0, 500'000, 10'000}},
      {"in the same house, and goes no further",
       [](Job&, Volunteer& v) {
         v.home = kSquare;
         v.reach_m = 0;
       },
       {1'000'000, 2'000'000, 3'000'000, 0, 500'000, 10'000}},
      {"asked 90, 89 and 30 days ago",
       [](Job&, Volunteer& v) {
         v.asked_times = {Now() - 90 * kDay, Now() - 89 * kDay,
                          Now() - 30 * kDay};
       },
       {666'666, 666'666, 3'000'000, 0, 500'000, 10'000}},
      {"asked 29 days ago",
       [](Job&, Volunteer& v) { v.asked_times = {Now() - 29 * kDay}; },
       {666'666, 1'000'000, 0, 0, 500'000, 10'000}},
      {"helped this resident well",
       [](Job& j, Volunteer& v) { v.helped_well = {{"other"}, j.resident}; },
       {666'666, 2'000'000, 3'000'000, 4'000'000, 500'000, 10'000}},
      {"one of three windows suits",
       [](Job& j, Volunteer&) {
         j.windows.push_back({At(kWednesday, 13), At(kWednesday, 15)});
         j.windows.push_back({At(kWednesday, 16), At(kWednesday, 18)});
         // Over: not held against anybody.
         j.windows.push_back({At(kMonday, 9), At(kMonday, 11)});
       },
       {666'666, 2'000'000, 3'000'000, 0, 166'666, 10'000}},
      {"the resident's language is not known",
       [](Job& j, Volunteer&) { j.resident_language = ""; },
       {666'666, 2'000'000, 3'000'000, 0, 500'000, 0}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Job job = SampleJob();
    Volunteer volunteer = SampleVolunteer();
    c.change(job, volunteer);
    EXPECT_EQ(MicrosOfTheOnlyOne(RankAll(job, {volunteer}, policy)), c.want);
  }
}

TEST(RankTest, BestFirstAndTiesById) {
  Volunteer near = SampleVolunteer("near");
  near.home = NorthOf(kSquare, 100);
  const Match match = RankAll(
      SampleJob(),
      {SampleVolunteer("b"), near, SampleVolunteer("c"), SampleVolunteer("a")});
  EXPECT_THAT(Ids(match), ElementsAre("near", "a", "b", "c"));
  EXPECT_EQ(match.eligible, 4);
  EXPECT_EQ(match.ranked.front().rank, 1);
  EXPECT_EQ(match.ranked.back().rank, 4);
}

TEST(RankTest, CountsThoseOutByTheirFirstExclusion) {
  Volunteer unskilled_and_far = SampleVolunteer("u");
  unskilled_and_far.skills.reset();
  unskilled_and_far.home = NorthOf(kSquare, 9'000);
  Volunteer far = SampleVolunteer("f");
  far.home = NorthOf(kSquare, 9'000);
  Volunteer far_too = far;
  far_too.id = {"g"};
  const Match match = RankAll(SampleJob(), {unskilled_and_far, far, far_too});
  EXPECT_THAT(match.ranked, IsEmpty());
  EXPECT_THAT(match.excluded,
              UnorderedElementsAre(Pair(Exclusion::kSkill, 1),
                                   Pair(Exclusion::kTooFar, 2)));
  EXPECT_FALSE(match.later);
}

TEST(RankTest, SaysWhenWaitingMayHelp) {
  Volunteer asked_elsewhere = SampleVolunteer("v");
  asked_elsewhere.open_asks = 1;
  EXPECT_TRUE(RankAll(SampleJob(), {asked_elsewhere}).later);
  EXPECT_FALSE(RankAll(SampleJob(), {SampleVolunteer("v")}).later);
  EXPECT_FALSE(RankAll(SampleJob(), {}).later);
}

// Property: the order in which volunteers come does not matter.
TEST(RankTest, IsBlindToInputOrder) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    const Job job = RandomJob(chance);
    std::vector<Volunteer> volunteers;
    volunteers.reserve(20);
    for (int i = 0; i < 20; ++i) {
      volunteers.push_back(RandomVolunteer(chance, "v" + std::to_string(i)));
    }
    const Match want = RankAll(job, volunteers);
    std::ranges::shuffle(volunteers, chance.random());
    EXPECT_EQ(RankAll(job, volunteers), want);
  }
}

}  // namespace
}  // namespace omzien::matcher
