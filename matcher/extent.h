// A ball around volunteers: how near any of them can be, at best.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "matcher/point.h"

namespace omzien::matcher {

// The chord in metres: never longer than the way over the ground, and itself a
// distance, so that bounds by the triangle hold.
double ChordM(const Direction& a, const Direction& b);

// Grows with what is put into it, and never shrinks: a bound stays a bound when
// somebody leaves.
struct Extent {
  std::uint64_t municipalities = 0;  // As Registry::Area::bits.
  Direction centre;
  double radius_m = 0;
  double reach_m = 0;  // The most that any of them reaches.
  double hour_m = 0;   // The most that any of them gets far in an hour.

  // Grows by another, whose centre need not lie within.
  void Include(const Extent& other);
};

// One around all of them, at least one, with its centre in their midst.
Extent Around(std::span<const Extent> extents);

// Sixteen extents, side by side in memory: as many as four registers hold. How
// far somebody gets and where he helps stay with whom they belong to.
struct alignas(64) ExtentTable {
  static constexpr std::size_t kSize = 16;
  using Column = std::array<float, kSize>;

  void Set(std::size_t place, const Extent& extent);

  // Of the first `size` places those whose volunteers may reach `to`, as bits;
  // and for each how far they are from there at least, in metres: below 0 when
  // it may lie between them.
  std::uint32_t MayReach(const Direction& to, std::size_t size,
                         Column& distances_m) const;

  Column x{};
  Column y{};
  Column z{};
  Column radius_m{};
  Column reach_m{};
};

}  // namespace omzien::matcher
