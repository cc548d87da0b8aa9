// Checks that end, such as a VOG: the volunteer is reminded when the renewal
// window opens, halfway, and 7 days before; from halfway on it is work for the
// desk as well. After its last day a check does not hold: there is no grace,
// and nobody comes upon that unwarned.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// How far the renewal of a check has come by `today`: 0 not begun or past its
// last day, 1 to 3 as in store.v1.CheckReminder.
int RenewalStep(absl::CivilDay valid_until, absl::CivilDay today,
                absl::Duration window);

// A timer's turn of today's round; plans the next turn, or tomorrow's round.
absl::Status RemindOfChecks(Transaction& transaction);

// Plans the first round, if none is planned.
absl::Status PlanReminding(Transaction& transaction);

// Calls and work about checks of this person that were renewed, or went.
absl::Status DropRenewalWork(Transaction& transaction,
                             const std::string& person);

// KIND_CHECK_ENDING; nullopt when the check was renewed, or is past.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeCheckEnding(
    Transaction& transaction, const store::v1::OutboxRecord& message);

}  // namespace omzien::core
