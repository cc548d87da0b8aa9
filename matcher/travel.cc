#include "matcher/travel.h"

#include <cstdint>

namespace omzien::matcher {
namespace {

// Streets bend. In towns the way is about 1.2 times the distance as the crow
// flies (Newell, "Traffic Flow on Transportation Networks", 1980; O'Sullivan
// and Morrall, Transportation Research Record 1538, 1996, measured 1.21 to 1.23
// on foot). Between villages it is more, so we take 1.3: better early than
// late.
constexpr std::int64_t kWayPercent = 130;

// Door to door, not top speeds: an older neighbour on foot; a bicycle with a
// toolbox; a car in a village, with its crossings.
constexpr std::int64_t kWalkMPerHour = 4'500;
constexpr std::int64_t kBicycleMPerHour = 14'000;
constexpr std::int64_t kCarMPerHour = 35'000;
constexpr int kParkingMin = 5;

std::int64_t MetresPerHour(TravelMode mode) {
  switch (mode) {
    case TravelMode::kWalk:
      return kWalkMPerHour;
    case TravelMode::kBicycle:
      return kBicycleMPerHour;
    case TravelMode::kCar:
      return kCarMPerHour;
  }
  return kBicycleMPerHour;  // A number from elsewhere that is no mode.
}

}  // namespace

int TravelMin(TravelMode mode, std::int64_t distance_mm) {
  if (distance_mm <= 0) return 0;
  // Millimetres of crow's flight in a minute, times 100 * 60 to stay whole.
  const std::int64_t per_min = MetresPerHour(mode) * 1'000 * 100;
  const std::int64_t way = distance_mm * kWayPercent * 60;
  const auto moving_min = static_cast<int>((way + per_min - 1) / per_min);
  return moving_min + (mode == TravelMode::kCar ? kParkingMin : 0);
}

std::int64_t HourMm(TravelMode mode) {
  return MetresPerHour(mode) * 1'000 * 100 / kWayPercent;
}

}  // namespace omzien::matcher
