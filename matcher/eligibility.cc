#include "matcher/eligibility.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "absl/time/time.h"
#include "matcher/hearing.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/score.h"
#include "matcher/start_times.h"
#include "matcher/suiting.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

// In the order in which they are tested and counted.
constexpr std::array kExclusions = {
    Exclusion::kMunicipality, Exclusion::kSkill,     Exclusion::kPaused,
    Exclusion::kSelf,         Exclusion::kKeptApart, Exclusion::kTooFar,
    Exclusion::kLanguage,     Exclusion::kCheck,     Exclusion::kCircumstance,
    Exclusion::kNotAvailable, Exclusion::kBusy,      Exclusion::kAskedBefore,
    Exclusion::kOpenAsks,     Exclusion::kWeekFull,  Exclusion::kResting,
};

// Whether all that keeps somebody out passes in time.
bool AllPassInTime(Hearing& hearing) {
  bool is_out = false;
  for (const Exclusion why : kExclusions) {
    if (!hearing.IsOut(why)) continue;
    if (!IsTemporary(why)) return false;
    is_out = true;
  }
  return is_out && std::ranges::all_of(kExclusions, [&hearing](Exclusion why) {
           return !IsTemporary(why) || !hearing.IsOut(why) ||
                  hearing.EndsInTime(why);
         });
}

}  // namespace

Verdict Judge(const Job& job, const Volunteer& volunteer, const Policy& policy,
              absl::Time now) {
  return Judge(JobCase(job, policy, now), volunteer);
}

Verdict Judge(const JobCase& job_case, const Volunteer& volunteer) {
  Hearing hearing(job_case, volunteer);
  const std::int64_t distance_mm = hearing.distance_mm();
  Verdict verdict;
  verdict.volunteer = volunteer.id;
  verdict.distance_m = static_cast<int>((distance_mm + 500) / 1'000);
  verdict.travel_min = TravelMin(volunteer.travel_mode, distance_mm);
  for (const Exclusion why : kExclusions) {
    if (hearing.IsOut(why)) verdict.obstacles.push_back(hearing.Explain(why));
  }
  if (!verdict.eligible()) {
    verdict.later = AllPassInTime(hearing);
    return verdict;
  }

  const Suiting& suiting = hearing.suiting();
  const Terms terms = ScoreTerms(
      job_case, MeritsOf(job_case, volunteer, distance_mm, suiting.starts));
  verdict.terms.assign(terms.begin(), terms.end());
  verdict.score_micros = SumMicros(terms);
  verdict.start_times =
      PickStartTimes(suiting.starts, job_case.job.time_zone, job_case.policy);
  verdict.ask_at = suiting.ask_at;
  return verdict;
}

namespace {

Screening ScreenBy(std::span<const Exclusion> exclusions,
                   const JobCase& job_case, const Volunteer& volunteer) {
  Hearing hearing(job_case, volunteer);
  for (const Exclusion why : exclusions) {
    if (hearing.IsOut(why)) return {why, {}};
  }
  return {std::nullopt, MeritsOf(job_case, volunteer, hearing.distance_mm(),
                                 hearing.suiting().starts)};
}

}  // namespace

Screening Screen(const JobCase& job_case, const Volunteer& volunteer) {
  return ScreenBy(kExclusions, job_case, volunteer);
}

Screening ScreenSkilled(const JobCase& job_case, const Volunteer& volunteer) {
  static_assert(kExclusions[0] == Exclusion::kMunicipality &&
                kExclusions[1] == Exclusion::kSkill);
  return ScreenBy(std::span(kExclusions).subspan(2), job_case, volunteer);
}

bool IsInLater(const JobCase& job_case, const Volunteer& volunteer) {
  Hearing hearing(job_case, volunteer);
  return AllPassInTime(hearing);
}

}  // namespace omzien::matcher
