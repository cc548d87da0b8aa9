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

// A place as the unit vector from the centre of the Earth: worked out once, it
// makes a distance cheap, and knows neither date line nor poles.
struct Direction {
  double x = 0;
  double y = 0;
  double z = 0;

  friend bool operator==(const Direction&, const Direction&) = default;
};

Direction DirectionOf(const Point& point);

// Great-circle distance in metres on a sphere of kEarthRadiusM: twice the arc
// sine of half the chord, or of what is left to the antipode when that is
// nearer; right to a micrometre everywhere. Symmetric.
double DistanceM(const Direction& a, const Direction& b);
double DistanceM(const Point& a, const Point& b);

// The same in whole millimetres, rounded: what rules and scores are reckoned
// with, so that the last bit of a double decides nothing.
std::int64_t DistanceMm(const Direction& a, const Direction& b);
std::int64_t DistanceMm(const Point& a, const Point& b);

}  // namespace omzien::matcher
