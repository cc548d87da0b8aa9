// Letting go of what was kept for long enough (config.v1.Retention).
//
// One table says of which kinds that is done, and how. Every day each kind is
// looked through from the oldest on, and what is found goes, some at a time, so
// that no turn of the lane is long. The same look, with nothing done about it,
// is the dry run.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Something that was kept for long enough.
struct Overdue {
  std::string name;          // Of the record; of the journal, the last entry.
  std::string municipality;  // Empty: of none.
  absl::Time since;          // Since when its clock runs.
  std::int64_t count = 1;
  bool to_tell = false;  // Somebody who is to be told first, and does not go.
  std::string before;    // The place in the look at which it is found again.
};

// What one turn's look has found.
struct Found {
  std::vector<Overdue> found;
  std::string after;  // Where the next one goes on.
  bool done = false;  // There is nothing behind it.
};

// A kind of thing that is kept for some time.
struct Kept {
  // The field of config.v1.Retention, and the name in the dry run.
  absl::string_view name;
  // Looks on from `after`, the `after` of the look before, and stops when it
  // has found `max` or has read so much that others must have their turn.
  absl::StatusOr<Found> (*look)(Transaction& transaction,
                                const std::string& after, int max);
  // Removes it with all that hangs on it, or a part of that: false.
  absl::StatusOr<bool> (*let_go)(Transaction& transaction,
                                 const Overdue& overdue);
  // So many go in one turn.
  int at_once;
};

// All kinds, in the order in which they go. Nothing that goes lets something of
// a later kind go in the same round: so the dry run says what goes.
std::span<const Kept> KeptKinds();

// The moment before which something must be to be let go; the infinite past
// when there is no such clock.
absl::Time Cutoff(const Transaction& transaction,
                  const google::protobuf::Duration& clock);

// Looks through the keys of `ranges`, which are in order and start alike, for
// what `judge` finds overdue. What was sealed for the erased is passed over.
using Judge = std::function<absl::StatusOr<std::optional<Overdue>>(
    absl::string_view key)>;
absl::StatusOr<Found> LookThrough(Transaction& transaction,
                                  const std::vector<KeyRange>& ranges,
                                  const std::string& after, int max,
                                  const Judge& judge);

// Ids of the municipalities, in order.
std::vector<std::string> MunicipalityIds(const Transaction& transaction);

// Ten o'clock in the morning, when people can be told things, the next time.
absl::Time NextMorning(const Transaction& transaction);

// A timer's turn of today's round; plans the next turn, or tomorrow's round.
absl::Status Retain(Transaction& transaction);

// Plans the first round, if none is planned. Time in which nobody could be
// heard, for the server stood still, does not count against anybody.
absl::Status PlanRetaining(Transaction& transaction, absl::Duration outage);

// Nobody is forgotten for silence before this.
absl::StatusOr<absl::Time> ForgetAfter(Transaction& transaction);

}  // namespace omzien::core
