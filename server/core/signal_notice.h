// What is told about signals: that one waits, that one was noted, that one was
// weighed. Nothing here says whom one is about.

#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// KIND_SIGNAL_RAISED, KIND_SIGNAL_WEIGHED: nullopt when it is true no longer.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeSignal(
    Transaction& transaction, const store::v1::OutboxRecord& message);

// KIND_SIGNAL_NOTED: what who raised it is told at once.
absl::StatusOr<omzien::v1::Notice> ComposeNoted(
    Transaction& transaction, const store::v1::SignalRecord& record);

}  // namespace omzien::core
