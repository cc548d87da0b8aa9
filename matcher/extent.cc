#include "matcher/extent.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "matcher/point.h"

namespace omzien::matcher {
namespace {

// A float tells places on the Earth apart to within 0.4 m in each direction,
// for both ends; all bounds are this much wider.
constexpr double kSlackM = 3;

}  // namespace

double ChordM(const Direction& a, const Direction& b) {
  const double x = a.x - b.x;
  const double y = a.y - b.y;
  const double z = a.z - b.z;
  return std::sqrt(x * x + y * y + z * z) * kEarthRadiusM;
}

void Extent::Include(const Extent& other) {
  radius_m = std::max(radius_m, ChordM(centre, other.centre) + other.radius_m);
  reach_m = std::max(reach_m, other.reach_m);
  hour_m = std::max(hour_m, other.hour_m);
  municipalities |= other.municipalities;
}

Extent Around(std::span<const Extent> extents) {
  Direction sum;
  for (const Extent& each : extents) {
    sum = {sum.x + each.centre.x, sum.y + each.centre.y, sum.z + each.centre.z};
  }
  const double length =
      std::sqrt(sum.x * sum.x + sum.y * sum.y + sum.z * sum.z);
  Extent around;
  // Places all round the Earth have no midst; any centre will do.
  constexpr double kLengthMin = 1e-6;
  around.centre =
      length < kLengthMin
          ? extents.front().centre
          : Direction{sum.x / length, sum.y / length, sum.z / length};
  for (const Extent& each : extents) around.Include(each);
  return around;
}

void ExtentTable::Set(std::size_t place, const Extent& extent) {
  x[place] = static_cast<float>(extent.centre.x);
  y[place] = static_cast<float>(extent.centre.y);
  z[place] = static_cast<float>(extent.centre.z);
  radius_m[place] = static_cast<float>(extent.radius_m + kSlackM);
  reach_m[place] = static_cast<float>(extent.reach_m + kSlackM);
}

std::uint32_t ExtentTable::MayReach(const Direction& to, std::size_t size,
                                    Column& distances_m) const {
  const auto to_x = static_cast<float>(to.x);
  const auto to_y = static_cast<float>(to.y);
  const auto to_z = static_cast<float>(to.z);
  constexpr auto kRadiusM = static_cast<float>(kEarthRadiusM);
  for (std::size_t i = 0; i < kSize; ++i) {
    const float dx = x[i] - to_x;
    const float dy = y[i] - to_y;
    const float dz = z[i] - to_z;
    distances_m[i] =
        std::sqrt(dx * dx + dy * dy + dz * dz) * kRadiusM - radius_m[i];
  }
  std::uint32_t reaching = 0;
  for (std::size_t i = 0; i < kSize; ++i) {
    reaching |= static_cast<std::uint32_t>(distances_m[i] <= reach_m[i]) << i;
  }
  return reaching & ((std::uint32_t{1} << size) - 1);
}

}  // namespace omzien::matcher
