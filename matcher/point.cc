#include "matcher/point.h"

#include <cmath>
#include <cstdint>
#include <numbers>

namespace omzien::matcher {
namespace {

constexpr double kRadiansPerDegree = std::numbers::pi / 180;

// Half the length of the vector.
double HalfLength(double x, double y, double z) {
  return std::sqrt(x * x + y * y + z * z) / 2;
}

// The arc sine of 0 to 0.01, to the last bit but one: its series, whose next
// term is below 1e-17 of the first.
double ArcSineOfLittle(double x) {
  const double square = x * x;
  return x *
         (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336))));
}

// Within 127 km.
constexpr double kNearHalfChord = 0.01;

}  // namespace

Direction DirectionOf(const Point& point) {
  const double latitude_rad = point.latitude_deg * kRadiansPerDegree;
  const double longitude_rad = point.longitude_deg * kRadiansPerDegree;
  const double across = std::cos(latitude_rad);
  return {across * std::cos(longitude_rad), across * std::sin(longitude_rad),
          std::sin(latitude_rad)};
}

double DistanceM(const Direction& a, const Direction& b) {
  const double half_chord = HalfLength(a.x - b.x, a.y - b.y, a.z - b.z);
  if (half_chord < kNearHalfChord) {
    return 2 * kEarthRadiusM * ArcSineOfLittle(half_chord);
  }
  if (half_chord < std::numbers::sqrt2 / 2) {
    return 2 * kEarthRadiusM * std::asin(half_chord);
  }
  const double half_rest = HalfLength(a.x + b.x, a.y + b.y, a.z + b.z);
  return kEarthRadiusM * (std::numbers::pi - 2 * std::asin(half_rest));
}

double DistanceM(const Point& a, const Point& b) {
  return DistanceM(DirectionOf(a), DirectionOf(b));
}

std::int64_t DistanceMm(const Direction& a, const Direction& b) {
  return std::llround(DistanceM(a, b) * 1'000);
}

std::int64_t DistanceMm(const Point& a, const Point& b) {
  return DistanceMm(DirectionOf(a), DirectionOf(b));
}

}  // namespace omzien::matcher
