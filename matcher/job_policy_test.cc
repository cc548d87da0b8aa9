#include "matcher/job_policy.h"

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

JobPolicy SamplePolicy() {
  JobPolicy policy;
  policy.duration_max = absl::Hours(3);
  policy.times_a_year_max = 4;
  policy.refused = {RiskClass::kHeavy, RiskClass::kDangerous};
  return policy;
}

// Goal: each bound with its edge, and which goes first.
TEST(CheckTest, NamesTheGravestBound) {
  const struct {
    absl::string_view why;
    JobFacts facts;
    PolicyRule want;
  } cases[] = {
      {"small",
       {absl::Hours(1), RiskClass::kLight, false, 0},
       PolicyRule::kNone},
      {"just long enough",
       {absl::Hours(3), RiskClass::kTrust, false, 3},
       PolicyRule::kNone},
      {"too long",
       {absl::Hours(3) + absl::Seconds(1), RiskClass::kLight, false, 0},
       PolicyRule::kJobTooLong},
      {"the fifth this year",
       {absl::Hours(1), RiskClass::kLight, false, 4},
       PolicyRule::kTooManyAYear},
      {"heavy",
       {absl::Hours(1), RiskClass::kHeavy, false, 0},
       PolicyRule::kTooHeavy},
      {"dangerous goes before all",
       {absl::Hours(9), RiskClass::kDangerous, true, 9},
       PolicyRule::kTooDangerous},
      {"structural goes before long",
       {absl::Hours(9), RiskClass::kLight, true, 9},
       PolicyRule::kStructural},
      {"long goes before often",
       {absl::Hours(9), RiskClass::kLight, false, 9},
       PolicyRule::kJobTooLong},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(Check(SamplePolicy(), c.facts), c.want);
  }
}

TEST(CheckTest, BoundsCanBeOff) {
  JobPolicy policy = SamplePolicy();
  policy.times_a_year_max = 0;
  policy.refuse_structural = false;
  policy.refused.clear();
  EXPECT_EQ(Check(policy, {absl::Hours(1), RiskClass::kDangerous, true, 99}),
            PolicyRule::kNone);
}

TEST(PolicyRuleNameTest, IsTheNameInTheConfiguration) {
  EXPECT_EQ(PolicyRuleName(PolicyRule::kNone), "");
  EXPECT_EQ(PolicyRuleName(PolicyRule::kJobTooLong), "JOB_TOO_LONG");
  EXPECT_EQ(PolicyRuleName(PolicyRule::kTooManyAYear), "TOO_MANY_A_YEAR");
  EXPECT_EQ(PolicyRuleName(PolicyRule::kTooHeavy), "TOO_HEAVY");
  EXPECT_EQ(PolicyRuleName(PolicyRule::kTooDangerous), "TOO_DANGEROUS");
  EXPECT_EQ(PolicyRuleName(PolicyRule::kStructural), "STRUCTURAL");
}

}  // namespace
}  // namespace omzien::matcher
