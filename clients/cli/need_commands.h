// Commands about needs: list, show and post; those that change one are in a
// file of their own and join here.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"
#include "clients/cli/job_form.h"
#include "clients/cli/need_change_commands.h"

namespace omzien::cli {

class NeedCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  void AddReading(const Command& root, const Command& need);
  void AddPosting(const Command& need);

  absl::Status List(Session& session) const;
  absl::Status Show(Session& session) const;
  absl::Status Post(Session& session) const;

  std::string need_;
  std::string resident_;
  std::string asked_;
  std::string note_;
  std::vector<std::string> states_;
  std::vector<std::string> contacts_;
  int shown_max_ = 50;
  JobForm post_form_;
  NeedChangeCommands changes_;
};

}  // namespace omzien::cli
