// How deliveries went, as commands.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Writes down how the delivery of message `id` went. Returns when to try again;
// nullopt when the message is done with: delivered, or given up and made work
// for the desk.
absl::StatusOr<std::optional<absl::Time>> RecordDelivery(
    Transaction& transaction, const std::string& id,
    const absl::Status& result);

// The message is no longer true and will not be sent.
void DropMessage(Transaction& transaction, const std::string& id);

}  // namespace omzien::core
