// The sample job and volunteer, set against each other: what the tests of the
// rules change one thing of.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/sample.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// A job, a volunteer and a moment, of which a case changes what it is about.
struct Scene {
  Job job = SampleJob();
  Volunteer volunteer = SampleVolunteer();
  Policy policy;
  absl::Time now = Now();

  Verdict Judged() const { return Judge(job, volunteer, policy, now); }
};

inline std::vector<Exclusion> Exclusions(const Verdict& verdict) {
  std::vector<Exclusion> all;
  all.reserve(verdict.obstacles.size());
  for (const Obstacle& obstacle : verdict.obstacles) {
    all.push_back(obstacle.why);
  }
  return all;
}

inline CheckHeld VogUntil(absl::CivilDay last) {
  return {CheckKind::kVog, last - 300, last};
}

// One line of a table.
struct Case {
  absl::string_view why;
  std::function<void(Scene&)> change;
  std::vector<Exclusion> want;
};

inline void ExpectAll(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Scene scene;
    c.change(scene);
    const Verdict verdict = scene.Judged();
    EXPECT_EQ(Exclusions(verdict), c.want);
    EXPECT_EQ(verdict.eligible(), c.want.empty());
    EXPECT_EQ(verdict.start_times.empty(), !c.want.empty());
    EXPECT_EQ(verdict.terms.empty(), !c.want.empty());
  }
}

}  // namespace omzien::matcher
