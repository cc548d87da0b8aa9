// Looks at people: when they were kept for long enough.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/core/retention.h"
#include "server/core/transaction.h"

namespace omzien::core {

absl::StatusOr<Found> LookAtLooks(Transaction& transaction,
                                  const std::string& after, int max);
absl::StatusOr<bool> LetLookGo(Transaction& transaction,
                               const Overdue& overdue);

}  // namespace omzien::core
