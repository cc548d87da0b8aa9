// What it costs others to use somebody up: the shadow prices of the
// expected-demand program over what was seen in the last weeks. The server and
// the lab reckon by this one code.

#pragma once

#include "absl/status/statusor.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/scarcity.h"

namespace omzien::planning {

// Groups all who have the same rarest kind: the price of an ask is the needs
// that one more ask to her group would fill, less those that a yes of this kind
// fills, in the mean over some loads. So nobody is spared from what she is
// spared for. Without prices when too few needs were seen to say anything.
//
// INTERNAL when the solver finds no answer. Thread-safe; takes some tens of
// milliseconds for 2,000 helpers of 40 kinds.
absl::StatusOr<matcher::ScarcityPrices> ReckonScarcity(
    const matcher::Workload& workload, const matcher::Customs& customs);

}  // namespace omzien::planning
