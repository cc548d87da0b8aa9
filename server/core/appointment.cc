#include "server/core/appointment.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/asking.h"
#include "server/core/contacts.h"
#include "server/core/door_words.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Job;
using omzien::v1::Notice;
using store::v1::AppointmentRecord;
using store::v1::NeedRecord;
using store::v1::PersonRecord;
using store::v1::TimerRecord;

std::string AgreedKey(const Appointment& appointment) {
  return LinkKey(
      {"avo", IdOf(appointment.volunteer()), IdOf(appointment.name())});
}

std::vector<std::string> ListKeys(const Appointment& appointment) {
  const std::string id = IdOf(appointment.name());
  const std::string when = DescendingKey(FromProto(appointment.create_time()));
  return {LinkKey({"a", IdOf(appointment.need()), when, id}),
          LinkKey({"av", IdOf(appointment.volunteer()), when, id}),
          LinkKey({"ar", IdOf(appointment.resident()), when, id}),
          LinkKey({"am", IdOf(appointment.municipality()), when, id})};
}

void LinkAppointment(Transaction& transaction, const Appointment& appointment) {
  for (const std::string& key : ListKeys(appointment)) transaction.Link(key);
  transaction.Link(AgreedKey(appointment));
}

void CancelTimers(Transaction& transaction, AppointmentRecord& record) {
  for (const std::string& timer : record.timers()) {
    transaction.CancelTimer(timer);
  }
  record.clear_timers();
}

void SetTimers(Transaction& transaction, AppointmentRecord& record) {
  CancelTimers(transaction, record);
  const Appointment& appointment = record.appointment();
  const auto& policy = transaction.catalogue()
                           .FindMunicipality(appointment.municipality())
                           ->config.ask_policy();
  const auto add = [&](TimerRecord::Kind kind, absl::Time due) {
    TimerRecord timer;
    timer.set_kind(kind);
    timer.set_subject(appointment.name());
    record.add_timers(transaction.AddTimer(std::move(timer), due));
  };
  const absl::Duration before = FromProto(policy.reminder_before());
  const absl::Time remind = FromProto(appointment.start_time()) - before;
  if (before > absl::ZeroDuration() && remind > transaction.now()) {
    add(TimerRecord::KIND_REMINDER, remind);
  }
  const absl::Duration after = FromProto(policy.how_did_it_go_after());
  if (after > absl::ZeroDuration()) {
    add(TimerRecord::KIND_HOW_DID_IT_GO,
        FromProto(appointment.end_time()) + after);
  }
}

absl::StatusOr<std::vector<AppointmentRecord>> AppointmentsOf(
    Transaction& transaction, const NeedRecord& need, int job) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"a", IdOf(need.need().name()), ""})));
  std::vector<AppointmentRecord> records;
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<AppointmentRecord>(
                                             NameOf("appointments", id)));
    if (record.appointment().job_id() == need.need().jobs(job).id()) {
      records.push_back(std::move(record));
    }
  }
  return records;
}

}  // namespace

absl::Status PutAppointment(Transaction& transaction,
                            AppointmentRecord& record) {
  const Appointment& appointment = record.appointment();
  transaction.Concerns(appointment.resident());
  transaction.Concerns(PersonOfVolunteer(appointment.volunteer()));
  OMZIEN_RETURN_IF_ERROR(transaction.Put(appointment.name(), record,
                                         IdOf(appointment.resident())));
  return transaction.RefreshVolunteer(appointment.volunteer());
}

absl::Status ForgetAppointment(Transaction& transaction,
                               const AppointmentRecord& record) {
  const Appointment& appointment = record.appointment();
  for (const std::string& key : ListKeys(appointment)) transaction.Unlink(key);
  for (const std::string& timer : record.timers()) {
    transaction.CancelTimer(timer);
  }
  transaction.EraseRecord(appointment.name());
  if (appointment.state() != Appointment::STATE_AGREED) return absl::OkStatus();
  transaction.Unlink(AgreedKey(appointment));
  return transaction.RefreshVolunteer(appointment.volunteer());
}

absl::StatusOr<Appointment> Shown(Transaction& transaction,
                                  const AppointmentRecord& record) {
  Appointment shown = record.appointment();
  OMZIEN_ASSIGN_OR_RETURN(const auto need,
                          transaction.Get<NeedRecord>(shown.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, shown.job_id()));
  const Job& work = need.need().jobs(job);
  shown.set_description(work.description());
  if (shown.state() != Appointment::STATE_AGREED) return shown;
  OMZIEN_ASSIGN_OR_RETURN(const auto resident,
                          transaction.Get<PersonRecord>(shown.resident()));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto volunteer,
      transaction.Get<PersonRecord>(PersonOfVolunteer(shown.volunteer())));
  shown.set_resident_name(resident.person().given_name());
  shown.set_volunteer_name(volunteer.person().given_name());
  *shown.mutable_address() = work.place().address();
  shown.set_resident_phone(resident.person().phone());
  OMZIEN_ASSIGN_OR_RETURN(auto contacts, ContactsOf(transaction, need.need()));
  for (Appointment::Contact& contact : contacts) {
    *shown.add_contacts() = std::move(contact);
  }
  return shown;
}

