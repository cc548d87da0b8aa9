#include "matcher/extent.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "matcher/point.h"
#include "matcher/sample.h"

namespace omzien::matcher {
namespace {

// Anywhere within some kilometres of a point, also over a pole.
Direction Near(Chance& chance, const Point& point, double metres) {
  const auto part = [&] { return (chance.Below(2'001) - 1'000) / 1'000.0; };
  return DirectionOf({point.latitude_deg + part() * metres / 111'195,
                      point.longitude_deg + part() * metres / 50'000});
}

// Property: nobody of an extent is nearer than it says, and who may reach a
// place is not left out.
TEST(ExtentTest, BoundsThoseWithin) {
  const struct {
    absl::string_view why;
    Point point;
  } cases[] = {
      {"a town", kSquare},
      {"the date line", {-17, 180}},
      {"a pole", {90, 0}},
      {"the equator", {0, 0}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      Chance chance(seed);
      std::vector<Extent> members;
      for (int i = 1 + chance.Below(20); i > 0; --i) {
        members.push_back({.municipalities = 1,
                           .centre = Near(chance, c.point, 5'000),
                           .radius_m = 0,
                           .reach_m = 1'000.0 * chance.Below(9),
                           .hour_m = 10'000});
      }
      ExtentTable table;
      table.Set(7, Around(members));
      const Direction to = Near(chance, c.point, 20'000);
      ExtentTable::Column distances_m;
      const bool may_reach =
          (table.MayReach(to, ExtentTable::kSize, distances_m) >> 7 & 1) != 0;
      for (const Extent& member : members) {
        const double distance_m = DistanceM(member.centre, to);
        EXPECT_LE(distances_m[7], distance_m);
        EXPECT_TRUE(may_reach || distance_m > member.reach_m);
      }
    }
  }
}

TEST(ExtentTest, LeavesOutWhoIsTooFarAndWhatIsNotAsked) {
  ExtentTable table;
  table.Set(0, {.centre = DirectionOf(kSquare), .reach_m = 1'000});
  table.Set(1, {.centre = DirectionOf(kSquare), .reach_m = 3'000});
  table.Set(2, {.centre = DirectionOf(kSquare), .reach_m = 3'000});
  ExtentTable::Column distances_m;
  EXPECT_EQ(
      table.MayReach(DirectionOf(NorthOf(kSquare, 2'000)), 2, distances_m),
      0b10U);
}

TEST(ExtentTest, HasACentreAlsoForPlacesAllRoundTheEarth) {
  const std::vector<Extent> poles = {{.centre = {0, 0, 1}},
                                     {.centre = {0, 0, -1}}};
  const Extent around = Around(poles);
  for (const Extent& pole : poles) {
    EXPECT_LE(ChordM(around.centre, pole.centre), around.radius_m);
  }
}

}  // namespace
}  // namespace omzien::matcher
