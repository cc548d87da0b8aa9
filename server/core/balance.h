// How often a volunteer was asked, what came of it, and what was learned of it:
// what she may hold against what she knows herself.

#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/balance.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

absl::StatusOr<omzien::v1::AskBalance> BalanceOf(
    Transaction& transaction, const store::v1::VolunteerRecord& volunteer);

// False when nothing was learned of her yet.
bool HasLearned(const store::v1::VolunteerRecord& volunteer);

absl::StatusOr<omzien::v1::LearnedHabit> LearnedOf(
    Transaction& transaction, const store::v1::VolunteerRecord& volunteer);

}  // namespace omzien::core
