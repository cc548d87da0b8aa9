// All that a store holds, as lines, for "nothing has changed" comparisons.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/core/store.h"

namespace omzien::testing {

// One line a key, "records:people/1 = value", in the order of keyspace and
// key; bytes that cannot be printed are escaped. Fails only when reading does.
absl::StatusOr<std::vector<std::string>> Dump(const core::Reader& reader);

}  // namespace omzien::testing
