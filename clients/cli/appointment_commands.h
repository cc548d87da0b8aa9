// Commands about appointments: list them, give one back, move its time, say
// what came of it, and thank.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/appointment.pb.h"

namespace omzien::cli {

class AppointmentCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  void AddTimes(const Command& root);
  void AddEndings(const Command& root);

  absl::Status List(Session& session) const;
  absl::Status Show(Session& session) const;
  absl::Status GiveBack(Session& session) const;
  absl::Status ProposeTime(Session& session) const;
  absl::Status AnswerTime(Session& session) const;
  absl::Status Complete(Session& session) const;
  absl::Status Thank(Session& session) const;

  absl::StatusOr<std::string> Parent(Session& session) const;

  std::string appointment_;
  std::string of_;
  std::string time_;
  std::string answer_;
  std::string because_;
  std::string note_;
  std::vector<std::string> thanks_;
  bool all_ = false;
  bool partly_ = false;
  bool not_done_ = false;
};

}  // namespace omzien::cli
