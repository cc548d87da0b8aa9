// Appointments: giving back, what came of it, thanks.

#include <algorithm>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/appointment.h"
#include "server/core/appointment_side.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/paging.h"
#include "server/core/repeated.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Notice;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::VolunteerRecord;

// Residents helped well that a volunteer's record remembers.
constexpr int kHelpedWellMax = 50;

absl::Status RememberWork(Transaction& transaction,
                          const Appointment& appointment, bool went_well) {
  const std::string& name = appointment.volunteer();
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<VolunteerRecord>(name));
  // Rest begins when the work is over, also when that is sooner than planned.
  *record.mutable_last_job_end_time() =
      ToProto(std::min(FromProto(appointment.end_time()), transaction.now()));
  auto& helped = *record.mutable_helped_well();
  if (went_well &&
      std::ranges::find(helped, appointment.resident()) == helped.end()) {
    record.add_helped_well(appointment.resident());
    if (helped.size() > kHelpedWellMax) helped.erase(helped.begin());
  }
  return transaction.Put(name, record, IdOf(name));
}

// Who has given back, and who was told it was filled and never said no, in the
// job's book.
absl::Status ForgetFilled(Transaction& transaction, NeedRecord& need, int job,
                          const Appointment& appointment) {
  auto& inner = *need.mutable_jobs(job);
  inner.add_gave_back(appointment.volunteer());
  std::set<std::string> filled;
  std::set<std::string> said_no(inner.gave_back().begin(),
                                inner.gave_back().end());
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"i", IdOf(appointment.need()), ""})));
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto ask,
        transaction.GetRest<InvitationRecord>(NameOf("invitations", id)));
    const auto& invitation = ask.invitation();
    if (invitation.job_id() != appointment.job_id()) continue;
    if (invitation.state() == Invitation::STATE_DECLINED) {
      said_no.insert(invitation.volunteer());
    }
    if (invitation.withdraw_reason() == Invitation::WITHDRAW_REASON_FILLED) {
      filled.insert(invitation.volunteer());
    }
  }
  EraseIf(*inner.mutable_asked(), [&](const std::string& volunteer) {
    return filled.contains(volunteer) && !said_no.contains(volunteer);
  });
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Appointment> GetAppointment(
    Transaction& transaction,
    const omzien::v1::GetAppointmentRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(const auto seen,
                          SeeAppointment(transaction, request.name()));
  return Shown(transaction, seen.record);
}

absl::StatusOr<omzien::v1::ListAppointmentsResponse> ListAppointments(
    Transaction& transaction,
    const omzien::v1::ListAppointmentsRequest& request) {
  const std::string& parent = request.parent();
  std::string prefix;
  if (absl::StartsWith(parent, "volunteers/")) {
    OMZIEN_RETURN_IF_ERROR(MaySee(transaction, PersonOfVolunteer(parent)));
    prefix = LinkKey({"av", IdOf(parent), ""});
  } else if (absl::StartsWith(parent, "people/")) {
    OMZIEN_RETURN_IF_ERROR(MaySee(transaction, parent));
    prefix = LinkKey({"ar", IdOf(parent), ""});
  } else if (absl::StartsWith(parent, "needs/")) {
    const auto need = transaction.Get<NeedRecord>(parent);
    if (!need.ok() || !MaySee(transaction, need->need().resident()).ok()) {
      return NoSuch(parent);
    }
    prefix = LinkKey({"a", IdOf(parent), ""});
  } else {
    OMZIEN_RETURN_IF_ERROR(MustServe(transaction, parent));
    prefix = LinkKey({"am", IdOf(parent), ""});
  }
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("appointments\n", parent, "\n",
                                      absl::StrJoin(request.states(), ","))};
  omzien::v1::ListAppointmentsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(transaction, prefix, page,
                [&](const std::string& id) -> absl::StatusOr<bool> {
                  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                                          transaction.Get<AppointmentRecord>(
                                              NameOf("appointments", id)));
                  if (!request.states().empty() &&
                      std::ranges::find(request.states(),
                                        record.appointment().state()) ==
                          request.states().end()) {
                    return false;
                  }
                  OMZIEN_ASSIGN_OR_RETURN(*response.add_appointments(),
                                          Shown(transaction, record));
                  return true;
                }));
  return response;
}

