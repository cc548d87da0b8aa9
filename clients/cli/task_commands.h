// Commands about the desk's open work: list, show, close; and reporting a
// complaint or an incident.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/task.pb.h"

namespace omzien::cli {

class TaskCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  void AddReport(const Command& root, v1::Task::Kind kind);

  absl::Status List(Session& session) const;
  absl::Status Show(Session& session) const;
  absl::Status Close(Session& session) const;
  absl::Status Report(Session& session, v1::Task::Kind kind) const;

  std::string task_;
  std::string result_;
  std::string from_;
  std::string about_;
  std::string need_;
  std::vector<std::string> report_;
  bool all_ = false;
  bool keep_apart_ = false;
};

}  // namespace omzien::cli
