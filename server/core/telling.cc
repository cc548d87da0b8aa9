#include "server/core/telling.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/authority.h"
#include "server/core/erased.h"
#include "server/core/names.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Person;
using omzien::v1::Task;

omzien::v1::Channel ChannelTo(const Transaction& transaction,
                              const Person& person, Notice::Kind kind) {
  const bool mail =
      transaction.catalogue().has_mail() && !person.email().empty();
  switch (person.contact()) {
    case Person::CONTACT_APP:
      // Of whom nothing was heard does not look there.
      if (kind == Notice::KIND_ACCOUNT_ENDING) break;
      return omzien::v1::CHANNEL_APP;
    case Person::CONTACT_PHONE:
      return omzien::v1::CHANNEL_PHONE;
    default:
      break;
  }
  return mail ? omzien::v1::CHANNEL_EMAIL : omzien::v1::CHANNEL_PHONE;
}

// What a piece of work hangs on: it goes when that needs no more work.
std::string CallKey(const Task& task) {
  std::string about = task.subject().empty() ? task.need() : task.subject();
  if (about.empty()) about = task.person();
  return LinkKey({"call", IdOf(about), IdOf(task.name())});
}

std::string PersonKey(const Task& task) {
  return LinkKey({"tp", IdOf(task.person()),
                  AscendingKey(FromProto(task.create_time())),
                  IdOf(task.name())});
}

std::string NeedKey(const Task& task) {
  return LinkKey({"tn", IdOf(task.need()), IdOf(task.name())});
}

// Whom an open complaint or incident is of or about.
std::vector<std::string> ReportKeys(const Task& task) {
  std::vector<std::string> keys;
  for (const std::string& person : {task.person(), task.about()}) {
    if (person.empty()) continue;
    keys.push_back(LinkKey({"rep", IdOf(person), IdOf(task.name())}));
  }
  return keys;
}

// Open work of this kind about `subject` is there already.
absl::StatusOr<bool> HasWork(Transaction& transaction,
                             absl::string_view subject, Task::Kind kind) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids, transaction.Linked(LinkKey({"call", IdOf(subject), ""})));
  for (const std::string& id : ids) {
    const auto record =
        transaction.GetRest<store::v1::TaskRecord>(NameOf("tasks", id));
    OMZIEN_RETURN_IF_ERROR(record.status());
    if (record->task().kind() == kind) return true;
  }
  return false;
}

}  // namespace

Subject SubjectOf(const omzien::v1::Invitation& invitation) {
  return {invitation.need(), invitation.job_id(), invitation.name(), ""};
}

Subject SubjectOf(const omzien::v1::Appointment& appointment) {
  return {appointment.need(), appointment.job_id(), "", appointment.name()};
}

bool IsBeforeTheDesk(const Caller& caller, absl::string_view person) {
  return IsStaff(caller) && caller.origin.on_behalf_of() == person &&
         (caller.origin.channel() == omzien::v1::CHANNEL_PHONE ||
          caller.origin.channel() == omzien::v1::CHANNEL_VISIT);
}

bool IsReport(const Task& task) {
  return task.kind() == Task::KIND_COMPLAINT ||
         task.kind() == Task::KIND_INCIDENT;
}

bool IsPhoned(const Transaction& transaction, const Person& person) {
  return ChannelTo(transaction, person, Notice::KIND_UNSPECIFIED) ==
         omzien::v1::CHANNEL_PHONE;
}

absl::Status Tell(Transaction& transaction, absl::string_view person,
                  Notice::Kind kind, const Subject& subject) {
  const auto found = transaction.Get<store::v1::PersonRecord>(person);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();  // Erased.
  OMZIEN_RETURN_IF_ERROR(found.status());
  const store::v1::PersonRecord& record = *found;
  store::v1::OutboxRecord message;
  message.set_id(transaction.state().ports.ids.NewId());
  message.set_kind(kind);
  message.set_recipient(std::string(person));
  message.set_need(subject.need);
  message.set_job_id(subject.job_id);
  message.set_invitation(subject.invitation);
  message.set_appointment(subject.appointment);
  message.set_accepted(subject.accepted);
  *message.mutable_create_time() = ToProto(transaction.now());
  *message.mutable_due_time() = message.create_time();
  message.set_signal(subject.signal);
  message.set_channel(ChannelTo(transaction, record.person(), kind));
  if (kind == Notice::KIND_SIGNAL_WEIGHED &&
      message.channel() == omzien::v1::CHANNEL_PHONE) {
    return absl::OkStatus();
  }
  transaction.Concerns(person);
  *transaction.entry().add_notices() = message;
  if (message.channel() == omzien::v1::CHANNEL_EMAIL) {
    transaction.AddToOutbox(message);
  }
  if (message.channel() != omzien::v1::CHANNEL_PHONE ||
      IsBeforeTheDesk(transaction.caller(), person)) {
    return absl::OkStatus();
  }
  store::v1::TaskRecord call;
  call.mutable_task()->set_kind(Task::KIND_CALL);
  call.mutable_task()->set_municipality(record.person().municipality());
  call.mutable_task()->set_person(std::string(person));
  *call.mutable_outbox() = message;
  return AddTask(transaction, call);
}

