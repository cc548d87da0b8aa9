// Which sealer the server has, and how it comes by its keys.

#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/people/key_copies.h"
#include "server/people/vault.h"
#include "server/runtime/log.h"

namespace omzien {

// What the store must have been written with.
absl::string_view SealerName(const core::Settings& settings);

// Null when nothing is sealed. Before the first command nothing is sealed yet,
// and the keys may be made.
absl::StatusOr<std::unique_ptr<people::Vault>> OpenVault(
    const core::Settings& settings, const core::Store& store,
    runtime::Log& log);

// Copies of the key file, as the configuration says.
people::KeyCopies KeyCopiesOf(const core::Settings& settings,
                              core::Executor& lane, core::Clock& clock,
                              runtime::Log& log);

}  // namespace omzien
