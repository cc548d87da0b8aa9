// Up to 16 blocks that lie near each other, with their skills side by side.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "matcher/block.h"
#include "matcher/block_memory.h"
#include "matcher/card.h"
#include "matcher/extent.h"
#include "matcher/point.h"
#include "matcher/registry.h"
#include "matcher/skill_set.h"
#include "matcher/week.h"

namespace omzien::matcher {

inline constexpr int kClusterSize = ExtentTable::kSize;

// Where somebody lives along a curve that fills the sphere (Hilbert's, on the
// six faces of a cube: a leaf cell of S2). Near on the curve is near on the
// ground.
using CurveKey = std::uint64_t;
CurveKey CurveKeyOf(const Direction& home);

// Where somebody is in the index.
struct Place {
  Block* block = nullptr;
  int place = 0;
};

// Somebody who is to be put into the index.
struct Arrival {
  CurveKey key = 0;
  Card card;
  Stretches week;
};

// Not thread-safe. The index owns it. Each block has its stretch of the curve,
// from its key up to the next one's; blocks are in no order.
class alignas(64) Cluster {
 public:
  // For each block a word; bit i is for who is in place i of it.
  using Words = std::array<std::uint64_t, kClusterSize>;
  // Hears of each who has moved to another block.
  using Moved = absl::FunctionRef<void(Place from, Place to)>;

  // `memory` outlives it.
  explicit Cluster(BlockMemory& memory) : memory_(memory) {}
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  // False when the cluster must be split before somebody can be put there.
  bool HasRoomAt(CurveKey key) const;

  // Puts somebody into the block for `key`, which splits when it is full.
  Place Put(Card card, const Stretches& week, CurveKey key,
            const Registry& registry, Moved moved);

  // True when whoever is there can get this card where she is: who lives in
  // the same place, and reaches no farther than somebody of the cluster does.
  bool MayReplace(Place there, const Card& card) const;

  // Puts another card of the same volunteer in the place of the one there.
  void Replace(Place there, Card card, const Stretches& week,
               const Registry& registry);

  // Takes somebody out. A block that is left empty goes.
  Card Take(Place from);

  // How many a cluster is filled with at once: blocks as full as is good for
  // what may still come, and some blocks more when they split.
  static constexpr std::size_t kFill = 12 * std::size_t{kBlockSize - 4};

  // A cluster of these, one to kFill, in the order of their keys; `placed`
  // hears where each came, in that order.
  static std::unique_ptr<Cluster> Of(std::span<Arrival* const> arrivals,
                                     const Registry& registry,
                                     BlockMemory& memory,
                                     absl::FunctionRef<void(Place)> placed);

  // Moves the blocks of the upper half of the curve to a new cluster. Needs two
  // blocks.
  std::unique_ptr<Cluster> Split();

  // Who has all of `skills`.
  void FindSkilled(const SkillSet& skills, Words& found) const;

  // Asks the memory for what a search of the cluster reads: first the one, and
  // when that is there the other.
  void Fetch() const;
  void FetchSkills(const SkillSet& skills) const;

  int count() const { return count_; }
  const Block& block(int position) const {
    return *blocks_[static_cast<std::size_t>(position)];
  }
  const Extent& extent() const { return extent_; }
  const ExtentTable& extents() const { return extents_; }
  CurveKey from() const;  // Of the first block along the curve.

 private:
  int PositionFor(CurveKey key) const;
  // Into a block with room.
  Place PutAt(int position, Card card, const Stretches& week,
              const Registry& registry);
  // Gives these skills to who lacks them, and takes them from who has them.
  void FlipSkills(Place place, const SkillSet& skills);
  void Append(BlockMemory::Owned block, CurveKey from);
  void SplitBlock(int position, const Registry& registry, Moved moved);
  // Moves the skill bits of those in `places` of a block to another's.
  void MoveSkills(int from, std::uint64_t places, Cluster& to, int there);
  // Forgets a block that is empty or has moved; the last takes its position.
  void Drop(int position);
  void Measure();

  // In one piece, as a search reads them.
  ExtentTable extents_;
  std::array<BlockMemory::Owned, kClusterSize> blocks_;
  Extent extent_;
  int count_ = 0;
  std::vector<Words> skills_;  // By skill, up to the last that somebody has.
  std::array<CurveKey, kClusterSize> from_{};
  BlockMemory& memory_;
};

}  // namespace omzien::matcher
