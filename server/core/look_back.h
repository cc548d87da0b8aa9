// What was asked for in a municipality in the last weeks, and who is there for
// it: what a night reckons from.

#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/scarcity.h"
#include "server/core/catalogue.h"
#include "server/core/newcomers.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"

namespace omzien::core {

// Where it stands, as of one moment. Borrowed.
struct Books {
  const Reader& store;
  const RecordCodec& codec;
  const Catalogue& catalogue;
};

struct LookBack {
  // What prices are reckoned from: values alone, which nobody keeps.
  matcher::Workload workload;
  // Newcomers whose chances are others than were noted, and who was one.
  std::vector<Chances> newcomers;
};

// Of "municipalities/..", which the catalogue holds: the needs of the eight
// weeks before `now`, but at least of one week, and the volunteers who have not
// paused. Left out are the erased, needs that were sent on at once, and what
// the catalogue has no skill for. Who helps in several municipalities is a
// newcomer of the first. DATA_LOSS when a record is damaged.
//
// Takes its time: not in the lane. Thread-safe.
absl::StatusOr<LookBack> LookBackIn(const Books& books,
                                    absl::string_view municipality,
                                    absl::Time now);

}  // namespace omzien::core
