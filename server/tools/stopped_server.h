// What a server that is stopped left, or a backup: its store and what opens it.

#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "server/core/sealer.h"
#include "server/core/settings.h"
#include "server/core/store.h"

namespace omzien::tools {

struct StoppedServer {
  std::unique_ptr<core::Reader> store;
  std::unique_ptr<core::Sealer> sealer;
};

// Opened to be read alone; no server starts on it meanwhile. Errors as
// storage::OpenStopped() and people::OpenVault() have them.
absl::StatusOr<StoppedServer> OpenStoppedServer(const core::Settings& settings);

}  // namespace omzien::tools
