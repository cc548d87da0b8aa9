#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/availability.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/quiet_hours.h"
#include "matcher/sample.h"
#include "matcher/time_span.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

// Says minute by minute, by the definitions, whether a start is good.
class Oracle {
 public:
  Oracle(const Job& job, const Volunteer& volunteer, const Policy& policy)
      : job_(job),
        volunteer_(volunteer),
        earliest_(
            EarliestAsk(volunteer.limits, LocalMoment(Now(), job.time_zone)) +
            policy.lead_min),
        free_(FreeSpans(volunteer.availability,
                        {At(kMonday, 0), At(kMonday + 14, 0)}, Zone())) {}

  bool IsFree(absl::Time start) const {
    const absl::Time end = start + job_.duration;
    if (start < earliest_ || !InWindow(start, end)) return false;
    return std::ranges::any_of(free_, [&](const TimeSpan& span) {
      return span.start <= start && end <= span.end;
    });
  }

  bool IsChecked(absl::Time start) const {
    const absl::CivilDay date = absl::ToCivilDay(start, Zone());
    const absl::CivilDay last =
        absl::ToCivilDay(start + job_.duration - absl::Nanoseconds(1), Zone());
    return job_.checks.empty() || (!volunteer_.checks.empty() &&
                                   volunteer_.checks[0].seen_on <= date &&
                                   last <= volunteer_.checks[0].valid_until);
  }

  bool IsClear(absl::Time start) const {
    return std::ranges::none_of(
        volunteer_.engagements, [&](const Engagement& engagement) {
          const absl::Duration travel = absl::Minutes(
              TravelMin(volunteer_.travel_mode,
                        DistanceMm(engagement.place, job_.place)));
          return start < engagement.span.end + travel &&
                 engagement.span.start < start + job_.duration + travel;
        });
  }

  bool Suits(absl::Time start) const {
    return IsFree(start) && IsChecked(start) && IsClear(start);
  }

  bool AnySuits() const {
    for (absl::Time start = At(kMonday, 0); start < At(kMonday + 9, 0);
         start += absl::Minutes(1)) {
      if (Suits(start)) return true;
    }
    return false;
  }

 private:
  bool InWindow(absl::Time start, absl::Time end) const {
    if (job_.fixed_start.has_value()) return start == *job_.fixed_start;
    return std::ranges::any_of(job_.windows, [&](const TimeSpan& window) {
      return window.start <= start && end <= window.end;
    });
  }

  const Job& job_;
  const Volunteer& volunteer_;
  absl::Time earliest_;
  std::vector<TimeSpan> free_;
};

bool AllSuit(const Oracle& oracle, const Verdict& verdict) {
  return std::ranges::is_sorted(verdict.start_times) &&
         std::ranges::all_of(verdict.start_times, [&oracle](absl::Time start) {
           return oracle.Suits(start);
         });
}

bool IsKeptOutByTime(const Verdict& verdict) {
  return std::ranges::any_of(verdict.obstacles, [](const Obstacle& obstacle) {
    return obstacle.why == Exclusion::kCheck ||
           obstacle.why == Exclusion::kNotAvailable ||
           obstacle.why == Exclusion::kBusy;
  });
}

// Property: somebody is kept out by time exactly when no minute is a good
// start, and each start that is offered is good.
TEST(SuitingTest, AgreesWithAMinuteByMinuteSearch) {
  int kept_out = 0;
  constexpr std::uint64_t kSeeds = 200;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    const Job job = RandomJob(chance);
    const Volunteer volunteer = RandomVolunteer(chance, "v");
    const Policy policy;
    const Verdict verdict = Judge(job, volunteer, policy, Now());
    const Oracle oracle(job, volunteer, policy);
    const bool is_out = IsKeptOutByTime(verdict);
    EXPECT_EQ(is_out, !oracle.AnySuits());
    EXPECT_TRUE(AllSuit(oracle, verdict));
    kept_out += is_out ? 1 : 0;
  }
  // The seeds try both.
  EXPECT_GT(kept_out, 20);
  EXPECT_LT(kept_out, static_cast<int>(kSeeds) - 20);
}

}  // namespace
}  // namespace omzien::matcher
