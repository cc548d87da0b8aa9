// Appointments: another time, proposed by one side and answered by the other.

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/appointment.h"
#include "server/core/appointment_side.h"
#include "server/core/asking.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/need.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Notice;
using store::v1::NeedRecord;

absl::Status MustBeFree(Transaction& transaction, const NeedRecord& need,
                        int job, const Appointment& appointment,
                        absl::Time start) {
  NeedRecord as_if = need;
  *as_if.mutable_need()->mutable_jobs(job)->mutable_start_time() =
      ToProto(start);
  OMZIEN_ASSIGN_OR_RETURN(const auto verdict,
                          JudgeAsked(transaction, as_if, job,
                                     appointment.volunteer(), &appointment));
  if (IsBusy(verdict)) {
    return Refuse(Reason::kVolunteerBusy,
                  "the volunteer has another appointment then, or just before "
                  "or after");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Appointment> ProposeTime(
    Transaction& transaction, const omzien::v1::ProposeTimeRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto seen,
                          SeeAppointment(transaction, request.name()));
  Appointment& appointment = *seen.record.mutable_appointment();
  OMZIEN_RETURN_IF_ERROR(MustSay(seen.side));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), appointment.etag(), appointment.name()));
  OMZIEN_RETURN_IF_ERROR(MustBeAgreed(appointment));
  const absl::Time start = FromProto(request.start_time());
  if (start <= transaction.now()) {
    return Refuse(Reason::kTimeInThePast, "that time is past");
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto need,
                          transaction.Get<NeedRecord>(appointment.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, appointment.job_id()));
  if (need.need().jobs(job).helpers_needed() > 1) {
    return Refuse(Reason::kSeveralHelpers,
                  "several people have agreed on this time: call the job off "
                  "and post it again with the new time");
  }
  OMZIEN_RETURN_IF_ERROR(
      MustBeFree(transaction, need, job, appointment, start));
  *appointment.mutable_proposed_start_time() = ToProto(start);
  appointment.set_proposed_by(seen.side == Side::kResident
                                  ? omzien::v1::ROLE_RESIDENT
                                  : omzien::v1::ROLE_VOLUNTEER);
  OMZIEN_RETURN_IF_ERROR(PutAppointment(transaction, seen.record));
  OMZIEN_RETURN_IF_ERROR(TellOtherSide(transaction, SubjectOf(appointment),
                                       seen, Notice::KIND_TIME_PROPOSED));
  return Shown(transaction, seen.record);
}

absl::StatusOr<Appointment> AnswerProposedTime(
    Transaction& transaction,
    const omzien::v1::AnswerProposedTimeRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto seen,
                          SeeAppointment(transaction, request.name()));
  Appointment& appointment = *seen.record.mutable_appointment();
  OMZIEN_RETURN_IF_ERROR(MustSay(seen.side));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), appointment.etag(), appointment.name()));
  OMZIEN_RETURN_IF_ERROR(MustBeAgreed(appointment));
  const Side proposer = appointment.proposed_by() == omzien::v1::ROLE_RESIDENT
                            ? Side::kResident
                            : Side::kVolunteer;
  // Who proposed may take it back, not accept it.
  if (!appointment.has_proposed_start_time() ||
      (request.accept() && proposer == seen.side)) {
    return Refuse(Reason::kNothingProposed,
                  "the other side has not proposed another time");
  }
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(appointment.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, appointment.job_id()));
  const absl::Time start = FromProto(appointment.proposed_start_time());
  appointment.clear_proposed_start_time();
  appointment.clear_proposed_by();
  if (request.accept()) {
    if (start <= transaction.now()) {
      return Refuse(Reason::kTimeInThePast, "the proposed time is past");
    }
    OMZIEN_RETURN_IF_ERROR(
        MustBeFree(transaction, need, job, appointment, start));
    *need.mutable_need()->mutable_jobs(job)->mutable_start_time() =
        ToProto(start);
    OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
    OMZIEN_RETURN_IF_ERROR(MoveAppointment(transaction, seen.record, start));
  } else {
    OMZIEN_RETURN_IF_ERROR(PutAppointment(transaction, seen.record));
  }
  Subject subject = SubjectOf(appointment);
  subject.accepted = request.accept();
  OMZIEN_RETURN_IF_ERROR(
      TellOtherSide(transaction, subject, seen, Notice::KIND_TIME_ANSWERED));
  return Shown(transaction, seen.record);
}

}  // namespace omzien::core
