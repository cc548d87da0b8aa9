// That a person agrees to what another enters for her: made whole, and into the
// journal.

#pragma once

#include "absl/status/status.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Fills in what the caller left out of origin.consent (the way by the channel,
// the person herself, now) and notes it in the journal's entry. Every entry on
// behalf of somebody has one; who enters a new person may give one too.
// INVALID_FIELD when somebody else agreed who is no contact person of hers, or
// when it was later than now or more than 90 days ago.
absl::Status NoteConsent(Transaction& transaction);

}  // namespace omzien::core
