// Telling people: what goes to the outbox, and what becomes a call for the
// desk.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// What a message is about; empty where it does not apply.
struct Subject {
  std::string need;
  std::string job_id;
  std::string invitation;
  std::string appointment;
  bool accepted = false;  // KIND_TIME_ANSWERED: the other time holds.
  std::string signal = {};
};

Subject SubjectOf(const omzien::v1::Invitation& invitation);
Subject SubjectOf(const omzien::v1::Appointment& appointment);

// A complaint or an incident.
bool IsReport(const omzien::v1::Task& task);

// The desk has this person before it: what follows is said there and then.
bool IsBeforeTheDesk(const Caller& caller, absl::string_view person);

// The desk phones this person with what there is to tell.
bool IsPhoned(const Transaction& transaction, const omzien::v1::Person& person);

// Tells `person`, by the way that person wants: an e-mail through the outbox, a
// call by the desk (an open task), or only in the person's own client. Whoever
// has just said so by phone or at the desk, and has no e-mail, is not called
// for it: the desk has told them. Nor is who raised a signal: that is nothing
// for the desk to know.
absl::Status Tell(Transaction& transaction, absl::string_view person,
                  omzien::v1::Notice::Kind kind, const Subject& subject);

// Open work about `subject` ("invitations/..", "appointments/..", or "needs/.."
// for what is about the need as such) need not be done any more. True when one
// of them was an ask that nobody had made yet.
// Of a need with several jobs `job_id` names the one; "" what is about none.
absl::StatusOr<bool> DropCalls(
    Transaction& transaction, absl::string_view subject,
    std::optional<absl::string_view> job_id = std::nullopt);

// Work for the desk. `record.task` has kind, municipality, person and what it
// is about; name and times are filled in.
absl::Status AddTask(Transaction& transaction, store::v1::TaskRecord& record);

// Work that says no more than what kind it is; not twice about one `subject`
// while it is open. Nobody, when `person` is empty.
absl::Status AddWork(Transaction& transaction, omzien::v1::Task::Kind kind,
                     const std::string& municipality,
                     const std::string& subject, const std::string& person);

// Takes the task out of the open work.
absl::Status CloseTask(Transaction& transaction, store::v1::TaskRecord& record,
                       absl::string_view result);

// Removes a task that was kept for long enough.
void ForgetTask(Transaction& transaction, const store::v1::TaskRecord& record);

}  // namespace omzien::core
