#include "matcher/point.h"

#include <numbers>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

constexpr double kQuarterM = kEarthRadiusM * std::numbers::pi / 2;

// Goal: known arcs of the sphere, with the nasty ones.
TEST(DistanceTest, FollowsTheGreatCircle) {
  const struct {
    absl::string_view why;
    Point a, b;
    double want_m;
  } cases[] = {
      {"the same place", {51.15, 6.0}, {51.15, 6.0}, 0},
      {"equator, a quarter round", {0, 0}, {0, 90}, kQuarterM},
      {"pole to equator", {90, 123}, {0, -45}, kQuarterM},
      {"the pole has one place", {90, 0}, {90, 180}, 0},
      {"antipodes", {51.15, 6.0}, {-51.15, -174.0}, 2 * kQuarterM},
      {"over the date line", {0, 179.5}, {0, -179.5}, kQuarterM / 90},
      {"one degree north", {51, 6}, {52, 6}, kQuarterM / 90},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_NEAR(DistanceM(c.a, c.b), c.want_m, 0.001);
    EXPECT_EQ(DistanceMm(c.a, c.b), DistanceMm(c.b, c.a));
  }
}

// Between two Dutch towns, reckoned apart by the spherical law of cosines.
TEST(DistanceTest, IsRightInTheNetherlands) {
  EXPECT_NEAR(DistanceM(Point{52.3791, 4.9003}, Point{51.9244, 4.4690}),
              58'499.677, 0.001);
}

}  // namespace
}  // namespace omzien::matcher
