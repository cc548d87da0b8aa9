// The commands `admin status`, `admin backup` and `admin retention`: looking
// after the server.

#pragma once

#include "absl/status/status.h"
#include "clients/cli/command_line.h"

namespace omzien::cli {

class AdminCommands {
 public:
  // Borrows this object until the line has run.
  void AddTo(const Command& root);

 private:
  static absl::Status ShowStatus(Session& session);
  static absl::Status MakeBackup(Session& session);
  static absl::Status PreviewRetention(Session& session);
};

}  // namespace omzien::cli
