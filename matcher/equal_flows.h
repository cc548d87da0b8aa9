// Of flows that cost the same, the one that an order of arcs puts first: so
// that no result depends on how a solver went about it.

#pragma once

#include <span>

#include "matcher/min_cost_flow.h"

namespace omzien::matcher {

// Of all flows of least cost, the one that uses the first arc of `order` if any
// does, of those the one that uses the second if any does, and so on. `flow` is
// one of least cost; each arc in `order` has capacity 1. What no arc of `order`
// decides stays as it may.
void TakeFirstOfEquals(const FlowNetwork& network, std::span<const int> order,
                       Flow& flow);

}  // namespace omzien::matcher
