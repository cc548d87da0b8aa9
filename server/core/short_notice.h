// Messages that say little: a code to sign in with, and that something ended
// with somebody who was erased.

#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// To whom, in which language, from which municipality.
void FillRecipient(Transaction& transaction, const omzien::v1::Person& person,
                   const store::v1::OutboxRecord& message,
                   omzien::v1::Notice& notice);

// KIND_SIGN_IN_CODE: nullopt when the code is over, or was never there.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeCode(
    Transaction& transaction, const store::v1::OutboxRecord& message);

// What can be said when the need is about somebody who was erased: that an ask
// is withdrawn, or a visit off, and when it would have been. Nullopt for all
// else, and when the recipient was erased.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeEnd(
    Transaction& transaction, const store::v1::OutboxRecord& message);

}  // namespace omzien::core
