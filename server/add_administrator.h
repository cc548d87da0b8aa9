// The first administrator: made on the machine itself, never a default.

#pragma once

#include "absl/status/status.h"
#include "server/core/settings.h"
#include "server/runtime/arguments.h"
#include "server/runtime/log.h"

namespace omzien {

// Enters the person with ROLE_ADMINISTRATOR, on a folder that nobody serves.
// The error says what is wrong and how to mend it; nothing has changed then.
absl::Status AddAdministrator(const core::Settings& settings,
                              const runtime::NewAdministrator& who,
                              runtime::Log& log);

}  // namespace omzien
