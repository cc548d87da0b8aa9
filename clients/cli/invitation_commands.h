// Commands about asks: list them, and answer one by its name or code.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/invitation.pb.h"

namespace omzien::cli {

class InvitationCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  // What was answered.
  enum class Answer { kYes, kNo, kLater };

  void AddAnswers(const Command& root);
  void AddDesk(const Command& root);

  absl::Status List(Session& session) const;
  absl::Status Give(Session& session, Answer answer) const;
  absl::Status Accept(Session& session, const v1::Invitation& ask) const;
  absl::Status AnswerByPhone(Session& session) const;
  absl::Status Withdraw(Session& session) const;

  // The asks of whom to list: --of, --for, the caller, or the municipality.
  absl::StatusOr<std::string> Parent(Session& session) const;

  std::string ask_;
  std::string answer_;
  std::string time_;
  std::string note_;
  std::string of_;
  bool all_ = false;
};

}  // namespace omzien::cli
