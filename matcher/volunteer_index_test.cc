#include "matcher/volunteer_index.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

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
    const Volunteer* volunteer = index.Find({id});
    if (volunteer != nullptr) found.push_back(volunteer->id.value);
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
  // By a reference into the index, too.
  EXPECT_TRUE(index.Remove(index.Find({"a"})->id));
  EXPECT_THAT(IdsFound(index), ElementsAre("b", "c"));
  EXPECT_TRUE(index.Remove({"c"}));
  EXPECT_THAT(IdsFound(index), ElementsAre("b"));
}

// Puts, replaces and removes at random; gives what must be left.
std::map<std::string, Volunteer> ChangeAtRandom(Chance& chance,
                                                VolunteerIndex& index) {
  std::map<std::string, Volunteer> kept;
  for (int i = 0; i < 200; ++i) {
    const std::string id = "v" + std::to_string(chance.Below(30));
    if (chance.OneIn(3)) {
      EXPECT_EQ(index.Remove({id}), kept.erase(id) == 1);
    } else {
      kept[id] = RandomVolunteer(chance, id);
      index.Put(kept[id]);
    }
  }
  return kept;
}

// Property: after any changes the index answers as one that was filled anew.
TEST(VolunteerIndexTest, ForgetsItsHistory) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    VolunteerIndex index;
    const auto kept = ChangeAtRandom(chance, index);
    VolunteerIndex anew;
    for (const auto& [id, volunteer] : kept) anew.Put(volunteer);
    EXPECT_EQ(index.size(), kept.size());
    const Job job = RandomJob(chance);
    EXPECT_EQ(index.Candidates(job, Policy{}, Now(), 10),
              anew.Candidates(job, Policy{}, Now(), 10));
    EXPECT_EQ(index.JudgeAll(job, Policy{}, Now()),
              anew.JudgeAll(job, Policy{}, Now()));
    EXPECT_EQ(index.Explain(job, Policy{}, Now(), 5).nearest,
              anew.Explain(job, Policy{}, Now(), 5).nearest);
  }
}

// Property: an explanation's match is the match, and those out whom it tells of
// are judged as always, each later in the rules than all it leaves out.
TEST(VolunteerIndexTest, ExplainsByThoseWhoComeNearest) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    const Job job = RandomJob(chance);
    VolunteerIndex index;
    for (int i = 0; i < 40; ++i) {
      index.Put(RandomVolunteer(chance, "v" + std::to_string(i)));
    }
    const int k = chance.Below(50);
    const Explanation explained = index.Explain(job, Policy{}, Now(), k);
    EXPECT_EQ(explained.match, index.Candidates(job, Policy{}, Now(), k));
    std::vector<Verdict> out;
    for (const Verdict& verdict : index.JudgeAll(job, Policy{}, Now())) {
      if (!verdict.eligible()) out.push_back(verdict);
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

// The match by definition: Judge() for everybody, then sort.
Match MatchByJudging(const std::vector<Volunteer>& volunteers, const Job& job,
                     const Policy& policy, std::size_t k) {
  Match match;
  for (const Volunteer& volunteer : volunteers) {
    Verdict verdict = Judge(job, volunteer, policy, Now());
    match.later = match.later || verdict.later;
    if (verdict.eligible()) {
      match.ranked.push_back(std::move(verdict));
    } else {
      ++match.excluded[verdict.obstacles.front().why];
    }
  }
  match.eligible = static_cast<int>(match.ranked.size());
  std::ranges::sort(match.ranked, [](const Verdict& a, const Verdict& b) {
    return a.score_micros != b.score_micros ? a.score_micros > b.score_micros
                                            : a.volunteer < b.volunteer;
  });
  match.ranked.resize(std::min(k, match.ranked.size()));
  for (int rank = 1; Verdict & verdict : match.ranked) verdict.rank = rank++;
  return match;
}

// Property: the quick way says what judging everybody says.
TEST(VolunteerIndexTest, CandidatesAreTheBestOfJudgingEverybody) {
  int later = 0;
  int eligible = 0;
  std::map<Exclusion, int> excluded;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    const Job job = RandomJob(chance);
    Policy policy;
    policy.weights.continuity = chance.Below(1001);
    policy.weights.fair_share = chance.Below(2) * 100;
    VolunteerIndex index;
    std::vector<Volunteer> volunteers;
    volunteers.reserve(40);
    for (int i = 0; i < 40; ++i) {
      volunteers.push_back(RandomVolunteer(chance, "v" + std::to_string(i)));
      index.Put(volunteers.back());
    }
    const int k = chance.Below(50);
    const Match want =
        MatchByJudging(volunteers, job, policy, static_cast<std::size_t>(k));
    EXPECT_EQ(index.Candidates(job, policy, Now(), k), want);
    later += want.later ? 1 : 0;
    eligible += want.eligible;
    for (const auto& [why, count] : want.excluded) excluded[why] += count;
  }
  // The seeds try everything but being the resident.
  EXPECT_EQ(excluded.size(), 14U);
  EXPECT_GT(later, 0);
  EXPECT_GT(eligible, 0);
}

TEST(VolunteerIndexTest, JudgesAllInAnOrderForPeople) {
  VolunteerIndex index;
  Volunteer near = SampleVolunteer("z_near");
  near.home = kSquare;
  Volunteer far = SampleVolunteer("b_far");
  far.home = NorthOf(kSquare, 9'000);
  Volunteer far_and_asked = far;
  far_and_asked.id = {"a_far_and_asked"};
  far_and_asked.open_asks = 1;
  Volunteer far_too = far;
  far_too.id = {"a_far"};
  for (const Volunteer& volunteer :
       {far_and_asked, far, SampleVolunteer("y"), far_too, near}) {
    index.Put(volunteer);
  }
  std::vector<std::pair<std::string, int>> order;
  for (const Verdict& verdict : index.JudgeAll(SampleJob(), {}, Now())) {
    order.emplace_back(verdict.volunteer.value, verdict.rank);
  }
  EXPECT_THAT(order, ElementsAre(std::pair("z_near", 1), std::pair("y", 2),
                                 std::pair("a_far", 0), std::pair("b_far", 0),
                                 std::pair("a_far_and_asked", 0)));
}

}  // namespace
}  // namespace omzien::matcher
