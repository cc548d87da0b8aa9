#include "matcher/hearing.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/check.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/start_range.h"
#include "matcher/suiting.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

constexpr absl::Duration kWeek = absl::Hours(7 * 24);
constexpr std::int64_t kMmPerM = 1'000;

template <typename T>
bool Contains(const std::vector<T>& all, const T& one) {
  return std::ranges::find(all, one) != all.end();
}

}  // namespace

bool Hearing::IsOut(Exclusion why) {
  const Job& job = case_.job;
  switch (why) {
    case Exclusion::kMunicipality:
      return !Contains(volunteer_.municipalities, job.municipality);
    case Exclusion::kSkill:
      return (job.skills & ~volunteer_.skills).any();
    case Exclusion::kPaused:
      return case_.now < volunteer_.pause_until;
    case Exclusion::kSelf:
      return job.resident == volunteer_.person;
    case Exclusion::kKeptApart:
      return Contains(volunteer_.kept_apart, job.resident);
    case Exclusion::kTooFar:
      return distance_mm() > volunteer_.reach_m * kMmPerM;
    case Exclusion::kLanguage:
      return LacksLanguage();
    case Exclusion::kCheck:
      return !job.checks.empty() && suiting().checks_lack;
    case Exclusion::kCircumstance:
      return (job.circumstances & volunteer_.avoids).any();
    case Exclusion::kNotAvailable:
      return suiting().free.empty();
    case Exclusion::kBusy:
      return suiting().busy;
    case Exclusion::kAskedBefore:
      return Contains(job.asked, volunteer_.id);
    case Exclusion::kOpenAsks:
      return volunteer_.open_asks >= volunteer_.limits.open_asks_max;
    case Exclusion::kWeekFull:
      return case_.now < WeekOpensAt(volunteer_);
    case Exclusion::kResting:
      return case_.now < RestsUntil(volunteer_);
  }
  return false;
}

Obstacle Hearing::Explain(Exclusion why) {
  Obstacle obstacle;
  obstacle.why = why;
  switch (why) {
    case Exclusion::kSkill:
      obstacle.missing_skills = case_.job.skills & ~volunteer_.skills;
      break;
    case Exclusion::kPaused:
      obstacle.not_before = volunteer_.pause_until;
      break;
    case Exclusion::kTooFar:
      obstacle.needed_reach_m =
          static_cast<int>((distance_mm() + kMmPerM - 1) / kMmPerM);
      break;
    case Exclusion::kLanguage:
      obstacle.languages = case_.job.languages;
      break;
    case Exclusion::kCheck:
      obstacle.checks = ChecksWanted();
      break;
    case Exclusion::kCircumstance:
      obstacle.circumstances = case_.job.circumstances & volunteer_.avoids;
      break;
    case Exclusion::kNotAvailable:
      if (suiting().ask_at > case_.now) obstacle.not_before = suiting().ask_at;
      break;
    case Exclusion::kWeekFull:
      obstacle.not_before = WeekOpensAt(volunteer_);
      break;
    case Exclusion::kResting:
      obstacle.not_before = RestsUntil(volunteer_);
      break;
    case Exclusion::kMunicipality:
    case Exclusion::kSelf:
    case Exclusion::kKeptApart:
    case Exclusion::kBusy:
    case Exclusion::kAskedBefore:
    case Exclusion::kOpenAsks:
      break;  // The job and the volunteer say it all.
  }
  return obstacle;
}

bool Hearing::EndsInTime(Exclusion why) {
  const std::optional<absl::Time> not_before = Explain(why).not_before;
  if (!not_before.has_value()) return true;  // An answer may come any moment.
  const absl::Time earliest_start = *not_before + case_.policy.lead_min;
  return std::ranges::any_of(suiting().starts, [&](const StartRange& range) {
    return earliest_start <= range.last;
  });
}

std::int64_t Hearing::distance_mm() {
  if (!distance_mm_.has_value()) {
    distance_mm_ = DistanceMm(DirectionOf(volunteer_.home), case_.place);
  }
  return *distance_mm_;
}

const Suiting& Hearing::suiting() {
  if (!suiting_.has_value()) suiting_ = FindSuiting(case_, volunteer_);
  return *suiting_;
}

bool Hearing::LacksLanguage() const {
  const std::vector<std::string>& wanted = case_.job.languages;
  return !wanted.empty() &&
         std::ranges::none_of(wanted, [this](const std::string& language) {
           return Contains(volunteer_.languages, language);
         });
}

std::vector<CheckWanted> Hearing::ChecksWanted() {
  const StartRanges& starts = suiting().before_checks;
  // The work at the first start that checks alone stand in the way of; it may
  // go past midnight.
  const absl::Time start = starts.empty() ? case_.now : starts.front().first;
  const absl::Time end = starts.empty() ? start : start + case_.job.duration;
  const absl::TimeZone zone = case_.job.time_zone;
  const absl::CivilDay first = absl::ToCivilDay(start, zone);
  const absl::CivilDay last =
      std::max(first, absl::ToCivilDay(end - absl::Nanoseconds(1), zone));
  std::vector<CheckWanted> wanted;
  for (const CheckKind kind : case_.job.checks) {
    bool holds = true;
    for (absl::CivilDay date = first; date <= last; ++date) {
      holds = holds && Holds(volunteer_, kind, date);
    }
    if (!holds) wanted.push_back({kind, last});
  }
  return wanted;
}

absl::Time WeekOpensAt(const Volunteer& volunteer) {
  const int asks_max = volunteer.limits.asks_per_week_max;
  if (asks_max <= 0) return absl::InfiniteFuture();
  const std::vector<absl::Time>& asked = volunteer.asked_times;
  const auto max = static_cast<std::size_t>(asks_max);
  if (asked.size() < max) return absl::InfinitePast();
  return asked[asked.size() - max] + kWeek;
}

absl::Time RestsUntil(const Volunteer& volunteer) {
  return volunteer.last_job_end.value_or(absl::InfinitePast()) +
         volunteer.limits.rest_after_job;
}

}  // namespace omzien::matcher
