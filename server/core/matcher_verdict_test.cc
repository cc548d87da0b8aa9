// The matcher's verdicts as answers: obstacles with what would have to change.

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/verdict.h"
#include "omzien/v1/match.pb.h"
#include "server/core/catalogue.h"
#include "server/core/matcher_values.h"
#include "server/core/sample_settings.h"

namespace omzien::core {
namespace {

using matcher::CheckKind;
using matcher::Circumstance;
using matcher::Exclusion;
using ::testing::ElementsAre;

matcher::Obstacle Because(Exclusion why) {
  matcher::Obstacle obstacle;
  obstacle.why = why;
  return obstacle;
}

// Each obstacle says what would have to change; its number is the API's.
TEST(MatcherVerdictTest, AVerdictSaysWhatWouldHaveToChange) {
  const Catalogue catalogue = *Catalogue::Make(SampleSettings());
  matcher::Verdict from;
  from.volunteer = {"1"};
  from.distance_m = 3'200;
  from.travel_min = 12;
  matcher::Obstacle skill = Because(Exclusion::kSkill);
  skill.missing_skills =
      *catalogue.SkillsOf(std::vector<std::string>{std::string(kGarden)}, "");
  matcher::Obstacle check = Because(Exclusion::kCheck);
  check.checks = {{CheckKind::kVog, absl::CivilDay(2026, 6, 16)}};
  matcher::Obstacle circumstance = Because(Exclusion::kCircumstance);
  circumstance.circumstances = matcher::SetOf(Circumstance::kPets);
  matcher::Obstacle far = Because(Exclusion::kTooFar);
  far.needed_reach_m = 3'200;
  matcher::Obstacle language = Because(Exclusion::kLanguage);
  language.languages = {"de", "pl"};
  matcher::Obstacle paused = Because(Exclusion::kPaused);
  paused.not_before = absl::UnixEpoch();
  matcher::Obstacle forever = Because(Exclusion::kResting);
  forever.not_before = absl::InfiniteFuture();
  from.obstacles = {skill, check, circumstance, far, language, paused, forever};
  const auto to = ToProto(from, catalogue);
  EXPECT_EQ(to.volunteer(), "volunteers/1");
  EXPECT_EQ(to.distance_m(), 3'200);
  EXPECT_EQ(to.travel_min(), 12);
  EXPECT_THAT(
      to.exclusions(),
      ElementsAre(omzien::v1::EXCLUSION_SKILL, omzien::v1::EXCLUSION_CHECK,
                  omzien::v1::EXCLUSION_CIRCUMSTANCE,
                  omzien::v1::EXCLUSION_TOO_FAR, omzien::v1::EXCLUSION_LANGUAGE,
                  omzien::v1::EXCLUSION_PAUSED, omzien::v1::EXCLUSION_RESTING));
  EXPECT_THAT(to.would_have_to_change(),
              ElementsAre("skills: skills/garden",
                          "checks: KIND_VOG valid on 2026-06-16",
                          "avoids: without CIRCUMSTANCE_PETS", "reach_m: 3200",
                          "languages: one of de, pl",
                          "from 1970-01-01T00:00:00+00:00", ""));
}

// The matcher's numbers are the API's, name by name.
TEST(MatcherVerdictTest, ExclusionsAreCountedByTheirName) {
  const auto to = ToProto(std::map<Exclusion, int>{{Exclusion::kSkill, 3},
                                                   {Exclusion::kResting, 1}});
  EXPECT_EQ(to.size(), 2U);
  EXPECT_EQ(to.at("SKILL"), 3);
  EXPECT_EQ(to.at("RESTING"), 1);
}

}  // namespace
}  // namespace omzien::core
