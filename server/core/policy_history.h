// By which numbers each municipality asked, since when, who decided so and why:
// the configuration says it, and the store remembers it.

#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/policy_change.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Adds the numbers of each municipality that are others than it last ran with,
// or that it now reckons with by another edition of the formula.
absl::Status NotePolicies(Transaction& transaction);

// The newest last; at most 200.
absl::StatusOr<std::vector<omzien::v1::PolicyChange>> PolicyChangesOf(
    Transaction& transaction, absl::string_view municipality);

}  // namespace omzien::core
