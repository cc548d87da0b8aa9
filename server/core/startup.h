// Opening the state: what a lane holds in memory, rebuilt from the store.

#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server/core/state.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Reads the lane's record, all people and all volunteers.
absl::Status LoadState(State& state, absl::Time now);

// What is to be done when the lane goes on after it stood still for `outage`:
// waiting times get that much longer, and the regular work is planned. One
// transaction, so that a crash halfway does not leave some waits as they were.
absl::Status ResumeState(Transaction& transaction, absl::Duration outage);

}  // namespace omzien::core
