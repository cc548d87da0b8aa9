// What was asked for in a municipality in the last weeks, and who is there for
// it: what the prices of a night are reckoned from. Values alone, which nobody
// keeps.

#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/scarcity.h"
#include "server/core/catalogue.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"

namespace omzien::core {

// Of "municipalities/..", which the catalogue holds: the needs of the eight
// weeks before `now`, but at least of one week, and the volunteers who have not
// paused. Left out are the erased, needs that were sent on at once, and what
// the catalogue has no skill for. DATA_LOSS when a record is damaged.
//
// Takes its time: not in the lane. Thread-safe.
absl::StatusOr<matcher::Workload> WorkloadIn(const Reader& store,
                                             const RecordCodec& codec,
                                             const Catalogue& catalogue,
                                             absl::string_view municipality,
                                             absl::Time now);

}  // namespace omzien::core
