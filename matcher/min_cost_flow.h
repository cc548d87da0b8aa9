// Goods through a network at the least cost.

#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"

namespace omzien::matcher {

struct FlowArc {
  int tail = 0;
  int head = 0;
  int capacity = 0;       // Units, >= 0.
  std::int64_t cost = 0;  // A unit, >= 0.
};

struct FlowNetwork {
  std::vector<int> supplies;  // Of each node, in units; their sum is 0.
  std::vector<FlowArc> arcs;
};

// Cost and potentials prove each other: with the reduced cost of an arc as its
// cost + potential of its tail - potential of its head, an arc with room has
// none below 0, and one in use none above 0.
struct Flow {
  std::vector<int> units;                // On each arc.
  std::vector<std::int64_t> potentials;  // Of each node.
};

inline std::int64_t ReducedCost(const FlowArc& arc, const Flow& flow) {
  return arc.cost + flow.potentials[arc.tail] - flow.potentials[arc.head];
}

// By the network simplex of LEMON. (Greatest cost + 1) * (nodes + 1) must be
// less than 2^61. INTERNAL when no flow brings all supplies home.
absl::StatusOr<Flow> MinCostFlow(const FlowNetwork& network);

}  // namespace omzien::matcher
