#include "matcher/travel.h"

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

TEST(TravelMinTest, RoundsUpAndParks) {
  const struct {
    absl::string_view why;
    TravelMode mode;
    std::int64_t distance_mm;
    int want_min;
  } cases[] = {
      {"already there, also by car", TravelMode::kCar, 0, 0},
      {"a millimetre takes a minute", TravelMode::kWalk, 1, 1},
      // 4.5 km/h is 75 m a minute, and 1.3 times the crow's flight.
      {"750 m of street on foot", TravelMode::kWalk, 576'923, 10},
      {"a step more", TravelMode::kWalk, 576'924, 11},
      // 1.3 km at 14 km/h: 5.57 minutes.
      {"1 km by bicycle", TravelMode::kBicycle, 1'000'000, 6},
      // 13 km at 35 km/h: 22.3 minutes, and 5 to park.
      {"10 km by car", TravelMode::kCar, 10'000'000, 28},
      {"no overflow round the world", TravelMode::kWalk, 20'100'000'000,
       348'400},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(TravelMin(c.mode, c.distance_mm), c.want_min);
  }
}

}  // namespace
}  // namespace omzien::matcher
