#include "matcher/cluster.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "matcher/block.h"
#include "matcher/block_memory.h"
#include "matcher/card.h"
#include "matcher/extent.h"
#include "matcher/fetch.h"
#include "matcher/point.h"
#include "matcher/registry.h"
#include "matcher/skill_set.h"
#include "matcher/week.h"
#include "s2/s2cell_id.h"
#include "s2/s2point.h"

namespace omzien::matcher {
namespace {

std::size_t At(int position) { return static_cast<std::size_t>(position); }

}  // namespace

CurveKey CurveKeyOf(const Direction& home) {
  return S2CellId(S2Point(home.x, home.y, home.z)).id();
}

CurveKey Cluster::from() const {
  return *std::min_element(from_.begin(), from_.begin() + count_);
}

// Of the stretches that begin at `key` or before, the last; the first of all
// when there is none. Of those that begin at one key, the newest.
int Cluster::PositionFor(CurveKey key) const {
  const auto rank = [this, key](int position) {
    const CurveKey from = from_[At(position)];
    return from <= key ? std::pair(true, from) : std::pair(false, ~from);
  };
  int best = 0;
  for (int position = 1; position < count_; ++position) {
    if (rank(position) >= rank(best)) best = position;
  }
  return best;
}

bool Cluster::HasRoomAt(CurveKey key) const {
  return count() < kClusterSize || block(PositionFor(key)).count() < kBlockSize;
}

Place Cluster::Put(Card card, const Stretches& week, CurveKey key,
                   const Registry& registry, Moved moved) {
  if (count_ == 0) Append(memory_.Make(), key);
  int position = PositionFor(key);
  if (block(position).count() == kBlockSize) {
    SplitBlock(position, registry, moved);
    position = PositionFor(key);
  }
  const Place place = PutAt(position, std::move(card), week, registry);
  if (count() == 1) {
    extent_ = place.block->extent;
  } else {
    extent_.Include(place.block->extent);
  }
  return place;
}

Place Cluster::PutAt(int position, Card card, const Stretches& week,
                     const Registry& registry) {
  Block& block = *blocks_[At(position)];
  const int place = std::countr_one(block.occupied);
  FlipSkills({&block, place}, card.skills);
  block.Put(place, std::move(card), week, registry);
  extents_.Set(At(position), block.extent);
  return {&block, place};
}

bool Cluster::MayReplace(Place there, const Card& card) const {
  return there.block->card(there.place).home == card.home &&
         card.reach_m <= extent_.reach_m;
}

void Cluster::Replace(Place there, Card card, const Stretches& week,
                      const Registry& registry) {
  Block& block = *there.block;
  FlipSkills(there, block.card(there.place).skills ^ card.skills);
  block.Replace(there.place, std::move(card), week, registry);
  extents_.Set(At(block.position), block.extent);
  extent_.Include(block.extent);
}

Card Cluster::Take(Place from) {
  Block& block = *from.block;
  Card card = block.Take(from.place);
  FlipSkills(from, card.skills);
  if (block.occupied == 0) Drop(block.position);
  return card;
}

std::unique_ptr<Cluster> Cluster::Split() {
  std::vector<CurveKey> keys(from_.begin(), from_.begin() + count_);
  const auto middle =
      keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
  std::ranges::nth_element(keys, middle);
  const int half = count() / 2;
  auto upper = std::make_unique<Cluster>(memory_);
  // From the back: the last block takes the position of one that goes.
  for (int position = count() - 1; count() > half; --position) {
    if (from_[At(position)] < *middle) continue;
    upper->Append(std::move(blocks_[At(position)]), from_[At(position)]);
    MoveSkills(position, ~std::uint64_t{0}, *upper, upper->count() - 1);
    Drop(position);
  }
  Measure();
  upper->Measure();
  return upper;
}

std::unique_ptr<Cluster> Cluster::Of(std::span<Arrival* const> arrivals,
                                     const Registry& registry,
                                     BlockMemory& memory,
                                     absl::FunctionRef<void(Place)> placed) {
  constexpr std::size_t kBlockFill = kBlockSize - 4;
  static_assert(kFill <= kBlockFill * kClusterSize);
  auto cluster = std::make_unique<Cluster>(memory);
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    Arrival& arrival = *arrivals[i];
    if (i % kBlockFill == 0) {
      cluster->Append(memory.Make(), arrival.key);
    }
    placed(cluster->PutAt(cluster->count() - 1, std::move(arrival.card),
                          arrival.week, registry));
  }
  for (int position = 0; position < cluster->count(); ++position) {
    cluster->blocks_[At(position)]->Measure(registry);
  }
  cluster->Measure();
  return cluster;
}