absl::StatusOr<Appointment> GiveBackAppointment(
    Transaction& transaction,
    const omzien::v1::GiveBackAppointmentRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto seen,
                          SeeAppointment(transaction, request.name()));
  Appointment& appointment = *seen.record.mutable_appointment();
  OMZIEN_RETURN_IF_ERROR(
      MayActFor(transaction, PersonOfVolunteer(appointment.volunteer())));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), appointment.etag(), appointment.name()));
  if (appointment.state() == Appointment::STATE_GIVEN_BACK) {
    return Shown(transaction, seen.record);
  }
  OMZIEN_RETURN_IF_ERROR(MustBeAgreed(appointment));
  appointment.set_note(request.note());
  OMZIEN_RETURN_IF_ERROR(GiveBack(transaction, seen.record));
  return Shown(transaction, seen.record);
}

absl::Status GiveBack(Transaction& transaction, AppointmentRecord& record) {
  OMZIEN_RETURN_IF_ERROR(
      EndAppointment(transaction, record, Appointment::STATE_GIVEN_BACK));
  const Appointment& appointment = record.appointment();
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(appointment.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, appointment.job_id()));
  Job& work = *need.mutable_need()->mutable_jobs(job);
  work.set_helpers_found(work.helpers_found() - 1);
  if (work.helpers_found() == 0) work.clear_start_time();
  if (work.state() == Job::STATE_ARRANGED) Move(work, Job::STATE_OPEN);
  OMZIEN_RETURN_IF_ERROR(Tell(transaction, appointment.resident(),
                              Notice::KIND_GIVEN_BACK, SubjectOf(appointment)));
  if (work.state() == Job::STATE_OPEN) {
    OMZIEN_RETURN_IF_ERROR(ForgetFilled(transaction, need, job, appointment));
    need.mutable_jobs(job)->set_waves(0);
    OMZIEN_RETURN_IF_ERROR(AskForHelp(
        transaction, need, job, omzien::v1::AskReason::WHY_NOW_GAVE_BACK));
  }
  return PutNeed(transaction, need);
}

absl::StatusOr<Appointment> CompleteAppointment(
    Transaction& transaction,
    const omzien::v1::CompleteAppointmentRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto seen,
                          SeeAppointment(transaction, request.name()));
  Appointment& appointment = *seen.record.mutable_appointment();
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), appointment.etag(), appointment.name()));
  const bool done = request.outcome() == omzien::v1::OUTCOME_DONE;
  const bool partly = request.outcome() == omzien::v1::OUTCOME_PARTLY_DONE;
  const Appointment::State less =
      partly ? Appointment::STATE_PARTLY_DONE : Appointment::STATE_NOT_DONE;
  const Appointment::State state = done ? Appointment::STATE_DONE : less;
  if (appointment.state() == state) return Shown(transaction, seen.record);
  OMZIEN_RETURN_IF_ERROR(MustBeAgreed(appointment));
  if (FromProto(appointment.start_time()) > transaction.now()) {
    return Refuse(Reason::kNotBegun,
                  "it has not begun yet; to call it off give it back or cancel "
                  "the need");
  }
  if (!done && request.reason() == omzien::v1::NOT_DONE_REASON_UNSPECIFIED) {
    return RefuseFields({{"reason", "say why it was not wholly done"}});
  }
  appointment.set_not_done_reason(done ? omzien::v1::NOT_DONE_REASON_UNSPECIFIED
                                       : request.reason());
  appointment.set_note(request.note());
  if (done || partly) {
    OMZIEN_RETURN_IF_ERROR(RememberWork(transaction, appointment, done));
  }
  OMZIEN_RETURN_IF_ERROR(EndAppointment(transaction, seen.record, state));
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(appointment.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, appointment.job_id()));
  OMZIEN_RETURN_IF_ERROR(SettleJob(transaction, need, job));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
  OMZIEN_RETURN_IF_ERROR(TellOtherSide(transaction, SubjectOf(appointment),
                                       seen, Notice::KIND_COMPLETED));
  return Shown(transaction, seen.record);
}

absl::StatusOr<Appointment> ThankVolunteer(
    Transaction& transaction,
    const omzien::v1::ThankVolunteerRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto seen,
                          SeeAppointment(transaction, request.name()));
  Appointment& appointment = *seen.record.mutable_appointment();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, appointment.resident()));
  if (appointment.state() != Appointment::STATE_DONE &&
      appointment.state() != Appointment::STATE_PARTLY_DONE) {
    return Refuse(Reason::kNotCompleted,
                  "first say that it was done; then thank");
  }
  appointment.set_thanks(request.thanks());
  OMZIEN_RETURN_IF_ERROR(PutAppointment(transaction, seen.record));
  OMZIEN_RETURN_IF_ERROR(Tell(transaction,
                              PersonOfVolunteer(appointment.volunteer()),
                              Notice::KIND_THANKED, SubjectOf(appointment)));
  return Shown(transaction, seen.record);
}

}  // namespace omzien::core