absl::Status AddWork(Transaction& transaction, Task::Kind kind,
                     const std::string& municipality,
                     const std::string& subject, const std::string& person) {
  OMZIEN_ASSIGN_OR_RETURN(const bool there,
                          HasWork(transaction, subject, kind));
  if (there || person.empty()) return absl::OkStatus();
  store::v1::TaskRecord record;
  Task& task = *record.mutable_task();
  task.set_kind(kind);
  task.set_municipality(municipality);
  task.set_subject(subject);
  task.set_person(person);
  return AddTask(transaction, record);
}

absl::Status AddTask(Transaction& transaction, store::v1::TaskRecord& record) {
  auto& task = *record.mutable_task();
  const auto& message = record.outbox();
  task.set_name(NameOf("tasks", transaction.state().ports.ids.NewId()));
  *task.mutable_create_time() = ToProto(transaction.now());
  if (record.has_outbox()) {
    task.set_need(message.need());
    task.set_job_id(message.job_id());
    task.set_notice_kind(message.kind());
    const std::string& agreed = message.invitation().empty()
                                    ? message.appointment()
                                    : message.invitation();
    task.set_subject(message.signal().empty() ? agreed : message.signal());
  }
  // A report is closed by a person, whatever happens to the need.
  if (IsReport(task)) {
    for (const std::string& key : ReportKeys(task)) transaction.Link(key);
  } else {
    transaction.Link(CallKey(task));
  }
  if (!task.need().empty()) transaction.Link(NeedKey(task));
  const std::string when = AscendingKey(transaction.now());
  transaction.Link(
      LinkKey({"t", IdOf(task.municipality()), when, IdOf(task.name())}));
  if (!task.person().empty()) transaction.Link(PersonKey(task));
  transaction.Link(
      LinkKey({"to", IdOf(task.municipality()), when, IdOf(task.name())}));
  transaction.Changed(task.name());
  return transaction.Put(task.name(), record, IdOf(task.person()));
}

absl::Status CloseTask(Transaction& transaction, store::v1::TaskRecord& record,
                       absl::string_view result) {
  auto& task = *record.mutable_task();
  *task.mutable_close_time() = ToProto(transaction.now());
  task.set_result(std::string(result));
  transaction.Unlink(LinkKey({"to", IdOf(task.municipality()),
                              AscendingKey(FromProto(task.create_time())),
                              IdOf(task.name())}));
  for (const std::string& key : ReportKeys(task)) transaction.Unlink(key);
  transaction.Unlink(CallKey(task));
  transaction.Changed(task.name());
  return transaction.Put(task.name(), record, IdOf(task.person()));
}

void ForgetTask(Transaction& transaction, const store::v1::TaskRecord& record) {
  const Task& task = record.task();
  const std::string when = AscendingKey(FromProto(task.create_time()));
  for (const char* list : {"t", "to"}) {
    transaction.Unlink(
        LinkKey({list, IdOf(task.municipality()), when, IdOf(task.name())}));
  }
  for (const std::string& key : ReportKeys(task)) transaction.Unlink(key);
  transaction.Unlink(CallKey(task));
  transaction.Unlink(NeedKey(task));
  transaction.Unlink(PersonKey(task));
  transaction.EraseRecord(task.name());
}

absl::StatusOr<bool> DropCalls(Transaction& transaction,
                               absl::string_view subject,
                               std::optional<absl::string_view> job_id) {
  bool unasked = false;
  OMZIEN_ASSIGN_OR_RETURN(
      const auto calls,
      transaction.Linked(LinkKey({"call", IdOf(subject), ""})));
  for (const std::string& id : calls) {
    auto found = transaction.Get<store::v1::TaskRecord>(NameOf("tasks", id));
    if (IsErased(found.status())) continue;  // Nobody is called.
    OMZIEN_RETURN_IF_ERROR(found.status());
    store::v1::TaskRecord& record = *found;
    if (job_id.has_value() && *job_id != record.task().job_id()) continue;
    unasked = unasked || record.outbox().kind() == Notice::KIND_INVITED;
    const absl::Status closed =
        CloseTask(transaction, record, "no longer needed");
    if (IsErased(closed)) {  // Whom to call: nothing is sealed for her.
      ForgetTask(transaction, record);
      continue;
    }
    OMZIEN_RETURN_IF_ERROR(closed);
  }
  return unasked;
}

}  // namespace omzien::core
