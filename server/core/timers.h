// Timers are data: what is to be done at a time is a record, and doing it is a
// command like any other.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/state.h"
#include "server/core/transaction.h"

namespace omzien::core {

// "LapseInvitation": the name of the command in the journal.
std::string TimerMethod(store::v1::TimerRecord::Kind kind);

// Does what the timer says, if it still applies, and removes it.
absl::Status RunTimer(Transaction& transaction, absl::string_view key,
                      const store::v1::TimerRecord& timer);

// A timer with its key.
struct DueTimer {
  std::string key;
  store::v1::TimerRecord timer;
};

// The first timers, at most `max`, that are due at `now`; and when the next one
// after those is due (infinite future when there is none).
struct DueTimers {
  std::vector<DueTimer> due;
  absl::Time next = absl::InfiniteFuture();
};
absl::StatusOr<DueTimers> FindDueTimers(const Reader& store, absl::Time now,
                                        int max);

// The server has not run for `outage`: asks get that much longer to be
// answered, next waves wait that much longer.
absl::Status LengthenWaiting(Transaction& transaction, absl::Duration outage,
                             std::span<const DueTimer> waiting);

}  // namespace omzien::core
