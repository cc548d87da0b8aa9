// Answers to asks: yes, no, not now; and the desk taking one back.

#include <algorithm>
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
#include "server/core/appointment.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/invitation.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/paging.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

// The ask as its volunteer and the desk get it: with the work and the village,
// and no more of the place before a yes.
absl::StatusOr<Invitation> Shown(Transaction& transaction,
                                 const InvitationRecord& record) {
  Invitation shown = record.invitation();
  OMZIEN_ASSIGN_OR_RETURN(const auto need,
                          transaction.Get<NeedRecord>(shown.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, shown.job_id()));
  shown.set_description(need.need().jobs(job).description());
  shown.set_village(need.need().jobs(job).place().address().village());
  return shown;
}

absl::StatusOr<InvitationRecord> SeeInvitation(Transaction& transaction,
                                               const std::string& name) {
  const absl::StatusOr<InvitationRecord> record =
      FindInvitation(transaction, name);
  if (!record.ok()) return NoSuch(name);
  const std::string person =
      PersonOfVolunteer(record->invitation().volunteer());
  if (!MaySee(transaction, person).ok()) return NoSuch(name);
  return record;
}

absl::StatusOr<InvitationRecord> AnswerInvitation(Transaction& transaction,
                                                  const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, SeeInvitation(transaction, name));
  OMZIEN_RETURN_IF_ERROR(MayActFor(
      transaction, PersonOfVolunteer(record.invitation().volunteer())));
  return record;
}

absl::Status Closed(const Invitation& invitation) {
  const bool filled =
      invitation.withdraw_reason() == Invitation::WITHDRAW_REASON_FILLED;
  return Refuse(
      filled ? Reason::kAlreadyFilled : Reason::kInvitationClosed,
      filled ? "others have said yes already: help is found. Thank you"
             : absl::StrCat(
                   "this ask is over: ",
                   Invitation::State_Name(invitation.state()).substr(6)),
      {{"state", Invitation::State_Name(invitation.state())},
       {"withdraw_reason",
        Invitation::WithdrawReason_Name(invitation.withdraw_reason())}});
}

// The start that the volunteer picks; refusals say which there are.
absl::StatusOr<absl::Time> PickStart(
    const Transaction& transaction, const Invitation& invitation,
    const Job& work, const omzien::v1::AcceptInvitationRequest& request) {
  auto starts = invitation.start_times();
  if (work.has_start_time()) {  // Another helper has fixed it meanwhile.
    starts.Clear();
    *starts.Add() = work.start_time();
  }
  absl::Time start;
  if (request.has_start_time()) {
    start = FromProto(request.start_time());
  } else if (starts.size() == 1) {
    start = FromProto(starts[0]);
  }
  const bool offered =
      std::any_of(starts.begin(), starts.end(), [start](const auto& each) {
        return FromProto(each) == start;
      });
  if (!offered) {
    return Refuse(
        Reason::kTimeNotOffered,
        request.has_start_time() ? "that time was not asked: pick one of these"
                                 : "pick one of the start times",
        {{"start_times",
          absl::StrJoin(starts, " ", [](std::string* out, const auto& each) {
            absl::StrAppend(out, absl::FormatTime(absl::RFC3339_sec,
                                                  FromProto(each),
                                                  absl::UTCTimeZone()));
          })}});
  }
  if (start <= transaction.now()) {
    return Refuse(Reason::kTimeInThePast, "that time is past");
  }
  return start;
}

// One more helper said yes: fixes the time, and ends the asking when all are
// found.
absl::Status CountHelper(Transaction& transaction, NeedRecord& need, int job) {
  Job& work = *need.mutable_need()->mutable_jobs(job);
  work.set_helpers_found(work.helpers_found() + 1);
  if (work.helpers_found() < work.helpers_needed()) {
    return NarrowAsks(transaction, need, job);
  }
  Move(work, Job::STATE_ARRANGED);
  return WithdrawAsks(transaction, need, job,
                      Invitation::WITHDRAW_REASON_FILLED);
}

absl::StatusOr<omzien::v1::Appointment> AgreedBefore(
    Transaction& transaction, const Invitation& invitation) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"a", IdOf(invitation.need()), ""})));
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto record, transaction.Get<store::v1::AppointmentRecord>(
                               NameOf("appointments", id)));
    if (record.appointment().invitation() == invitation.name()) {
      return Shown(transaction, record);
    }
  }
  return absl::InternalError("an accepted ask without an appointment");
}

}  // namespace

absl::StatusOr<Invitation> GetInvitation(
    Transaction& transaction, const omzien::v1::GetInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          SeeInvitation(transaction, request.name()));
  return Shown(transaction, record);
}

absl::StatusOr<omzien::v1::ListInvitationsResponse> ListInvitations(
    Transaction& transaction,
    const omzien::v1::ListInvitationsRequest& request) {
  const std::string& parent = request.parent();
  std::string prefix;
  if (absl::StartsWith(parent, "volunteers/")) {
    OMZIEN_RETURN_IF_ERROR(MaySee(transaction, PersonOfVolunteer(parent)));
    prefix = LinkKey({"iv", IdOf(parent), ""});
  } else if (absl::StartsWith(parent, "needs/")) {
    const auto need = transaction.Get<NeedRecord>(parent);
    if (!need.ok() || !MustServe(transaction, need->need().municipality()).ok()) {
      return NoSuch(parent);
    }
    prefix = LinkKey({"i", IdOf(parent), ""});
  } else {
    OMZIEN_RETURN_IF_ERROR(MustServe(transaction, parent));
    prefix = LinkKey({"im", IdOf(parent), ""});
  }
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("invitations\n", parent, "\n",
                                      absl::StrJoin(request.states(), ","))};
  omzien::v1::ListInvitationsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(
          transaction, prefix, page,
          [&](const std::string& id) -> absl::StatusOr<bool> {
            OMZIEN_ASSIGN_OR_RETURN(
                const auto record,
                transaction.Get<InvitationRecord>(NameOf("invitations", id)));
            if (!request.states().empty() &&
                std::ranges::find(request.states(),
                                  record.invitation().state()) ==
                    request.states().end()) {
              return false;
            }
            OMZIEN_ASSIGN_OR_RETURN(*response.add_invitations(),
                                    Shown(transaction, record));
            return true;
          }));
  return response;
}

