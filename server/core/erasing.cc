#include "server/core/erasing.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/appointment.h"
#include "server/core/asking.h"
#include "server/core/contacts.h"
#include "server/core/erased.h"
#include "server/core/invitation.h"
#include "server/core/links.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/people_entry.h"
#include "server/core/session.h"
#include "server/core/signal.h"
#include "server/core/state.h"
#include "server/core/telling.h"
#include "server/core/transaction.h"
#include "server/core/wear.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Notice;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::PersonRecord;
using store::v1::TaskRecord;
using store::v1::TimerRecord;
using store::v1::VolunteerRecord;

// Needs, asks, appointments and signals that one turn of the lane ends.
constexpr int kEndedMax = 20;

// --- Of a resident ---

absl::Status EndVisit(Transaction& transaction, const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          transaction.GetRest<AppointmentRecord>(name));
  if (record.appointment().state() != Appointment::STATE_AGREED) {
    return absl::OkStatus();
  }
  OMZIEN_RETURN_IF_ERROR(
      EndAppointment(transaction, record, Appointment::STATE_CANCELLED));
  return Tell(transaction, PersonOfVolunteer(record.appointment().volunteer()),
              Notice::KIND_APPOINTMENT_CANCELLED,
              SubjectOf(record.appointment()));
}

absl::Status EndNeed(Transaction& transaction, const std::string& need,
                     int& ended) {
  OMZIEN_ASSIGN_OR_RETURN(const auto asks,
                          transaction.Linked(LinkKey({"io", need, ""})));
  for (const std::string& id : asks) {
    auto ask = transaction.Get<InvitationRecord>(NameOf("invitations", id));
    if (IsErased(ask.status())) continue;  // Ended with its volunteer.
    OMZIEN_RETURN_IF_ERROR(ask.status());
    OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(
        transaction, *ask, Invitation::WITHDRAW_REASON_CANCELLED));
    ++ended;
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto visits,
                          transaction.Linked(LinkKey({"a", need, ""})));
  for (const std::string& id : visits) {
    OMZIEN_RETURN_IF_ERROR(EndVisit(transaction, NameOf("appointments", id)));
    ++ended;
  }
  return absl::OkStatus();
}

// --- Of a volunteer ---

absl::Status EndAsk(Transaction& transaction, const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          transaction.GetRest<InvitationRecord>(name));
  const Invitation& ask = record.invitation();
  if (!IsOpen(ask.state())) return absl::OkStatus();
  record.mutable_invitation()->set_withdraw_reason(
      Invitation::WITHDRAW_REASON_CHANGED);
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_WITHDRAWN));
  auto need = transaction.Get<NeedRecord>(ask.need());
  if (IsErased(need.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(need.status());
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(*need, ask.job_id()));
  OMZIEN_RETURN_IF_ERROR(
      AfterNo(transaction, *need, job, omzien::v1::AskReason::WHY_NOW_SAID_NO));
  return PutNeed(transaction, *need);
}

absl::Status EndPart(Transaction& transaction, const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          transaction.GetRest<AppointmentRecord>(name));
  if (record.appointment().state() != Appointment::STATE_AGREED) {
    return absl::OkStatus();
  }
  const auto need = transaction.Get<NeedRecord>(record.appointment().need());
  if (IsErased(need.status())) {  // Nobody waits there either.
    return EndAppointment(transaction, record, Appointment::STATE_GIVEN_BACK);
  }
  OMZIEN_RETURN_IF_ERROR(need.status());
  return GiveBack(transaction, record);
}

