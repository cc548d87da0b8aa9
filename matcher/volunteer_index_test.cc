#include "matcher/volunteer_index.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/sample.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> IdsFound(const VolunteerIndex& index) {
  std::vector<std::string> found;
  for (const char* id : {"a", "b", "c"}) {
    const auto volunteer = index.Find({id});
    if (volunteer.has_value()) found.push_back(volunteer->id.value);
  }
  return found;
}

TEST(VolunteerIndexTest, PutsAndReplaces) {
  VolunteerIndex index;
  for (const char* id : {"a", "b", "c"}) index.Put(SampleVolunteer(id));
  Volunteer moved = SampleVolunteer("b");
  moved.reach_m = 1;
  index.Put(moved);
  EXPECT_EQ(index.size(), 3U);
  EXPECT_EQ(index.Find({"b"})->reach_m, 1);
}

TEST(VolunteerIndexTest, Removes) {
  VolunteerIndex index;
  EXPECT_FALSE(index.Remove({"a"}));
  for (const char* id : {"a", "b", "c"}) index.Put(SampleVolunteer(id));
  EXPECT_TRUE(index.Remove({"a"}));
  EXPECT_THAT(IdsFound(index), ElementsAre("b", "c"));
  EXPECT_TRUE(index.Remove({"c"}));
  EXPECT_THAT(IdsFound(index), ElementsAre("b"));
}

// Puts, replaces and removes at random; gives what must be left.
std::map<std::string, Volunteer> ChangeAtRandom(Chance& chance, int changes,
                                                VolunteerIndex& index) {
  std::map<std::string, Volunteer> kept;
  for (int i = 0; i < changes; ++i) {
    const std::string id = "v" + std::to_string(chance.Below(changes / 4));
    if (chance.OneIn(4)) {
      EXPECT_EQ(index.Remove({id}), kept.erase(id) == 1);
    } else {
      kept[id] = RandomVolunteer(chance, id);
      index.Put(kept[id]);
    }
  }
  return kept;
}

std::vector<const Volunteer*> PointersTo(
    const std::map<std::string, Volunteer>& volunteers) {
  std::vector<const Volunteer*> pointers;
  pointers.reserve(volunteers.size());
  for (const auto& [id, volunteer] : volunteers) {
    pointers.push_back(&volunteer);
  }
  return pointers;
}

Policy RandomPolicy(Chance& chance) {
  Policy policy;
  for (int* weight : {&policy.weights.distance, &policy.weights.fair_share,
                      &policy.weights.waited_long, &policy.weights.continuity,
                      &policy.weights.time_fit, &policy.weights.language}) {
    if (chance.OneIn(3)) *weight = chance.Below(1'001);
    if (chance.OneIn(3)) *weight = 0;
  }
  return policy;
}

// What the seeds have tried.
struct Tried {
  std::map<Exclusion, int> excluded;
  int eligible = 0;
  int later = 0;
};

// Holds the answers of the index against those of judging everybody.
void ExpectSame(const VolunteerIndex& index,
                const std::map<std::string, Volunteer>& volunteers,
                const Job& job, Chance& chance, Tried& tried) {
  const Policy policy = RandomPolicy(chance);
  const absl::Time now = RandomNow(chance);
  Match want = Rank(job, PointersTo(volunteers), policy, now);
  EXPECT_EQ(index.Cover(job, policy, now), want.coverage);
  EXPECT_EQ(index.AnyInLater(job, policy, now), want.any_later);
  for (const auto& [why, count] : want.coverage.excluded) {
    tried.excluded[why] += count;
  }
  tried.eligible += want.coverage.eligible;
  tried.later += want.any_later ? 1 : 0;
  const int k = chance.Below(50);
  want.ranked.resize(std::min(want.ranked.size(), static_cast<std::size_t>(k)));
  EXPECT_EQ(index.Candidates(job, policy, now, k), want.ranked);
}

// Property: after any changes the index says what judging everybody who is left
// says, by all rules, in every order of weights.
TEST(VolunteerIndexTest, SaysWhatJudgingEverybodySays) {
  Tried tried;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    VolunteerIndex index;
    const auto kept =
        ChangeAtRandom(chance, seed % 10 == 0 ? 3'000 : 200, index);
    ASSERT_EQ(index.size(), kept.size());
    for (int i = 0; i < 3; ++i) {
      ExpectSame(index, kept, RandomJob(chance), chance, tried);
    }
  }
  // The seeds try everything but being the resident, which a test of the rules
  // has.
  EXPECT_EQ(tried.excluded.size(), 14U);
  EXPECT_GT(tried.later, 0);
  EXPECT_GT(tried.eligible, 0);
}

// Property: an explanation tells of the best, and of those out who come
// nearest, as judging says; those elsewhere are only counted.
TEST(VolunteerIndexTest, ExplainsByThoseWhoComeNearest) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    const Job job = RandomJob(chance);
    VolunteerIndex index;
    const auto kept = ChangeAtRandom(chance, 200, index);
    const int k = chance.Below(50);
    const Explanation explained = index.Explain(job, Policy{}, Now(), k);
    EXPECT_EQ(explained.coverage, index.Cover(job, Policy{}, Now()));
    std::vector<Verdict> in;
    for (const Candidate& each : index.Candidates(job, Policy{}, Now(), k)) {
      in.push_back(Judge(job, kept.at(each.volunteer.value), Policy{}, Now()));
      in.back().rank = static_cast<int>(in.size());
    }
    EXPECT_EQ(explained.ranked, in);
    std::vector<Verdict> out;
    for (const auto& [id, volunteer] : kept) {
      Verdict verdict = Judge(job, volunteer, Policy{}, Now());
      if (verdict.eligible() ||
          verdict.obstacles[0].why == Exclusion::kMunicipality) {
        continue;
      }
      out.push_back(std::move(verdict));
    }
    std::ranges::sort(out, [](const Verdict& a, const Verdict& b) {
      const auto first = [](const Verdict& v) { return v.obstacles[0].why; };
      return first(a) != first(b) ? first(a) > first(b)
                                  : a.volunteer < b.volunteer;
    });
    out.resize(std::min(out.size(), static_cast<std::size_t>(k)));
    EXPECT_EQ(explained.nearest, out);
  }
}

}  // namespace
}  // namespace omzien::matcher
