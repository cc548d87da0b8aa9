// A word to who signed up as a volunteer and was not asked yet: that it
// arrived, how it goes on, and that she can stay, pause or go. Who hears
// nothing is lost as surely as who is asked too often.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// An hour later, or when her quiet hours end. Not for whom the desk had before
// it: that was said there and then.
void PlanWelcome(Transaction& transaction,
                 const store::v1::VolunteerRecord& volunteer);

// For the timer. Nothing for who was asked meanwhile.
absl::Status Welcome(Transaction& transaction, const std::string& volunteer);

// Nullopt when she was asked, or is no volunteer any more.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeWelcome(
    Transaction& transaction, const store::v1::OutboxRecord& message);

}  // namespace omzien::core