void Cluster::FindSkilled(const SkillSet& skills, Words& found) const {
  if (skills.none()) {
    for (std::size_t i = 0; i < At(count_); ++i) {
      found[i] = blocks_[i]->occupied;
    }
    return;
  }
  bool is_first = true;
  for (std::size_t skill = skills._Find_first(); skill < kSkillsMax;
       skill = skills._Find_next(skill)) {
    if (skill >= skills_.size()) {
      found.fill(0);
      return;
    }
    const Words& words = skills_[skill];
    if (is_first) {
      found = words;
    } else {
      for (std::size_t i = 0; i < found.size(); ++i) found[i] &= words[i];
    }
    is_first = false;
  }
}

void Cluster::Fetch() const {
  matcher::Fetch(extents_);
  matcher::Fetch(blocks_);
  matcher::Fetch(extent_);
  matcher::Fetch(skills_);
}

void Cluster::FetchSkills(const SkillSet& skills) const {
  for (std::size_t skill = skills._Find_first(); skill < skills_.size();
       skill = skills._Find_next(skill)) {
    FetchBytes(&skills_[skill], sizeof(Words));
  }
}

void Cluster::FlipSkills(Place place, const SkillSet& skills) {
  for (std::size_t skill = skills._Find_first(); skill < kSkillsMax;
       skill = skills._Find_next(skill)) {
    if (skills_.size() <= skill) skills_.resize(skill + 1);
    skills_[skill][At(place.block->position)] ^= BitOf(place.place);
  }
}

void Cluster::Append(BlockMemory::Owned block, CurveKey from) {
  block->cluster = this;
  block->position = count_;
  blocks_[At(count_)] = std::move(block);
  from_[At(count_)] = from;
  ++count_;
}

void Cluster::SplitBlock(int position, const Registry& registry, Moved moved) {
  Block& full = *blocks_[At(position)];
  std::vector<std::pair<CurveKey, int>> order;
  order.reserve(kBlockSize);
  for (int place = 0; place < kBlockSize; ++place) {
    order.emplace_back(CurveKeyOf(full.card(place).home), place);
  }
  const auto middle = order.begin() + kBlockSize / 2;
  std::ranges::nth_element(order, middle);
  std::uint64_t upper = 0;
  for (auto it = middle; it != order.end(); ++it) upper |= BitOf(it->second);
  Append(full.Split(upper, registry), middle->first);
  Block& added = *blocks_[At(count_ - 1)];
  MoveSkills(position, upper, *this, added.position);
  extents_.Set(At(position), full.extent);
  extents_.Set(At(count_ - 1), added.extent);
  for (std::uint64_t rest = upper; rest != 0;) {
    const int place = TakeLowest(rest);
    moved({&full, place}, {&added, place});
  }
}

void Cluster::MoveSkills(int from, std::uint64_t places, Cluster& to,
                         int there) {
  if (to.skills_.size() < skills_.size()) to.skills_.resize(skills_.size());
  for (std::size_t skill = 0; skill < skills_.size(); ++skill) {
    std::uint64_t& word = skills_[skill][At(from)];
    to.skills_[skill][At(there)] |= word & places;
    word &= ~places;
  }
}

void Cluster::Drop(int position) {
  const int last = count() - 1;
  if (position != last) {
    MoveSkills(last, ~std::uint64_t{0}, *this, position);
    blocks_[At(position)] = std::move(blocks_[At(last)]);
    blocks_[At(position)]->position = position;
    from_[At(position)] = from_[At(last)];
    extents_.Set(At(position), blocks_[At(position)]->extent);
  }
  blocks_[At(last)].reset();
  --count_;
}

void Cluster::Measure() {
  std::vector<Extent> extents;
  for (int i = 0; i < count_; ++i) {
    extents.push_back(block(i).extent);
    extents_.Set(At(i), extents.back());
  }
  extent_ = Around(extents);
}

}  // namespace omzien::matcher