absl::StatusOr<omzien::v1::Appointment> AcceptInvitation(
    Transaction& transaction,
    const omzien::v1::AcceptInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          AnswerInvitation(transaction, request.name()));
  Invitation& invitation = *record.mutable_invitation();
  // What follows is read out: the address.
  OMZIEN_RETURN_IF_ERROR(MustBeRecognised(
      transaction, PersonOfVolunteer(invitation.volunteer())));
  if (invitation.state() == Invitation::STATE_ACCEPTED) {
    return AgreedBefore(transaction, invitation);
  }
  if (!MayMove(invitation.state(), Invitation::STATE_ACCEPTED)) {
    return Closed(invitation);
  }
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  Job& work = *need.mutable_need()->mutable_jobs(job);
  if (work.state() != Job::STATE_OPEN) {
    const bool filled = work.state() == Job::STATE_ARRANGED;
    if (filled) invitation.set_withdraw_reason(Invitation::WITHDRAW_REASON_FILLED);
    return Closed(invitation);
  }
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time start,
                          PickStart(transaction, invitation, work, request));
  *work.mutable_start_time() = ToProto(start);
  OMZIEN_ASSIGN_OR_RETURN(
      const auto verdict,
      JudgeAsked(transaction, need, job, invitation.volunteer()));
  const bool busy = std::ranges::any_of(
      verdict.obstacles, [](const matcher::Obstacle& obstacle) {
        return obstacle.why == matcher::Exclusion::kBusy;
      });
  if (busy) {
    return Refuse(Reason::kVolunteerBusy,
                  "there is another appointment then, or just before or after; "
                  "pick another time or give that one back first");
  }
  invitation.set_answer_note(request.note());
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_ACCEPTED));
  OMZIEN_RETURN_IF_ERROR(CountHelper(transaction, need, job));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto appointment,
      MakeAppointment(transaction, need, job, invitation));
  return Shown(transaction, appointment);
}

absl::StatusOr<Invitation> DeclineInvitation(
    Transaction& transaction,
    const omzien::v1::DeclineInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          AnswerInvitation(transaction, request.name()));
  Invitation& invitation = *record.mutable_invitation();
  if (invitation.state() == Invitation::STATE_DECLINED) {
    return Shown(transaction, record);
  }
  if (!MayMove(invitation.state(), Invitation::STATE_DECLINED)) {
    return Closed(invitation);
  }
  const bool counted = invitation.state() == Invitation::STATE_LAPSED;
  invitation.set_answer_note(request.note());
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_DECLINED));
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  auto& attempts =
      *need.mutable_need()->mutable_jobs(job)->mutable_attempts();
  attempts.set_declined(attempts.declined() + 1);
  if (counted) attempts.set_lapsed(attempts.lapsed() - 1);
  OMZIEN_RETURN_IF_ERROR(AfterNo(transaction, need, job));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
  return Shown(transaction, record);
}

absl::StatusOr<Invitation> SnoozeInvitation(
    Transaction& transaction,
    const omzien::v1::SnoozeInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          AnswerInvitation(transaction, request.name()));
  Invitation& invitation = *record.mutable_invitation();
  if (invitation.state() == Invitation::STATE_SNOOZED) {
    return Shown(transaction, record);
  }
  if (invitation.state() != Invitation::STATE_SENT) return Closed(invitation);
  const auto& policy = transaction.catalogue()
                           .FindMunicipality(invitation.municipality())
                           ->config.ask_policy();
  const absl::Time last = FromProto(
      invitation.start_times(invitation.start_times_size() - 1));
  // Again later, but at the latest halfway to the last start that suits.
  const absl::Time again =
      std::min(transaction.now() + FromProto(policy.snooze()),
               transaction.now() + (last - transaction.now()) / 2);
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_SNOOZED));
  invitation.clear_close_time();
  *invitation.mutable_send_time() = ToProto(again);
  *invitation.mutable_lapse_time() =
      ToProto(std::min(again + FromProto(policy.lapse_after()),
                       again + (last - again) / 2));
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_SEND_INVITATION);
  timer.set_subject(invitation.name());
  record.set_timer(transaction.AddTimer(std::move(timer), again));
  OMZIEN_RETURN_IF_ERROR(PutInvitation(transaction, record));
  return Shown(transaction, record);
}

absl::StatusOr<Invitation> WithdrawInvitation(
    Transaction& transaction,
    const omzien::v1::WithdrawInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          SeeInvitation(transaction, request.name()));
  Invitation& invitation = *record.mutable_invitation();
  OMZIEN_RETURN_IF_ERROR(MustServe(transaction, invitation.municipality()));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), invitation.etag(), invitation.name()));
  if (!MayMove(invitation.state(), Invitation::STATE_WITHDRAWN)) {
    return Closed(invitation);
  }
  OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(
      transaction, record, Invitation::WITHDRAW_REASON_BY_DESK));
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  OMZIEN_RETURN_IF_ERROR(AfterNo(transaction, need, job));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
  return Shown(transaction, record);
}

}  // namespace omzien::core
