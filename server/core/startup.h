// Opening the state: what a lane holds in memory, rebuilt from the store.

#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server/core/people_loading.h"
#include "server/core/state.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Reads what no call can do without: the lane's record, and who is signed in.
absl::Status LoadBasis(State& state);

// Reads all people and all volunteers, at once.
absl::Status LoadPeople(State& state, absl::Time now);

// The same, of what was read beside the lane: takes the views, and then who is
// engaged, whose offers take several records each.
void TakePeople(State& state, LoadedPeople people);
absl::Status TakeEngaged(State& state, std::span<const std::string> engaged,
                         absl::Time now);

// What is to be done when the lane goes on after it stood still for `outage`:
// waiting times get that much longer, and the regular work is planned. One
// transaction, so that a crash halfway does not leave some waits as they were.
absl::Status ResumeState(Transaction& transaction, absl::Duration outage);

}  // namespace omzien::core
