// What a change of somebody's offer means for the asks that are open.

#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Withdraws the open asks of `volunteer` that no longer fit, and asks others.
// Nothing for who is no volunteer. Call after RefreshVolunteer().
absl::Status RecheckAsksOf(Transaction& transaction,
                           absl::string_view volunteer,
                           omzien::v1::Invitation::WithdrawReason reason);

}  // namespace omzien::core
