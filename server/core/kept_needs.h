// Needs that are over, and desk work: when they were kept for long enough, and
// what goes with them. Works on what is readable without anybody's key: the
// needs of the erased go by the same clock.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/core/retention.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Needs without an open job, visit, complaint or incident, that last changed
// before the cutoff.
absl::StatusOr<Found> LookAtNeeds(Transaction& transaction,
                                  const std::string& after, int max);

// With the asks, the appointments, the desk work and every key; what is left is
// a count (store.v1.GoneNeedsRecord). False when there is more than one turn's
// work.
absl::StatusOr<bool> LetNeedGo(Transaction& transaction,
                               const Overdue& overdue);

// Closed work about no need; and open work that nobody can read any more, for
// its person was erased.
absl::StatusOr<Found> LookAtDeskWork(Transaction& transaction,
                                     const std::string& after, int max);
absl::StatusOr<bool> LetDeskWorkGo(Transaction& transaction,
                                   const Overdue& overdue);

}  // namespace omzien::core
