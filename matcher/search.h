// Looks for the best in clusters, nearest first.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "matcher/block.h"
#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/extent.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/score.h"
#include "matcher/screener.h"

namespace omzien::matcher {

// One search. Clusters and blocks wait in rings by the least distance at which
// anybody of them can live, and are left out when not even that distance, with
// all other terms at their most, can beat the last of the best. So it is exact
// for every policy, and quick for one in which distance counts.
//
// What it reads lies apart in memory. So a block of the ring after the next is
// asked of the memory before it is needed, and so are the cards of a block.
//
// Not thread-safe. Borrows all it is given, which outlives it unchanged.
class Search {
 public:
  // `extents` are those of the clusters, sixteen by sixteen. k > 0.
  Search(const Screener& screener,
         const std::vector<std::unique_ptr<Cluster>>& clusters,
         const std::vector<ExtentTable>& extents, int k);

  // The `k` best, best first. Call once.
  std::vector<Candidate> Run();

 private:
  static constexpr int kRings = 64;

  // A cluster, or a block of it, that may hold somebody.
  struct Lead {
    float distance_m = 0;  // At least.
    const Cluster* cluster = nullptr;
    const Block* block = nullptr;  // Null: the cluster.
    std::uint64_t skilled = 0;     // In the block.
    int next = -1;                 // In the ring.
  };
  // Who may be free, in a block.
  struct Pending {
    const Block* block = nullptr;
    std::uint64_t free = 0;
  };
  // One of the best until now.
  struct Found {
    std::int64_t score_micros = 0;
    std::int64_t distance_mm = 0;
    const Card* card = nullptr;
    Merits merits;
  };

  static bool IsBetter(const Found& a, const Found& b);
  static int RingOf(float distance_m);
  bool CanBeat(double distance_m, double hour_m) const;
  int Push(const Lead& lead);  // Returns the ring.
  void PushClusters();
  void OpenCluster(const Cluster& cluster);
  void FetchRing(int ring) const;
  void Fetch(const Lead& lead) const;
  void VisitRing();
  void VisitBlock(const Block& block, std::uint64_t skilled);
  void Settle();
  void SettleBlock(const Block& block, std::uint64_t free);
  void Keep(const Card& card, const Merits& merits);
  void SetBar();

  const Screener& screener_;
  const std::vector<std::unique_ptr<Cluster>>& clusters_;
  const std::vector<ExtentTable>& extents_;
  const std::size_t k_;
  const Weights& weights_;
  const std::int64_t distance_micros_max_;
  const std::int64_t other_micros_max_;
  std::vector<Lead> leads_;
  std::array<int, kRings> rings_;  // First lead of each, or -1.
  int ring_ = 0;                   // That is being visited.
  std::vector<Pending> pending_;
  std::vector<Found> found_;  // A heap, the last one first.

  // Whoever lives within this part of an hour's way may beat the last of the
  // best, and whoever lives nearer than this: all, until there are k.
  double hours_max_ = std::numeric_limits<double>::infinity();
  double distance_max_m_ = std::numeric_limits<double>::infinity();
};

}  // namespace omzien::matcher
