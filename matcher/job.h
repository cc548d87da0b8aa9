// A job as the matcher sees one.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/ids.h"
#include "matcher/point.h"
#include "matcher/skill_set.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// One piece of work for one resident.
struct Job {
  PersonId resident;
  MunicipalityId municipality;
  SkillSet skills;  // All are needed.
  Point place;
  absl::Duration duration = absl::Hours(1);  // > 0.
  std::vector<TimeSpan> windows;  // The work lies wholly within one of these.
  // Set once the first of several helpers said yes, or both sides agreed on
  // another time. The windows no longer count then.
  std::optional<absl::Time> fixed_start;
  std::vector<std::string> languages;  // Needs one of these; empty: no matter.
  std::string resident_language;       // Empty: not known.
  std::vector<CheckKind> checks;       // All are needed, on the day.
  CircumstanceSet circumstances;
  std::vector<VolunteerId> asked;  // Since the job was opened; not again.
  absl::TimeZone time_zone = absl::UTCTimeZone();
};

}  // namespace omzien::matcher
