// How deliveries went, as commands.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Writes down how the delivery of message `id` went. Returns when to try again;
// nullopt when the message is done with: delivered, or given up and made work
// for the desk.
absl::StatusOr<std::optional<absl::Time>> RecordDelivery(
    Transaction& transaction, const std::string& id,
    const absl::Status& result);

// When the recipient may be told: an ask that could not be brought, or that was
// changed, does not come in the volunteer's quiet hours. All else: now.
absl::Time MayBeToldAt(Transaction& transaction,
                       const store::v1::OutboxRecord& message);

// The message waits until `time`; it counts as no try.
void PutOff(Transaction& transaction, store::v1::OutboxRecord message,
            absl::Time time);

// The message is no longer true and will not be sent.
void DropMessage(Transaction& transaction, const std::string& id);

}  // namespace omzien::core
