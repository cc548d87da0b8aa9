// The commands `admin status`, `admin backup`, `admin retention` and `admin
// log`: looking after the server.

#pragma once

#include <string>

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
  absl::Status ShowLog(Session& session) const;

  std::string since_;
  std::string until_;
  std::string method_;
  std::string of_;
  int max_ = 50;
};

}  // namespace omzien::cli
