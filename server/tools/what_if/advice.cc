#include "server/tools/what_if/advice.h"

#include <cmath>
#include <cstddef>

#include "server/tools/lab/figures.h"
#include "server/tools/what_if/figures.h"

namespace omzien::what_if {
namespace {

constexpr double kFilledMin = 2;
constexpr double kAsksMin = 0.25;
constexpr double kHoursMin = 2;
constexpr double kOftenMin = 1;

// -1, 0 or 1.
int SignOf(const lab::Estimate& difference, double least) {
  const double size = std::abs(difference.mean);
  if (size < least || size <= difference.half_width) return 0;
  return difference.mean > 0 ? 1 : -1;
}

}  // namespace

Advice AdviceOf(const Comparison& comparison, std::size_t jobs) {
  if (jobs < kJobsMin) return Advice::kTooFewJobs;
  const int filled = SignOf(comparison.Difference(Figure::kFilled), kFilledMin);
  const int asks = SignOf(comparison.Difference(Figure::kAsks), kAsksMin);
  if (filled > 0) return asks > 0 ? Advice::kMoreForMore : Advice::kBetter;
  if (filled < 0) return asks < 0 ? Advice::kLessForLess : Advice::kWorse;
  if (asks == 0) return Advice::kTooSmall;
  return asks < 0 ? Advice::kFewerAsks : Advice::kMoreAsks;
}

bool IsSlower(const Comparison& comparison) {
  return SignOf(comparison.Difference(Figure::kHoursToYes), kHoursMin) > 0;
}

bool AsksMoreOften(const Comparison& comparison) {
  return SignOf(comparison.Difference(Figure::kOftenAsked), kOftenMin) > 0;
}

}  // namespace omzien::what_if
