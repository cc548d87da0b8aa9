// Commands that change a need: change, contacts, cancel, refer, reopen.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "clients/cli/job_form.h"
#include "omzien/v1/need.pb.h"

namespace omzien::cli {

class NeedChangeCommands {
 public:
  // Below the command `need`. Borrows this object until the line has run.
  void AddTo(const Command& need);

 private:
  absl::Status Change(Session& session) const;
  absl::Status Contacts(Session& session) const;
  absl::Status Cancel(Session& session) const;
  absl::Status Refer(Session& session) const;
  absl::Status Reopen(Session& session) const;

  std::string need_;
  std::string job_id_;
  std::string initiative_;
  std::string contact_;
  std::vector<std::string> when_;
  std::vector<std::string> contacts_;
  JobForm form_;
};

// The argument NEED.
Taken TakenNeed();

// The option --contact, and what was typed with it: "people/ID:dochter", or a
// name in place of the id.
Taken TakenContact();
absl::Status FillContacts(
    Session& session, const std::vector<std::string>& typed,
    google::protobuf::RepeatedPtrField<v1::Need::Contact>& contacts);

// The need that was typed as "needs/ID" or "ID".
absl::StatusOr<v1::Need> GetNeed(Session& session, const std::string& typed);

// Prints a need that was read or changed.
absl::Status PrintNeed(Session& session, const v1::Need& need);

}  // namespace omzien::cli
