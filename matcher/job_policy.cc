#include "matcher/job_policy.h"

#include "absl/strings/string_view.h"

namespace omzien::matcher {

absl::string_view PolicyRuleName(PolicyRule rule) {
  switch (rule) {
    case PolicyRule::kNone:
      return "";
    case PolicyRule::kJobTooLong:
      return "JOB_TOO_LONG";
    case PolicyRule::kTooManyAYear:
      return "TOO_MANY_A_YEAR";
    case PolicyRule::kTooHeavy:
      return "TOO_HEAVY";
    case PolicyRule::kTooDangerous:
      return "TOO_DANGEROUS";
    case PolicyRule::kStructural:
      return "STRUCTURAL";
  }
  return "";
}

PolicyRule Check(const JobPolicy& policy, const JobFacts& facts) {
  if (policy.refused.contains(facts.risk)) {
    return facts.risk == RiskClass::kDangerous ? PolicyRule::kTooDangerous
                                               : PolicyRule::kTooHeavy;
  }
  if (policy.refuse_structural && facts.structural) {
    return PolicyRule::kStructural;
  }
  if (facts.duration > policy.duration_max) return PolicyRule::kJobTooLong;
  if (policy.times_a_year_max > 0 &&
      facts.times_this_year >= policy.times_a_year_max) {
    return PolicyRule::kTooManyAYear;
  }
  return PolicyRule::kNone;
}

}  // namespace omzien::matcher
