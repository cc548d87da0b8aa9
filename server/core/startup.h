// Opening the state: what a lane holds in memory, rebuilt from the store.

#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server/core/state.h"

namespace omzien::core {

// Reads the lane's record, all people and all volunteers.
absl::Status LoadState(State& state, absl::Time now);

// What a start does once, as commands: lengthens waiting times by the time the
// server did not run, and plans the regular work. `commit` writes a
// transaction.
absl::Status ResumeState(
    State& state, absl::Time now,
    const std::function<absl::Status(class Transaction&)>& commit);

}  // namespace omzien::core
