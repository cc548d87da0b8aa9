// A job as options of the command line: for posting a need and for changing
// one.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/job.pb.h"

namespace omzien::cli {

// Used by one command; the options are members, so it outlives the parsing.
class JobForm {
 public:
  // Adds the options to `command`; skill, what and when are asked for when
  // `whole`.
  void AddTo(const Command& command, bool whole);

  // Puts what was given into `job` and leaves the rest. Errors say which option
  // is wrong.
  absl::Status Fill(Session& session, v1::Job& job) const;

 private:
  absl::Status FillWork(Session& session, v1::Job& job) const;
  absl::Status FillConditions(Session& session, v1::Job& job) const;
  absl::Status FillSupplies(Session& session, v1::Job& job) const;

  std::vector<std::string> skills_;
  std::vector<std::string> when_;
  std::vector<std::string> tools_;
  std::vector<std::string> checks_;
  std::vector<std::string> languages_;
  std::string what_;
  std::string at_;
  std::string risk_;
  std::string brings_;
  std::string pays_;
  std::string cost_;
  int minutes_ = 0;
  int helpers_ = 0;
  bool pets_ = false;
  bool stairs_ = false;
  bool smoke_ = false;
  bool structural_ = false;
};

// The windows of --when, each in the words of ParseSpan.
absl::StatusOr<std::vector<v1::TimeWindow>> WindowsOf(
    Session& session, const std::vector<std::string>& when);

}  // namespace omzien::cli
