// How long it takes to get somewhere.

#pragma once

#include <cstdint>

namespace omzien::matcher {

// Same numbers as omzien.v1.TravelMode; what is unspecified there is a bicycle
// here.
enum class TravelMode : std::uint8_t { kWalk = 1, kBicycle = 2, kCar = 3 };

// Minutes one way, rounded up, for a distance as the crow flies in millimetres
// (>= 0). 0 for 0: who is there need not travel.
int TravelMin(TravelMode mode, std::int64_t distance_mm);

// How far somebody gets in an hour, as the crow flies and without parking.
std::int64_t HourMm(TravelMode mode);

}  // namespace omzien::matcher
