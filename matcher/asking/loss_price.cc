#include "matcher/asking/loss_price.h"

#include <cstdint>

#include "matcher/asking/micros.h"
#include "matcher/asking/mix.h"

namespace omzien::matcher {
namespace {

constexpr std::int64_t kUsualQuits = 2;
constexpr std::int64_t kUsualBurdens = 1'000;
constexpr std::int64_t kUsualYears = 10;
constexpr std::int64_t kUsualJobsAYear = 10;
constexpr std::int64_t kYearDays = 365;
constexpr std::int64_t kFadeNights = 527;  // 365 / ln 2.

}  // namespace

Micros TiredPrice(const Wear& wear, std::int64_t missed_days) {
  const Micros quits_a_burden =
      (kUsualQuits + wear.quits) * kOne / (kUsualBurdens + wear.burdens);
  const Micros jobs_a_year = (kUsualYears * kUsualJobsAYear + wear.jobs) *
                             kYearDays * kOne /
                             (kUsualYears * kYearDays + wear.member_days);
  return Times(quits_a_burden, jobs_a_year) * missed_days / kYearDays;
}

Wear Faded(const Wear& wear, std::uint64_t seed) {
  const auto draw = static_cast<std::int64_t>(Mix(seed) % kFadeNights);
  const auto less = [draw](std::int64_t count) {
    return count - (count + draw) / kFadeNights;
  };
  return {.burdens = less(wear.burdens),
          .quits = less(wear.quits),
          .jobs = less(wear.jobs),
          .member_days = less(wear.member_days)};
}

}  // namespace omzien::matcher