// Without a word: it is she whom the desk would call.
absl::Status EndWork(Transaction& transaction, const std::string& name) {
  const auto task = transaction.GetRest<TaskRecord>(name);
  if (absl::IsNotFound(task.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(task.status());
  ForgetTask(transaction, *task);
  return absl::OkStatus();
}

// In every municipality that it is for.
absl::Status EndOffer(Transaction& transaction, const std::string& volunteer) {
  const auto record = transaction.GetRest<VolunteerRecord>(volunteer);
  if (absl::IsNotFound(record.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(record.status());
  for (const auto& municipality : record->volunteer().municipalities()) {
    transaction.Unlink(LinkKey({"v", IdOf(municipality), IdOf(volunteer)}));
  }
  transaction.EraseRecord(volunteer);
  return absl::OkStatus();
}

// Leaves the person without links, index entry and record.
absl::Status TakeFromLists(Transaction& transaction,
                           const std::string& person) {
  const std::string id = IdOf(person);
  const auto record = transaction.GetRest<PersonRecord>(person);
  if (record.ok()) {
    const std::string municipality = IdOf(record->person().municipality());
    transaction.Unlink(LinkKey({"p", municipality, id}));
    transaction.EraseRecord(person);
  }
  return EndSessionsOf(transaction, person);
}

}  // namespace

absl::Status EndErased(Transaction& transaction, const std::string& person,
                       int& ended) {
  const std::string id = IdOf(person);
  State& state = transaction.state();
  state.attempts.Forget(person);
  for (const auto& membership : state.accounts.MembershipsOf(person)) {
    transaction.EraseRecord(membership.name());
  }
  OMZIEN_RETURN_IF_ERROR(ForgetSubjects(transaction, person));
  OMZIEN_RETURN_IF_ERROR(EndOffer(transaction, VolunteerOfPerson(person)));

  int left = kEndedMax;
  const auto each = [&](const std::string& kind,
                        const auto& end) -> absl::Status {
    if (left == 0) return absl::OkStatus();  // The rest in another turn.
    OMZIEN_ASSIGN_OR_RETURN(
        const auto keys, KeysBelow(transaction, LinkKey({kind, id, ""}), left));
    left -= static_cast<int>(keys.size());
    for (const std::string& key : keys) {
      OMZIEN_RETURN_IF_ERROR(end(LastPart(key)));
      transaction.Unlink(key);
    }
    return absl::OkStatus();
  };
  OMZIEN_RETURN_IF_ERROR(each("r", [&](const std::string& need) {
    return EndNeed(transaction, need, ended);
  }));
  OMZIEN_RETURN_IF_ERROR(each("iv", [&](const std::string& ask) {
    ++ended;
    return EndAsk(transaction, NameOf("invitations", ask));
  }));
  OMZIEN_RETURN_IF_ERROR(each("av", [&](const std::string& part) {
    ++ended;
    return EndPart(transaction, NameOf("appointments", part));
  }));
  OMZIEN_RETURN_IF_ERROR(each("l", [&](const std::string& look) {
    transaction.EraseRecord(NameOf("looks", look));
    return absl::OkStatus();
  }));
  OMZIEN_RETURN_IF_ERROR(
      each("lv", [](const std::string&) { return absl::OkStatus(); }));
  OMZIEN_RETURN_IF_ERROR(each("tp", [&](const std::string& task) {
    return EndWork(transaction, NameOf("tasks", task));
  }));
  OMZIEN_RETURN_IF_ERROR(each("c", [&](const std::string& need) {
    return RemoveContact(transaction, NameOf("needs", need), person);
  }));
  OMZIEN_RETURN_IF_ERROR(each("sa", [&](const std::string& signal) {
    return EndSignalAbout(transaction, NameOf("signals", signal));
  }));
  OMZIEN_RETURN_IF_ERROR(each("sr", [&](const std::string& signal) {
    return ForgetWhoRaised(transaction, NameOf("signals", signal));
  }));
  absl::Status status;
  if (left == 0) {
    PlanFinishErasing(transaction, person);
  } else {
    status = TakeFromLists(transaction, person);
  }
  transaction.ConcernsNoLonger(person);
  return status;
}

absl::StatusOr<int> Erase(Transaction& transaction,
                          const PersonRecord& record) {
  const std::string& person = record.person().name();
  OMZIEN_RETURN_IF_ERROR(CountQuit(transaction, person));
  // The key goes first, and for good. Whatever comes after can be done again.
  OMZIEN_RETURN_IF_ERROR(transaction.state().ports.sealer.Erase(
      IdOf(person), Identities(record.person())));
  transaction.LetGoOfRecords(person);
  int ended = 0;
  OMZIEN_RETURN_IF_ERROR(EndErased(transaction, person, ended));
  return ended;
}

absl::Status FinishErasing(Transaction& transaction,
                           const std::string& person) {
  int ended = 0;
  return EndErased(transaction, person, ended);
}

void PlanFinishErasing(Transaction& transaction, const std::string& person) {
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_FINISH_ERASING);
  timer.set_subject(person);
  transaction.AddTimer(std::move(timer), transaction.now());
}

bool WasErased(Transaction& transaction, const omzien::v1::Person& person) {
  return std::ranges::any_of(
      Identities(person), [&](const std::string& identity) {
        return transaction.state().ports.sealer.IsErasedIdentity(identity);
      });
}

}  // namespace omzien::core
