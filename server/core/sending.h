// An ask that waited for its time: out now, later, or no longer.

#pragma once

#include "absl/status/status.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// The time of a planned or snoozed ask has come. It is sent if it suits and the
// volunteer's limits allow it now: the time may have come late, and in the
// meantime she may have been asked by others, or it has become night. Else it
// waits on, or is withdrawn and others are asked.
absl::Status SendWaitingAsk(Transaction& transaction,
                            store::v1::InvitationRecord& record);

}  // namespace omzien::core
