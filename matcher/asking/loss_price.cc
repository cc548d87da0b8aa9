#include "matcher/asking/loss_price.h"

#include <cstdint>

#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

constexpr std::int64_t kUsualQuits = 2;
constexpr std::int64_t kUsualBurdens = 1'000;
constexpr std::int64_t kUsualYears = 10;
constexpr std::int64_t kUsualJobsAYear = 10;
constexpr std::int64_t kYearDays = 365;

}  // namespace

Micros TiredPrice(const Wear& wear, std::int64_t missed_days) {
  const Micros quits_a_burden =
      (kUsualQuits + wear.quits) * kOne / (kUsualBurdens + wear.burdens);
  const Micros jobs_a_year = (kUsualYears * kUsualJobsAYear + wear.jobs) *
                             kYearDays * kOne /
                             (kUsualYears * kYearDays + wear.member_days);
  return Times(quits_a_burden, jobs_a_year) * missed_days / kYearDays;
}

}  // namespace omzien::matcher
