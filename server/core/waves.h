// Asking in waves: a few together, the next few after some time.

#pragma once

#include "absl/status/status.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Asks the next wave for an open job. When nobody is left to ask and nobody can
// still answer, the job is unanswered.
absl::Status AskNextWave(Transaction& transaction, store::v1::NeedRecord& need,
                         int job);

}  // namespace omzien::core
