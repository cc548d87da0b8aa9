// Commands about signals that something is not right with somebody: noticed,
// taken, weighed.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"

namespace omzien::cli {

class SignalCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status Raise(Session& session) const;
  absl::Status List(Session& session) const;
  absl::Status Show(Session& session) const;
  absl::Status Take(Session& session) const;
  absl::Status Weigh(Session& session) const;

  std::string signal_;
  std::string about_;
  std::string urgency_;
  std::string outcome_;
  std::string note_;
  std::vector<std::string> noticed_;
  bool all_ = false;
  bool mine_ = false;
};

}  // namespace omzien::cli
