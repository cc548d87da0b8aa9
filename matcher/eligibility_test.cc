#include "matcher/eligibility.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/sample.h"
#include "matcher/scene.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

// Goal: each rule about who somebody is, on both sides of its edge.
TEST(JudgeTest, HoldsThePersonAgainstTheJob) {
  using enum Exclusion;
  ExpectAll({
      {"nothing in the way", [](Scene&) {}, {}},
      {"elsewhere",
       [](Scene& s) { s.volunteer.municipalities = {{"GM0001"}}; },
       {kMunicipality}},
      {"also elsewhere",
       [](Scene& s) { s.volunteer.municipalities.push_back({"GM0001"}); },
       {}},
      {"one of two skills", [](Scene& s) { s.job.skills.set(127); }, {kSkill}},
      {"more skills than needed",
       [](Scene& s) { s.volunteer.skills.set(); },
       {}},
      {"no skill needed", [](Scene& s) { s.job.skills.reset(); }, {}},
      {"paused until later",
       [](Scene& s) { s.volunteer.pause_until = Now() + absl::Nanoseconds(1); },
       {kPaused}},
      {"the pause is just over",
       [](Scene& s) { s.volunteer.pause_until = Now(); },
       {}},
      {"self", [](Scene& s) { s.volunteer.person = s.job.resident; }, {kSelf}},
      {"kept apart",
       [](Scene& s) { s.volunteer.kept_apart = {{"x"}, s.job.resident}; },
       {kKeptApart}},
      {"kept apart from another",
       [](Scene& s) { s.volunteer.kept_apart = {{"x"}}; },
       {}},
      {"exactly at the edge of reach",
       [](Scene& s) { s.volunteer.home = NorthOf(kSquare, 3'000); },
       {}},
      {"a centimetre over the edge",
       [](Scene& s) { s.volunteer.home = NorthOf(kSquare, 3'000.01); },
       {kTooFar}},
      {"none of the languages",
       [](Scene& s) { s.job.languages = {"pl", "tr"}; },
       {kLanguage}},
      {"one of the languages",
       [](Scene& s) { s.job.languages = {"pl", "nl"}; },
       {}},
      {"what is avoided is there",
       [](Scene& s) {
         s.job.circumstances =
             SetOf(Circumstance::kPets) | SetOf(Circumstance::kStairs);
         s.volunteer.avoids = SetOf(Circumstance::kPets);
       },
       {kCircumstance}},
      {"what is avoided is not there",
       [](Scene& s) {
         s.job.circumstances = SetOf(Circumstance::kStairs);
         s.volunteer.avoids = SetOf(Circumstance::kPets);
       },
       {}},
      {"asked before",
       [](Scene& s) { s.job.asked = {{"w"}, {"v"}}; },
       {kAskedBefore}},
  });
}

// Goal: the volunteer's own limits, each at its edge.
TEST(JudgeTest, KeepsTheVolunteersLimits) {
  using enum Exclusion;
  const absl::Duration week = absl::Hours(7 * 24);
  const auto asked = [](const std::vector<absl::Time>& times) {
    return [times](Scene& s) { s.volunteer.asked_times = times; };
  };
  ExpectAll({
      {"one ask is open",
       [](Scene& s) { s.volunteer.open_asks = 1; },
       {kOpenAsks}},
      {"two may be open",
       [](Scene& s) {
         s.volunteer.open_asks = 1;
         s.volunteer.limits.open_asks_max = 2;
       },
       {}},
      {"two in the week",
       asked({Now() - week + absl::Seconds(1), Now()}),
       {kWeekFull}},
      {"the first is seven days ago", asked({Now() - week, Now()}), {}},
      {"a planned ask counts",
       asked({Now() - absl::Hours(1), Now() + absl::Hours(9)}),
       {kWeekFull}},
      {"many asks long ago",
       asked({Now() - 3 * week, Now() - 3 * week, Now() - 2 * week}),
       {}},
      {"never to be asked",
       [](Scene& s) { s.volunteer.limits.asks_per_week_max = 0; },
       {kWeekFull}},
      {"rests",
       [](Scene& s) {
         s.volunteer.last_job_end = Now() - absl::Hours(48) + absl::Seconds(1);
       },
       {kResting}},
      {"has rested",
       [](Scene& s) { s.volunteer.last_job_end = Now() - absl::Hours(48); },
       {}},
      {"wants no rest",
       [](Scene& s) {
         s.volunteer.last_job_end = Now();
         s.volunteer.limits.rest_after_job = absl::ZeroDuration();
       },
       {}},
  });
}

Obstacle Because(
    Exclusion why,
    const std::function<void(Obstacle&)>& set = [](Obstacle&) {}) {
  Obstacle obstacle;
  obstacle.why = why;
  set(obstacle);
  return obstacle;
}

// A volunteer whom everything keeps out.
Scene Hopeless() {
  Scene scene;
  scene.job.municipality = {"GM0001"};
  scene.job.skills.set(9);
  scene.job.resident = scene.volunteer.person;
  scene.job.languages = {"pl"};
  scene.job.checks = {CheckKind::kVog, CheckKind::kFirstAid};
  scene.job.circumstances = SetOf(Circumstance::kSmoke);
  scene.job.asked = {scene.volunteer.id};
  Volunteer& volunteer = scene.volunteer;
  volunteer.home = NorthOf(kSquare, 4'321.5);
  volunteer.pause_until = Now() + absl::Hours(5);
  volunteer.kept_apart = {scene.job.resident};
  volunteer.checks = {VogUntil(kWednesday)};
  volunteer.avoids = SetOf(Circumstance::kSmoke) | SetOf(Circumstance::kPets);
  volunteer.availability.away = {{kMonday, kMonday + 6}};
  volunteer.engagements = {{scene.job.windows[0], kSquare}};
  volunteer.open_asks = 1;
  volunteer.asked_times = {Now() - absl::Hours(30), Now() - absl::Hours(20),
                           Now() - absl::Hours(10)};
  volunteer.last_job_end = Now() - absl::Hours(8);
  return scene;
}

TEST(JudgeTest, NamesAllObstaclesInOrderWithTheirFacts) {
  using enum Exclusion;
  const Scene scene = Hopeless();
  const Verdict verdict =
      Judge(scene.job, scene.volunteer, scene.policy, scene.now);
  const std::vector<Obstacle> want = {
      Because(kMunicipality),
      Because(kSkill, [](Obstacle& o) { o.missing_skills.set(9); }),
      Because(kPaused,
              [](Obstacle& o) { o.not_before = Now() + absl::Hours(5); }),
      Because(kSelf),
      Because(kKeptApart),
      Because(kTooFar, [](Obstacle& o) { o.needed_reach_m = 4'322; }),
      Because(kLanguage, [](Obstacle& o) { o.languages = {"pl"}; }),
      Because(
          kCheck,
          [](Obstacle& o) { o.checks = {{CheckKind::kFirstAid, kWednesday}}; }),
      Because(
          kCircumstance,
          [](Obstacle& o) { o.circumstances = SetOf(Circumstance::kSmoke); }),
      Because(kNotAvailable),
      Because(kBusy),
      Because(kAskedBefore),
      Because(kOpenAsks),
      // Two a week: free again a week after the last but one.
      Because(kWeekFull,
              [](Obstacle& o) { o.not_before = Now() + absl::Hours(148); }),
      Because(kResting,
              [](Obstacle& o) { o.not_before = Now() + absl::Hours(40); }),
  };
  EXPECT_EQ(Exclusions(verdict).size(), 15U);
  EXPECT_EQ(verdict.obstacles, want);
  EXPECT_EQ(verdict.distance_m, 4'322);
  EXPECT_EQ(verdict.travel_min, 25);
}

// Goal: waiting is worth while only for what passes before the last start.
TEST(JudgeTest, SaysWhetherItPassesInTime) {
  const struct {
    absl::string_view why;
    std::function<void(Scene&)> change;
    bool want;
  } cases[] = {
      {"in", [](Scene&) {}, false},
      {"an answer may come any moment",
       [](Scene& s) { s.volunteer.open_asks = 1; }, true},
      {"paused until just in time",
       [](Scene& s) { s.volunteer.pause_until = At(kWednesday, 9); }, true},
      {"paused until too late",
       [](Scene& s) { s.volunteer.pause_until = At(kWednesday, 9, 1); }, false},
      {"paused for good",
       [](Scene& s) { s.volunteer.pause_until = absl::InfiniteFuture(); },
       false},
      {"rested in time",
       [](Scene& s) { s.volunteer.last_job_end = Now() - absl::Hours(4); },
       true},
      {"one passes, one stays",
       [](Scene& s) {
         s.volunteer.open_asks = 1;
         s.volunteer.skills.reset();
       },
       false},
      {"both pass, one too late",
       [](Scene& s) {
         s.volunteer.open_asks = 1;
         s.volunteer.last_job_end = Now() - absl::Minutes(1);
       },
       false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Scene scene;
    c.change(scene);
    EXPECT_EQ(scene.Judged().later, c.want);
  }
}

}  // namespace
}  // namespace omzien::matcher
