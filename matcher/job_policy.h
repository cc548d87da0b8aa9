// What small-job help is for: a municipality's bounds. What goes beyond is
// referred on to an initiative.

#pragma once

#include <set>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::matcher {

// Same numbers as omzien.v1.RiskClass.
enum class RiskClass { kLight = 1, kTrust = 2, kHeavy = 3, kDangerous = 4 };

// A municipality's bounds, as omzien.config.v1.JobPolicy says them.
struct JobPolicy {
  absl::Duration duration_max = absl::Hours(3);
  int times_a_year_max = 0;        // Per resident and kind; 0: no bound.
  bool own_network_first = false;  // For intake; not a reason to refer on.
  std::set<RiskClass> refused;
  bool refuse_structural = true;
};

// What of a job the bounds are about.
struct JobFacts {
  absl::Duration duration;
  RiskClass risk = RiskClass::kLight;
  bool structural = false;  // Comes back every week.
  int times_this_year = 0;  // Earlier jobs of this kind for this resident.
};

// The bound that a job goes beyond.
enum class PolicyRule {
  kNone,
  kJobTooLong,
  kTooManyAYear,
  kTooHeavy,
  kTooDangerous,
  kStructural,
};

// "JOB_TOO_LONG" and so on, as in the configuration; "" for kNone.
absl::string_view PolicyRuleName(PolicyRule rule);

// The gravest bound that the job goes beyond: danger, weight, structural work,
// length, times a year, in this order; it decides where the job is sent.
// A risk class that is refused and neither dangerous nor heavy (kLight, kTrust)
// counts as too heavy for volunteers.
PolicyRule Check(const JobPolicy& policy, const JobFacts& facts);

}  // namespace omzien::matcher
