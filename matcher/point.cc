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
