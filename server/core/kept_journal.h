// The journal's entries: the oldest go, so that what is kept has no gap.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/core/retention.h"
#include "server/core/transaction.h"

namespace omzien::core {

// All entries before the cutoff, as one.
absl::StatusOr<Found> LookAtJournal(Transaction& transaction,
                                    const std::string& after, int max);

// Some of them, with the keys by which watches find them. A watch that has not
// seen them is told so: SEQUENCE_TOO_OLD.
absl::StatusOr<bool> LetJournalGo(Transaction& transaction,
                                  const Overdue& overdue);

}  // namespace omzien::core
