// A place on the Earth, and how far two of them lie apart.

#pragma once

#include <cstdint>

namespace omzien::matcher {

// WGS 84, degrees. North and east are positive.
struct Point {
  double latitude_deg = 0;
  double longitude_deg = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

// Mean radius of the Earth (IUGG, R1 of the WGS 84 ellipsoid), in metres.
inline constexpr double kEarthRadiusM = 6'371'008.8;

// Great-circle distance in metres, by the haversine formula (Sinnott, "Virtues
// of the Haversine", Sky and Telescope 68(2), 1984); symmetric.
double DistanceM(const Point& a, const Point& b);

// The same in whole millimetres, rounded: what rules and scores are reckoned
// with, so that the last bit of a double decides nothing.
std::int64_t DistanceMm(const Point& a, const Point& b);

}  // namespace omzien::matcher
