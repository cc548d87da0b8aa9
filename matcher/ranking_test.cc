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
#include "matcher/travel.h"
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
  for (const Candidate& candidate : match.ranked) {
    ids.push_back(candidate.volunteer.value);
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
                    .language = 1,
                    .skill_level = 5};
  const struct {
    absl::string_view why;
    std::function<void(Job&, Volunteer&)> change;
    std::vector<std::int64_t> want;
  } cases[] = {
      {"1 km by bicycle, never asked, speaks the language",
       [](Job&, Volunteer&) {},
       {907'142, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
      {"next door",
       [](Job&, Volunteer& v) { v.home = kSquare; },
       {1'000'000, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
      {"at the edge of reach",
       [](Job&, Volunteer& v) { v.home = NorthOf(kSquare, 3'000); },
       {721'428, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
      {"1 km on foot",
       [](Job&, Volunteer& v) { v.travel_mode = TravelMode::kWalk; },
       {711'111, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
      {"farther than an hour's walk",
       [](Job&, Volunteer& v) {
         v.travel_mode = TravelMode::kWalk;
         v.home = NorthOf(kSquare, 3'500);
         v.reach_m = 4'000;
       },
       {0, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
      {"in the same house, and goes no further",
       [](Job&, Volunteer& v) {
         v.home = kSquare;
         v.reach_m = 0;
       },
       {1'000'000, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
      {"asked 90, 89 and 30 days ago",
       [](Job&, Volunteer& v) {
         v.asked_times = {Now() - 90 * kDay, Now() - 89 * kDay,
                          Now() - 30 * kDay};
       },
       {907'142, 666'666, 3'000'000, 0, 500'000, 10'000, 0}},
      {"asked 29 days ago",
       [](Job&, Volunteer& v) { v.asked_times = {Now() - 29 * kDay}; },
       {907'142, 1'000'000, 0, 0, 500'000, 10'000, 0}},
      {"helped this resident well",
       [](Job& j, Volunteer& v) { v.helped_well = {{"other"}, j.resident}; },
       {907'142, 2'000'000, 3'000'000, 4'000'000, 500'000, 10'000, 0}},
      {"one of three windows suits",
       [](Job& j, Volunteer&) {
         j.windows.push_back({At(kWednesday, 13), At(kWednesday, 15)});
         j.windows.push_back({At(kWednesday, 16), At(kWednesday, 18)});
         // Over: not held against anybody.
         j.windows.push_back({At(kMonday, 9), At(kMonday, 11)});
       },
       {907'142, 2'000'000, 3'000'000, 0, 166'666, 10'000, 0}},
      {"the resident's language is not known",
       [](Job& j, Volunteer&) { j.resident_language = ""; },
       {907'142, 2'000'000, 3'000'000, 0, 500'000, 0, 0}},
      {"practised in the only skill",
       [](Job&, Volunteer& v) { v.practised.set(3); },
       {907'142, 2'000'000, 3'000'000, 0, 500'000, 10'000, 50'000}},
      {"practised in one of two skills, and in another",
       [](Job& j, Volunteer& v) {
         j.skills.set(4);
         v.skills.set(4).set(5);
         v.practised.set(4).set(5);
       },
       {907'142, 2'000'000, 3'000'000, 0, 500'000, 10'000, 25'000}},
      {"the job wants no skill",
       [](Job& j, Volunteer& v) {
         j.skills.reset();
         v.practised.set(3);
       },
       {907'142, 2'000'000, 3'000'000, 0, 500'000, 10'000, 0}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Job job = SampleJob();
    Volunteer volunteer = SampleVolunteer();
    c.change(job, volunteer);
    EXPECT_EQ(MicrosOfTheOnlyOne(RankAll(job, {volunteer}, policy)), c.want);
  }
}

TEST(RankTest, BestFirstThenNearestThenById) {
  Volunteer near = SampleVolunteer("near");
  near.home = NorthOf(kSquare, 100);
  // Too little nearer to tell in millionths.
  Volunteer nearer = SampleVolunteer("d");
  nearer.home = NorthOf(kSquare, 999.999);
  const Match match =
      RankAll(SampleJob(), {SampleVolunteer("b"), near, SampleVolunteer("c"),
                            nearer, SampleVolunteer("a")});
  EXPECT_THAT(Ids(match), ElementsAre("near", "d", "a", "b", "c"));
  EXPECT_EQ(match.coverage.eligible, 5);
  EXPECT_THAT(match.coverage.rings, ElementsAre(5, 0, 0, 0, 0));
}

TEST(RankTest, CountsInRings) {
  Coverage coverage;
  for (const int metres : {0, 1'000, 1'001, 5'000, 10'000, 10'001}) {
    coverage.AddEligible(std::int64_t{metres} * 1'000);
  }
  EXPECT_THAT(coverage.rings, ElementsAre(2, 1, 1, 1, 1));
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
  EXPECT_THAT(match.coverage.excluded,
              UnorderedElementsAre(Pair(Exclusion::kSkill, 1),
                                   Pair(Exclusion::kTooFar, 2)));
  EXPECT_FALSE(match.any_later);
}

TEST(RankTest, SaysWhenWaitingMayHelp) {
  Volunteer asked_elsewhere = SampleVolunteer("v");
  asked_elsewhere.open_asks = 1;
  EXPECT_TRUE(RankAll(SampleJob(), {asked_elsewhere}).any_later);
  EXPECT_FALSE(RankAll(SampleJob(), {SampleVolunteer("v")}).any_later);
  EXPECT_FALSE(RankAll(SampleJob(), {}).any_later);
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
    const Match again = RankAll(job, volunteers);
    EXPECT_EQ(again.ranked, want.ranked);
    EXPECT_EQ(again.coverage, want.coverage);
  }
}

}  // namespace
}  // namespace omzien::matcher
