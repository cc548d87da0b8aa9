// How a municipality's asks are shared out: counted week by week as they leave,
// by how far the volunteer lives, how long she takes part, and what for. When a
// share becomes another than before, the coordinator has work. Counts alone,
// about nobody in particular; kept for a year.

#pragma once

#include <span>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/ask_report.pb.h"
#include "server/core/invitation.h"
#include "server/core/transaction.h"

namespace omzien::core {

// With the first asks of a week it is looked at whether the weeks before have
// shifted.
absl::Status CountAsks(Transaction& transaction,
                       const store::v1::NeedRecord& need, int job,
                       std::span<const NewAsk> asks);

// `municipality` is one of the catalogue's.
absl::StatusOr<omzien::v1::AskReport> ReportAsks(
    Transaction& transaction, absl::string_view municipality);

}  // namespace omzien::core
