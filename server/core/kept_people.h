// People of whom nothing is heard any more: they are told that what is known of
// them goes, and when nothing is heard after that either it goes, as if they
// had asked for it themselves.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/retention.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Those who do not offer to help, and those who do.
absl::StatusOr<Found> LookAtResidents(Transaction& transaction,
                                      const std::string& after, int max);
absl::StatusOr<Found> LookAtVolunteers(Transaction& transaction,
                                       const std::string& after, int max);

// For good: the key first.
absl::StatusOr<bool> LetPersonGo(Transaction& transaction,
                                 const Overdue& overdue);

// Tells somebody that what is known of her goes.
absl::Status TellOfEnding(Transaction& transaction, const std::string& person);

// KIND_ACCOUNT_ENDING; nullopt when she was heard since.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeAccountEnding(
    Transaction& transaction, const store::v1::OutboxRecord& message);

}  // namespace omzien::core
