#include "matcher/score.h"

#include <algorithm>
#include <cstdint>

#include "absl/time/time.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/skill_set.h"
#include "matcher/start_range.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

constexpr std::int64_t kWhole = 1'000'000;

// part / whole in millionths, rounded down; all of it when there is no whole.
std::int64_t Share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? kWhole : part * kWhole / whole;
}

std::int64_t Weighted(std::int64_t share, int weight) {
  return share * weight / 100;
}

int AsksSince(const Volunteer& volunteer, absl::Time time) {
  return static_cast<int>(
      std::ranges::count_if(volunteer.asked_times,
                            [time](absl::Time asked) { return asked > time; }));
}

}  // namespace

int PractisedIn(const JobCase& job_case, const SkillSet& practised) {
  return static_cast<int>((job_case.job.skills & practised).count());
}

int WindowsIn(const StartRanges& starts) {
  int windows = 0;
  int last = -1;
  for (const StartRange& range : starts) {
    if (range.window != last) ++windows;
    last = range.window;
  }
  return windows;
}

Merits MeritsOf(const JobCase& job_case, const Volunteer& volunteer,
                std::int64_t distance_mm, const StartRanges& starts) {
  return {
      .travel_mode = volunteer.travel_mode,
      .distance_mm = distance_mm,
      .asks = AsksSince(volunteer, job_case.now - kFairShareOver),
      .waited_long = AsksSince(volunteer, job_case.now - kLongWait) == 0,
      .helped_well =
          std::ranges::find(volunteer.helped_well, job_case.job.resident) !=
          volunteer.helped_well.end(),
      .speaks = std::ranges::find(volunteer.languages,
                                  job_case.job.resident_language) !=
                volunteer.languages.end(),
      .windows_in = WindowsIn(starts),
      .practised = PractisedIn(job_case, volunteer.practised),
  };
}

Terms ScoreTerms(const JobCase& job_case, const Merits& merits) {
  const Weights& weights = job_case.policy.weights;
  const auto term = [](Term which, std::int64_t share, int weight) {
    return TermValue{which, Weighted(share, weight)};
  };
  return {{
      {Term::kDistance,
       DistanceMicros(weights, merits.distance_mm, HourMm(merits.travel_mode))},
      term(Term::kFairShare, Share(1, 1 + merits.asks), weights.fair_share),
      term(Term::kWaitedLong, merits.waited_long ? kWhole : 0,
           weights.waited_long),
      term(Term::kContinuity, merits.helped_well ? kWhole : 0,
           weights.continuity),
      term(Term::kTimeFit, Share(merits.windows_in, WindowsIn(job_case.starts)),
           weights.time_fit),
      term(Term::kLanguage, merits.speaks ? kWhole : 0, weights.language),
      term(Term::kSkillLevel,
           merits.practised == 0
               ? 0
               : Share(merits.practised,
                       static_cast<std::int64_t>(job_case.job.skills.count())),
           weights.skill_level),
  }};
}

std::int64_t SumMicros(const Terms& terms) {
  std::int64_t sum = 0;
  for (const TermValue& term : terms) sum += term.micros;
  return sum;
}

std::int64_t DistanceMicros(const Weights& weights, std::int64_t distance_mm,
                            std::int64_t hour_mm) {
  const std::int64_t left_mm =
      std::clamp(hour_mm - distance_mm, std::int64_t{0}, hour_mm);
  return Weighted(Share(left_mm, hour_mm), weights.distance);
}

std::int64_t OtherMicrosMax(const Weights& weights) {
  std::int64_t most = 0;
  for (const int weight :
       {weights.fair_share, weights.waited_long, weights.continuity,
        weights.time_fit, weights.language, weights.skill_level}) {
    most += Weighted(kWhole, weight);
  }
  return most;
}

}  // namespace omzien::matcher
