// Commands about what is known of a person: who looked, and all of it.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"

namespace omzien::cli {

class PrivacyCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status Looks(Session& session) const;
  absl::Status Export(Session& session) const;

  std::string person_;
  int shown_max_ = 50;
  std::string exported_;
  std::string folder_ = ".";
};

}  // namespace omzien::cli
