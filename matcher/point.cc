#include "matcher/point.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace omzien::matcher {
namespace {

constexpr double kRadiansPerDegree = std::numbers::pi / 180;

double SquaredHalfSine(double angle_rad) {
  const double sine = std::sin(angle_rad / 2);
  return sine * sine;
}

}  // namespace

double DistanceM(const Point& a, const Point& b) {
  const double a_rad = a.latitude_deg * kRadiansPerDegree;
  const double b_rad = b.latitude_deg * kRadiansPerDegree;
  const double across_rad =
      (b.longitude_deg - a.longitude_deg) * kRadiansPerDegree;
  const double haversine =
      SquaredHalfSine(b_rad - a_rad) +
      std::cos(a_rad) * std::cos(b_rad) * SquaredHalfSine(across_rad);
  // Rounding may lift it above 1 for antipodes.
  return 2 * kEarthRadiusM * std::asin(std::sqrt(std::min(1.0, haversine)));
}

std::int64_t DistanceMm(const Point& a, const Point& b) {
  return std::llround(DistanceM(a, b) * 1'000);
}

}  // namespace omzien::matcher
