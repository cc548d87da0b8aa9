// The command `explain`: who can help with a job and who cannot, and why.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"

namespace omzien::cli {

class MatchCommands {
 public:
  // Borrows this object until the line has run.
  void AddTo(const Command& root);

 private:
  absl::Status Explain(Session& session) const;

  std::string need_;
  std::string job_id_;
  std::string volunteer_;
  bool all_ = false;
};

}  // namespace omzien::cli
