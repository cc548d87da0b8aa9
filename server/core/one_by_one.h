// Asking one by one: few asks open, replaced on "no" or silence, more as time
// runs out, each at its price. Whom, how many and when to look again is decided
// by matcher/asking/ask_plan.h; here its values are gathered and its plan is
// carried out. docs/adr/0017 says why.

#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/catalogue.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Looks are made when people can be asked: then, or when the municipality's
// quiet hours are over.
absl::Time OutOfQuietHours(const MunicipalityEntry& municipality,
                           absl::Time time);

// Asks whoever is missing for an open job, and plans when to look again. When
// nobody is left to ask and nobody can still answer, the job is unanswered.
// False when nothing has changed but that plan. The municipality has a
// `one_by_one`. The caller puts the need.
absl::StatusOr<bool> AskOneByOne(Transaction& transaction,
                                 store::v1::NeedRecord& need, int job,
                                 omzien::v1::AskReason::WhyNow why_now);

}  // namespace omzien::core
