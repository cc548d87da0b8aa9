// Commands that look things up and change nothing: municipalities, skills,
// address.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"

namespace omzien::cli {

class LookupCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  static absl::Status Municipalities(Session& session);
  absl::Status Skills(Session& session) const;
  absl::Status Address(Session& session) const;

  std::string word_;
  std::vector<std::string> address_;
};

}  // namespace omzien::cli
