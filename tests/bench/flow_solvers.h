// The other solvers of LEMON for the same network: the choice of one is held
// against them.

#pragma once

#include <cstdint>
#include <optional>

#include "matcher/min_cost_flow.h"

namespace omzien::bench {

enum class FlowSolver { kCostScaling, kCapacityScaling };

// The least cost of all flows; nothing when there is none.
std::optional<std::int64_t> LeastCost(FlowSolver solver,
                                      const matcher::FlowNetwork& network);

}  // namespace omzien::bench
