#include "matcher/block.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/block_memory.h"
#include "matcher/card.h"
#include "matcher/extent.h"
#include "matcher/registry.h"
#include "matcher/travel.h"
#include "matcher/week.h"

namespace omzien::matcher {
namespace {

Extent ExtentOf(const Card& card, const Registry& registry) {
  return {.municipalities = registry.area(card.area).bits,
          .centre = card.home,
          .radius_m = 0,
          .reach_m = static_cast<double>(card.reach_m),
          .hour_m = static_cast<double>(HourMm(card.travel_mode)) / 1'000};
}

}  // namespace

void Block::Put(int place, Card card, const Stretches& week,
                const Registry& registry) {
  if (occupied == 0) {
    extent = ExtentOf(card, registry);
    common_area = card.area;
  }
  occupied |= BitOf(place);
  Replace(place, std::move(card), week, registry);
}

void Block::Replace(int place, Card card, const Stretches& week,
                    const Registry& registry) {
  extent.Include(ExtentOf(card, registry));
  if (common_area != card.area) common_area.reset();
  const std::uint64_t others = ~BitOf(place);
  for (std::uint64_t& slot : free) slot &= others;
  for (const Stretch& stretch : week) {
    for (std::size_t slot = stretch.first; slot < stretch.end; ++slot) {
      free[slot] |= BitOf(place);
    }
  }
  Refresh(place, std::move(card));
}

void Block::Refresh(int place, Card card) {
  has_extra &= ~BitOf(place);
  if (card.has_extra) has_extra |= BitOf(place);
  this->card(place) = std::move(card);
}

Card Block::Take(int place) {
  const std::uint64_t others = ~BitOf(place);
  occupied &= others;
  has_extra &= others;
  for (std::uint64_t& slot : free) slot &= others;
  return std::exchange(card(place), Card());
}

BlockMemory::Owned Block::Split(std::uint64_t places,
                                const Registry& registry) {
  BlockMemory::Owned block = memory->Make();
  block->occupied = occupied & places;
  block->has_extra = has_extra & places;
  for (std::size_t slot = 0; slot < free.size(); ++slot) {
    block->free[slot] = free[slot] & places;
    free[slot] &= ~places;
  }
  for (std::uint64_t rest = block->occupied; rest != 0;) {
    const int place = TakeLowest(rest);
    block->card(place) = std::move(card(place));
  }
  occupied &= ~places;
  has_extra &= ~places;
  Measure(registry);
  block->Measure(registry);
  return block;
}

void Block::Measure(const Registry& registry) {
  std::vector<Extent> extents;
  common_area = card(std::countr_zero(occupied)).area;
  for (std::uint64_t rest = occupied; rest != 0;) {
    const Card& one = card(TakeLowest(rest));
    extents.push_back(ExtentOf(one, registry));
    if (common_area != one.area) common_area.reset();
  }
  extent = Around(extents);
}

}  // namespace omzien::matcher
