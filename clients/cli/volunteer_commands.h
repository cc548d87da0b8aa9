// Commands about volunteers: list, show, add, change, pause.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {

// An offer as options of the command line. The options are members, so it
// outlives the parsing.
class OfferForm {
 public:
  // Adds the options to `command`; a skill is asked for when `whole`.
  void AddTo(const Command& command, bool whole);

  // Puts what was given into `offer` and names the changed fields. A part of
  // the availability, or of the limits, leaves the other parts as they are.
  absl::Status Fill(Session& session, v1::Volunteer& offer,
                    std::vector<std::string>& changed) const;

 private:
  absl::Status FillHours(Session& session, v1::Volunteer& offer,
                         std::vector<std::string>& changed) const;
  absl::Status FillLimits(Session& session, v1::Volunteer& offer,
                          std::vector<std::string>& changed) const;

  std::vector<std::string> skills_;
  std::vector<std::string> weekly_;
  std::vector<std::string> away_;
  std::vector<std::string> extra_;
  std::vector<std::string> checks_;
  std::vector<std::string> avoids_;
  std::vector<std::string> practised_;
  std::vector<std::string> serves_;
  std::string travel_;
  std::string quiet_;
  int reach_m_ = 0;
  int asks_per_week_max_ = 0;
  int rest_hours_ = 0;
};

class VolunteerCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status List(Session& session) const;
  absl::Status Show(Session& session) const;
  absl::Status Add(Session& session) const;
  absl::Status Change(Session& session) const;
  absl::Status Pause(Session& session) const;

  std::string volunteer_;
  std::string skill_;
  std::string until_;
  bool resume_ = false;
  OfferForm add_form_;
  OfferForm change_form_;
};

}  // namespace omzien::cli
