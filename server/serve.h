// Serving, until a signal says stop.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "server/api/caller.h"
#include "server/core/engine.h"
#include "server/core/settings.h"
#include "server/runtime/log.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace omzien {

struct ServeOptions {
  // Of a runtime::ShiftedClock; empty: real time.
  std::string time_file;
  // Where the store's files are; null is the machine's own. A test of power
  // cuts puts its own in here.
  std::shared_ptr<rocksdb::FileSystem> files = nullptr;
  // Who calls; null: whoever is signed in. A test may believe its callers.
  std::function<std::unique_ptr<api::Callers>(core::Engine&)> callers = nullptr;
};

// Builds the server, runs it until SIGTERM or SIGINT, and takes it down. An
// error says why it cannot start and how to mend that.
absl::Status Serve(const core::Settings& settings, const ServeOptions& options,
                   runtime::Log& log);

// `omziend ARGUMENTS`: reads the line and does what it says. Returns the exit
// code. `options` are what the line does not say.
int Main(int argc, const char* const* argv, ServeOptions options = {});

}  // namespace omzien
