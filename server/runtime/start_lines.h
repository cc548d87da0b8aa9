// What the log says at a start: what is running, on what, and what it found.

#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/runtime/backups.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

void LogStarting(const core::Settings& settings, Log& log);

// `took`: since LogStarting(). An error when the store cannot be read.
absl::Status LogStarted(const core::Settings& settings,
                        const core::Store& store, const Backups& backups,
                        absl::Duration took, Log& log);

}  // namespace omzien::runtime
