// The index, held against judging everybody one by one, on nasty places and
// times and with enough volunteers for many blocks and clusters.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/check.h"
#include "matcher/draft.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/sample.h"
#include "matcher/skill_set.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "matcher/volunteer_index.h"

namespace omzien::matcher {
namespace {

class Town {
 public:
  void Add(Volunteer volunteer) {
    index.Put(volunteer);
    volunteers.push_back(std::move(volunteer));
  }

  // Fills a new index with all of them at once, from several drafts.
  void Refill() {
    std::vector<Draft> drafts(7);
    for (std::size_t i = 0; i < volunteers.size(); ++i) {
      drafts[i % drafts.size()].Put(volunteers[i]);
    }
    index = VolunteerIndex();
    index.Fill(std::move(drafts));
    EXPECT_EQ(index.size(), volunteers.size());
  }

  // Holds all answers against those of judging everybody; how many are in.
  int Expect(const Job& job, const Policy& policy, absl::Time now) const {
    std::vector<const Volunteer*> all;
    all.reserve(volunteers.size());
    for (const Volunteer& each : volunteers) all.push_back(&each);
    const Match want = Rank(job, all, policy, now);
    EXPECT_EQ(index.Cover(job, policy, now), want.coverage);
    EXPECT_EQ(index.AnyInLater(job, policy, now), want.any_later);
    for (const std::size_t k : {1U, 20U, 100'000U}) {
      std::vector<Candidate> best = want.ranked;
      best.resize(std::min(k, best.size()));
      EXPECT_EQ(index.Candidates(job, policy, now, static_cast<int>(k)), best);
    }
    return want.coverage.eligible;
  }

  VolunteerIndex index;
  std::vector<Volunteer> volunteers;
};

Policy NearestFirst() {
  Policy policy;
  policy.weights = {.distance = 1'000,
                    .fair_share = 0,
                    .waited_long = 0,
                    .continuity = 0,
                    .time_fit = 0,
                    .language = 0,
                    .skill_level = 0};
  return policy;
}

Point Around(Chance& chance, const Point& point) {
  const auto part = [&] { return (chance.Below(2'001) - 1'000) / 1'000.0; };
  return {point.latitude_deg + 0.05 * part(),
          point.longitude_deg + 0.08 * part()};
}

// Property: wherever on Earth, with few rules in the way, nearest first and by
// the usual weights; also after packing, and with half of them gone.
TEST(VolunteerIndexPropertyTest, HoldsEverywhereOnEarth) {
  const struct {
    absl::string_view why;
    Point point;
  } cases[] = {
      {"a town", kSquare},
      {"the date line", {-17, 179.99}},
      {"its other side", {-17, -180}},
      {"the north pole", {89.98, 12}},
      {"the south pole", {-90, 0}},
      {"where meridian and equator cross", {0, 0}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Chance chance(7);
    Town town;
    for (int i = 0; i < 3'000; ++i) {
      Volunteer volunteer = SampleVolunteer(absl::StrCat("v", i));
      volunteer.home = Around(chance, c.point);
      volunteer.reach_m = 100 * chance.Below(150);
      volunteer.travel_mode = static_cast<TravelMode>(1 + chance.Below(3));
      if (chance.OneIn(3)) volunteer.skills.reset(3);
      town.Add(volunteer);
    }
    Job job = SampleJob();
    for (int i = 0; i < 5; ++i) {
      job.place = Around(chance, c.point);
      EXPECT_GT(town.Expect(job, NearestFirst(), Now()), 0);
      town.Expect(job, Policy{}, Now());
    }
    town.Refill();
    town.Expect(job, NearestFirst(), Now());
    for (int i = 0; i < 1'500; ++i) {
      EXPECT_TRUE(town.index.Remove(town.volunteers.back().id));
      town.volunteers.pop_back();
    }
    EXPECT_GT(town.Expect(job, Policy{}, Now()), 0);
  }
}

// More people at one place than a block, a cluster, or both hold: all equally
// far, so that ids decide.
TEST(VolunteerIndexPropertyTest, HoldsForManyAtOnePlace) {
  Town town;
  for (int i = 0; i < 3'000; ++i) {
    Volunteer volunteer = SampleVolunteer(absl::StrCat("v", i));
    volunteer.reach_m = i % 2 == 0 ? 1'000 : 999;  // On the edge, and not.
    town.Add(volunteer);
  }
  EXPECT_EQ(town.Expect(SampleJob(), NearestFirst(), Now()), 1'500);
  town.Refill();
  EXPECT_EQ(town.Expect(SampleJob(), Policy{}, Now()), 1'500);
}

// Property: who stays at home and changes all else is found by what counts now,
// also among others who help elsewhere, on foot, and perhaps reach less far.
TEST(VolunteerIndexPropertyTest, HoldsWhenOffersChange) {
  int in = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    Town town;
    for (int i = 0; i < 1'000; ++i) {
      Volunteer volunteer = RandomVolunteer(chance, absl::StrCat("v", i));
      volunteer.municipalities = {{"GM0000"}};
      volunteer.travel_mode = TravelMode::kWalk;
      if (seed % 2 == 0) volunteer.reach_m = 1;
      town.Add(volunteer);
    }
    if (seed % 4 < 2) town.Refill();
    for (const int changes : {20, 2'000}) {
      for (int i = 0; i < changes; ++i) {
        Volunteer& one =
            town.volunteers[static_cast<std::size_t>(chance.Below(1'000))];
        const Point home = one.home;
        one = RandomVolunteer(chance, one.id.value);
        one.home = home;
        town.index.Put(one);
      }
      EXPECT_EQ(town.index.size(), town.volunteers.size());
      in += town.Expect(RandomJob(chance), NearestFirst(), RandomNow(chance));
      in += town.Expect(RandomJob(chance), Policy{}, RandomNow(chance));
    }
  }
  EXPECT_GT(in, 0);
}

TEST(VolunteerIndexPropertyTest, HoldsForEverySkillAndForNone) {
  Town town;
  for (int i = 0; i < 1'000; ++i) {
    Volunteer volunteer = SampleVolunteer(absl::StrCat("v", i));
    volunteer.skills.reset();
    for (int skill = 0; skill < static_cast<int>(kSkillsMax); ++skill) {
      if (skill % (1 + i % 7) == 0) {
        volunteer.skills.set(static_cast<std::size_t>(skill));
      }
    }
    town.Add(volunteer);
  }
  Job job = SampleJob();
  job.skills.reset();
  EXPECT_EQ(town.Expect(job, NearestFirst(), Now()), 1'000);
  job.skills.set();
  EXPECT_EQ(town.Expect(job, NearestFirst(), Now()), 143);
  job.skills.reset();
  job.skills.set(kSkillsMax - 1);
  EXPECT_GT(town.Expect(job, NearestFirst(), Now()), 0);
}

// Property: in the nights in which the clock is set, over midnight, and when it
// is quiet.
TEST(VolunteerIndexPropertyTest, HoldsWhenTheClockIsSet) {
  for (const absl::CivilDay sunday :
       {absl::CivilDay(2026, 3, 29), absl::CivilDay(2026, 10, 25)}) {
    int eligible = 0;
    Chance chance(3);
    Town town;
    for (int i = 0; i < 300; ++i) {
      Volunteer volunteer = SampleVolunteer(absl::StrCat("v", i));
      volunteer.availability = RandomAvailability(chance, sunday - 7);
      if (chance.OneIn(2)) {
        volunteer.availability.away.clear();
        volunteer.availability.extra.clear();
      }
      volunteer.availability.weekly.push_back({6, 22 * 60, 6 * 60});
      town.Add(volunteer);
    }
    for (int i = 0; i < 40; ++i) {
      Job job = SampleJob();
      job.duration = absl::Minutes(15 * (1 + chance.Below(20)));
      const absl::Time start =
          At(sunday - 1, 18) + absl::Minutes(5 * chance.Below(200));
      job.windows = {{start, start + absl::Hours(1 + chance.Below(14))}};
      const absl::Time now =
          At(sunday - 2, 0) + absl::Minutes(chance.Below(3'000));
      if (i == 20) town.Refill();
      eligible += town.Expect(job, Policy{}, now);
    }
    EXPECT_GT(eligible, 100);
  }
}

// Asked only when the quiet hours are over, she has no start left, and her
// check is held against today; on the day of the work it would hold.
TEST(VolunteerIndexPropertyTest, HoldsForAChecksFirstDayAfterAQuietNight) {
  Town town;
  Volunteer volunteer = SampleVolunteer();
  volunteer.checks = {{CheckKind::kVog, kWednesday, kWednesday + 100}};
  town.Add(volunteer);
  Job job = SampleJob();
  job.checks = {CheckKind::kVog};
  job.windows = {{At(kWednesday, 8), At(kWednesday, 9)}};
  const absl::Time night = At(kWednesday - 1, 23);
  EXPECT_EQ(town.Expect(job, Policy{}, night), 0);
  EXPECT_EQ(town.index.Cover(job, Policy{}, night).excluded,
            (std::map<Exclusion, int>{{Exclusion::kCheck, 1}}));
}

// More languages than have a bit of their own.
TEST(VolunteerIndexPropertyTest, HoldsForManyLanguages) {
  Town town;
  for (int i = 0; i < 200; ++i) {
    Volunteer volunteer = SampleVolunteer(absl::StrCat("v", i));
    volunteer.languages = {absl::StrCat("l", i % 50)};
    town.Add(volunteer);
  }
  for (const bool refill : {false, true}) {
    if (refill) town.Refill();
    for (const absl::string_view wanted : {"l1", "l31", "l32", "l49", "none"}) {
      Job job = SampleJob();
      job.resident_language = std::string(wanted);
      EXPECT_EQ(town.Expect(job, Policy{}, Now()), 200);
      job.languages = {std::string(wanted)};
      EXPECT_EQ(town.Expect(job, Policy{}, Now()), wanted == "none" ? 0 : 4);
    }
  }
}

}  // namespace
}  // namespace omzien::matcher
