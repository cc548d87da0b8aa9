// When something was last heard from somebody: what she changed, answered or
// asked, also through the desk, and that she signed in. Kept to the day: of
// somebody who is busy one write a day.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// The start of its day, in UTC.
absl::Time DayOf(absl::Time time);

// Notes that this person was heard today, and that she stays: whoever was told
// that her data goes need not be called about it. Nothing for who is not here.
absl::Status Heard(Transaction& transaction, absl::string_view person);

// The same for whoever this call comes from, or on whose behalf it is made.
absl::Status HeardCaller(Transaction& transaction);

// To the day; for who was entered before this was kept: the last change.
absl::Time LastHeard(const store::v1::PersonRecord& record);

}  // namespace omzien::core
