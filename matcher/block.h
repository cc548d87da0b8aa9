// Up to 64 volunteers who live near each other, side by side in memory: a bit
// of a word each.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "matcher/block_memory.h"
#include "matcher/card.h"
#include "matcher/extent.h"
#include "matcher/registry.h"
#include "matcher/start_slots.h"
#include "matcher/week.h"

namespace omzien::matcher {

class Cluster;

inline constexpr int kBlockSize = 64;

constexpr std::uint64_t BitOf(int place) { return std::uint64_t{1} << place; }

// The lowest place in `bits`, which holds one; it is taken out.
inline int TakeLowest(std::uint64_t& bits) {
  const int place = std::countr_zero(bits);
  bits &= bits - 1;
  return place;
}

// Not thread-safe. Its cluster owns it, and keeps the skills.
struct alignas(64) Block {
  // Puts somebody into an empty place.
  void Put(int place, Card card, const Stretches& week,
           const Registry& registry);

  // Puts a card with the same offer in the place of the one that is there.
  void Refresh(int place, Card card);

  // Puts a card of the same volunteer in the place of the one that is there.
  void Replace(int place, Card card, const Stretches& week,
               const Registry& registry);

  // Takes out who is there.
  Card Take(int place);

  // Moves those in `places` to a new block, each to the same place there.
  BlockMemory::Owned Split(std::uint64_t places, const Registry& registry);

  // Measures the extent anew, around those who are there: at least one.
  void Measure(const Registry& registry);

  int count() const { return std::popcount(occupied); }
  Card& card(int place) { return cards[static_cast<std::size_t>(place)]; }
  const Card& card(int place) const {
    return cards[static_cast<std::size_t>(place)];
  }

  std::uint64_t occupied = 0;
  std::uint64_t has_extra = 0;  // As Card::has_extra.
  // The area of all, when they have the same.
  std::optional<std::uint32_t> common_area;
  Extent extent;
  Cluster* cluster = nullptr;
  BlockMemory* memory = nullptr;  // Where it lies.
  int position = 0;               // In the cluster.
  SlotColumns free{};
  std::array<Card, kBlockSize> cards;
};

}  // namespace omzien::matcher
