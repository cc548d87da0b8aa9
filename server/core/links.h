// Walking the secondary keys.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Keys below a prefix, at most so many.
absl::StatusOr<std::vector<std::string>> KeysBelow(Transaction& transaction,
                                                   absl::string_view prefix,
                                                   int max);

// "i/need/when/ask" -> "ask".
std::string LastPart(absl::string_view key);

// -> "when": the part before the last.
std::string PartBeforeLast(absl::string_view key);

}  // namespace omzien::core
