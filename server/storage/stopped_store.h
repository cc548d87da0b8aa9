// The store of a server that is stopped, or a backup, opened to be read alone.

#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/core/store.h"

namespace omzien::storage {

// What a start on the folder would give; nothing on disk changes, and no server
// starts on it while the reader lives. `sealer` is the name of the sealer it
// was written with. FAILED_PRECONDITION: it is no folder, there is no store in
// it, a server uses it, or it was written by a newer version or with another
// sealer. DATA_LOSS: it cannot be read.
absl::StatusOr<std::unique_ptr<core::Reader>> OpenStopped(
    const std::string& dir, const std::string& sealer);

}  // namespace omzien::storage