absl::StatusOr<AppointmentRecord> MakeAppointment(
    Transaction& transaction, const NeedRecord& need, int job,
    const omzien::v1::Invitation& invitation) {
  const Job& work = need.need().jobs(job);
  AppointmentRecord record;
  Appointment& appointment = *record.mutable_appointment();
  appointment.set_name(
      NameOf("appointments", transaction.state().ports.ids.NewId()));
  appointment.set_need(need.need().name());
  appointment.set_job_id(work.id());
  appointment.set_volunteer(invitation.volunteer());
  appointment.set_resident(need.need().resident());
  appointment.set_municipality(need.need().municipality());
  appointment.set_invitation(invitation.name());
  *appointment.mutable_start_time() = work.start_time();
  *appointment.mutable_end_time() =
      ToProto(FromProto(work.start_time()) + FromProto(work.duration()));
  *appointment.mutable_create_time() = ToProto(transaction.now());
  appointment.set_door_words(DrawDoorWords(
      transaction.state().ports.ids, transaction.catalogue().door_words()));
  Move(appointment, Appointment::STATE_AGREED);
  LinkAppointment(transaction, appointment);
  SetTimers(transaction, record);
  const Subject subject = SubjectOf(appointment);
  OMZIEN_RETURN_IF_ERROR(Tell(transaction, appointment.resident(),
                              Notice::KIND_APPOINTMENT_MADE, subject));
  OMZIEN_RETURN_IF_ERROR(Tell(transaction,
                              PersonOfVolunteer(appointment.volunteer()),
                              Notice::KIND_APPOINTMENT_CONFIRMED, subject));
  OMZIEN_RETURN_IF_ERROR(PutAppointment(transaction, record));
  return record;
}

absl::Status MoveAppointment(Transaction& transaction,
                             AppointmentRecord& record, absl::Time start) {
  Appointment& appointment = *record.mutable_appointment();
  const absl::Duration duration =
      FromProto(appointment.end_time()) - FromProto(appointment.start_time());
  *appointment.mutable_start_time() = ToProto(start);
  *appointment.mutable_end_time() = ToProto(start + duration);
  SetTimers(transaction, record);
  return PutAppointment(transaction, record);
}

absl::Status EndAppointment(Transaction& transaction, AppointmentRecord& record,
                            Appointment::State state) {
  Appointment& appointment = *record.mutable_appointment();
  Move(appointment, state);
  appointment.clear_proposed_start_time();
  appointment.clear_proposed_by();
  appointment.clear_door_words();
  CancelTimers(transaction, record);
  transaction.Unlink(AgreedKey(appointment));
  OMZIEN_RETURN_IF_ERROR(DropCalls(transaction, appointment.name()).status());
  return PutAppointment(transaction, record);
}

absl::Status CancelAppointments(Transaction& transaction,
                                const NeedRecord& need, int job) {
  OMZIEN_ASSIGN_OR_RETURN(auto records, AppointmentsOf(transaction, need, job));
  for (AppointmentRecord& record : records) {
    if (record.appointment().state() != Appointment::STATE_AGREED) continue;
    OMZIEN_RETURN_IF_ERROR(
        EndAppointment(transaction, record, Appointment::STATE_CANCELLED));
    OMZIEN_RETURN_IF_ERROR(Tell(
        transaction, PersonOfVolunteer(record.appointment().volunteer()),
        Notice::KIND_APPOINTMENT_CANCELLED, SubjectOf(record.appointment())));
  }
  return absl::OkStatus();
}

omzien::v1::Outcome OutcomeOf(Appointment::State state) {
  switch (state) {
    case Appointment::STATE_DONE:
      return omzien::v1::OUTCOME_DONE;
    case Appointment::STATE_PARTLY_DONE:
      return omzien::v1::OUTCOME_PARTLY_DONE;
    case Appointment::STATE_NOT_DONE:
      return omzien::v1::OUTCOME_NOT_DONE;
    default:
      return omzien::v1::OUTCOME_UNSPECIFIED;
  }
}

absl::Status SettleJob(Transaction& transaction, NeedRecord& need, int job) {
  OMZIEN_ASSIGN_OR_RETURN(const auto records,
                          AppointmentsOf(transaction, need, job));
  int agreed = 0;
  int done = 0;
  int partly = 0;
  int not_done = 0;
  const auto& opened = need.jobs(job).counted_from_time();
  for (const AppointmentRecord& record : records) {
    if (FromProto(record.appointment().create_time()) < FromProto(opened)) {
      continue;
    }
    const Appointment::State state = record.appointment().state();
    if (state == Appointment::STATE_AGREED) ++agreed;
    if (state == Appointment::STATE_DONE) ++done;
    if (state == Appointment::STATE_PARTLY_DONE) ++partly;
    if (state == Appointment::STATE_NOT_DONE) ++not_done;
  }
  if (agreed > 0 || done + partly + not_done == 0) return absl::OkStatus();
  Job::State state = Job::STATE_PARTLY_DONE;
  if (partly + not_done == 0) state = Job::STATE_DONE;
  if (partly + done == 0) state = Job::STATE_NOT_DONE;
  Job& work = *need.mutable_need()->mutable_jobs(job);
  // An edition before sent jobs on and let the visit stand.
  if (!MayMove(work.state(), state)) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(
      WithdrawAsks(transaction, need, job,
                   omzien::v1::Invitation::WITHDRAW_REASON_TOO_LATE));
  OMZIEN_RETURN_IF_ERROR(DropJobCalls(transaction, need, job));
  Move(work, state);
  return absl::OkStatus();
}

}  // namespace omzien::core
