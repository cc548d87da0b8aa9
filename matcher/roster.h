// Where each volunteer is kept, so that many can be held against a job at once.
//
// Volunteers lie along a curve over the ground (cluster.h) in blocks of up to
// 64 (block.h), and blocks in clusters of up to 16. For each skill and each
// quarter of the week a block has a word with a bit for each of its volunteers,
// so that "who has these skills, and is free then" is a few ANDs for 64 people;
// what is left is held against a card of some 110 bytes (card.h), and only who
// has days away, engagements or the like is looked at whole
// (packed_volunteer.h). docs/adr/0016 has the figures.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "matcher/block.h"
#include "matcher/block_memory.h"
#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/draft.h"
#include "matcher/extent.h"
#include "matcher/ids.h"
#include "matcher/registry.h"
#include "matcher/volunteer.h"
#include "matcher/week.h"

namespace omzien::matcher {

// Not thread-safe. The volunteer index owns it.
class Roster {
 public:
  Roster() = default;
  Roster(const Roster&) = delete;
  Roster& operator=(const Roster&) = delete;

  // Inserts, or replaces the volunteer with the same id.
  void Put(const Volunteer& volunteer);

  // Fills an empty roster: faster than one by one, and the volunteers lie
  // closer.
  void Fill(std::vector<Draft> drafts);

  // True when there was one.
  bool Remove(const VolunteerId& id);

  // Null when there is none. Valid until the next change.
  const Card* Find(const VolunteerId& id) const;

  // The cards of those who are there.
  std::vector<const Card*> FindAll(const std::vector<VolunteerId>& ids) const;

  std::size_t size() const { return places_.size(); }
  const Registry& registry() const { return registry_; }
  const std::vector<std::unique_ptr<Cluster>>& clusters() const {
    return clusters_;
  }
  // Of the clusters, sixteen by sixteen.
  const std::vector<ExtentTable>& extents() const { return extents_; }

 private:
  // A block is at a multiple of 64 bytes: the place goes into the low bits.
  using PackedPlace = std::byte*;
  using Places = absl::btree_multimap<std::uint64_t, PackedPlace>;

  static PackedPlace Packed(Place place);
  static Place Unpacked(PackedPlace place);
  Places::const_iterator PlaceOf(absl::string_view id) const;
  void FetchPlace(absl::string_view id) const;
  std::size_t ClusterFor(CurveKey key) const;
  void Insert(Card card, const Stretches& week);
  void SplitCluster(std::size_t number);
  void SetExtent(std::size_t number);
  void Move(Place from, Place to);

  Registry registry_;
  BlockMemory memory_;
  // By where their stretches of the curve begin.
  std::vector<std::unique_ptr<Cluster>> clusters_;
  std::vector<CurveKey> from_;
  std::vector<ExtentTable> extents_;
  // By hash of the id. A tree: a table of hashes that grows moves all at once.
  Places places_;
};

}  // namespace omzien::matcher
