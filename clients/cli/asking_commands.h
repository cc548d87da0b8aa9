// Commands about how a municipality asks its volunteers: shares, policy.

#pragma once

#include "absl/status/status.h"
#include "clients/cli/command_line.h"

namespace omzien::cli {

class AskingCommands {
 public:
  static void AddTo(const Command& root);

 private:
  static absl::Status Shares(Session& session);
  static absl::Status Policy(Session& session);
};

}  // namespace omzien::cli
