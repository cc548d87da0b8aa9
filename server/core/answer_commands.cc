// Answers to asks: yes, no, not now.

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/appointment.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/invitation.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/repeated.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

absl::StatusOr<InvitationRecord> AnswerInvitation(Transaction& transaction,
                                                  const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, SeeInvitation(transaction, name));
  OMZIEN_RETURN_IF_ERROR(MayActFor(
      transaction, PersonOfVolunteer(record.invitation().volunteer())));
  return record;
}

// Why is not said: it may be that these two are kept apart.
absl::Status RefuseChanged(Invitation invitation) {
  invitation.set_withdraw_reason(Invitation::WITHDRAW_REASON_CHANGED);
  return RefuseClosed(invitation);
}

bool IsWithin(const Job& work, absl::Time start) {
  return std::ranges::any_of(work.windows(), [&](const auto& window) {
    return start >= FromProto(window.start_time()) &&
           start + FromProto(work.duration()) <= FromProto(window.end_time());
  });
}

// The start that the volunteer picks; refusals say which there are.
absl::StatusOr<absl::Time> PickStart(
    const Transaction& transaction, const Invitation& invitation,
    const Job& work, const omzien::v1::AcceptInvitationRequest& request) {
  auto starts = invitation.start_times();
  if (work.has_start_time()) {  // Another helper has fixed it meanwhile.
    starts.Clear();
    *starts.Add() = work.start_time();
  } else {  // An ask that is over is not kept up with the job's times.
    EraseIf(starts, [&work](const auto& each) {
      return !IsWithin(work, FromProto(each));
    });
    if (starts.empty()) return RefuseChanged(invitation);
  }
  absl::Time start;
  if (request.has_start_time()) {
    start = FromProto(request.start_time());
  } else if (starts.size() == 1) {
    start = FromProto(starts[0]);
  }
  const bool offered = std::ranges::any_of(
      starts, [start](const auto& each) { return FromProto(each) == start; });
  if (!offered) {
    return Refuse(
        Reason::kTimeNotOffered,
        request.has_start_time() ? "that time was not asked: pick one of these"
                                 : "pick one of the start times",
        {{"start_times",
          absl::StrJoin(starts, " ", [](std::string* out, const auto& each) {
            absl::StrAppend(out,
                            absl::FormatTime(absl::RFC3339_sec, FromProto(each),
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

// What no yes mends; how far, how often and when is hers to say.
bool DoesNotFit(const matcher::Verdict& verdict) {
  return std::ranges::any_of(verdict.obstacles, [](const auto& obstacle) {
    switch (obstacle.why) {
      case matcher::Exclusion::kMunicipality:
      case matcher::Exclusion::kSkill:
      case matcher::Exclusion::kKeptApart:
      case matcher::Exclusion::kLanguage:
      case matcher::Exclusion::kCheck:
      case matcher::Exclusion::kCircumstance:
        return true;
      default:
        return false;
    }
  });
}

absl::StatusOr<omzien::v1::Appointment> AgreedBefore(
    Transaction& transaction, const Invitation& invitation) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"a", IdOf(invitation.need()), ""})));
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(const auto record,
                            transaction.Get<store::v1::AppointmentRecord>(
                                NameOf("appointments", id)));
    if (record.appointment().invitation() == invitation.name()) {
      return Shown(transaction, record);
    }
  }
  return absl::InternalError("an accepted ask without an appointment");
}

}  // namespace

absl::StatusOr<omzien::v1::Appointment> AcceptInvitation(
    Transaction& transaction,
    const omzien::v1::AcceptInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          AnswerInvitation(transaction, request.name()));
  Invitation& invitation = *record.mutable_invitation();
  // What follows is read out: the address.
  OMZIEN_RETURN_IF_ERROR(
      MustBeRecognised(transaction, PersonOfVolunteer(invitation.volunteer())));
  if (invitation.state() == Invitation::STATE_ACCEPTED) {
    return AgreedBefore(transaction, invitation);
  }
  if (!MayMove(invitation.state(), Invitation::STATE_ACCEPTED)) {
    return RefuseClosed(invitation);
  }
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  Job& work = *need.mutable_need()->mutable_jobs(job);
  if (work.state() == Job::STATE_UNANSWERED) {
    // The desk was about to look further: a late yes is what it hoped for.
    OMZIEN_RETURN_IF_ERROR(DropJobCalls(transaction, need, job));
    Move(work, Job::STATE_OPEN);
  }
  if (work.state() != Job::STATE_OPEN) {
    const bool filled = work.state() == Job::STATE_ARRANGED;
    if (filled) {
      invitation.set_withdraw_reason(Invitation::WITHDRAW_REASON_FILLED);
    }
    return RefuseClosed(invitation);
  }
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time start,
                          PickStart(transaction, invitation, work, request));
  *work.mutable_start_time() = ToProto(start);
  OMZIEN_ASSIGN_OR_RETURN(
      const auto verdict,
      JudgeAsked(transaction, need, job, invitation.volunteer()));
  if (DoesNotFit(verdict)) return RefuseChanged(invitation);
  if (IsBusy(verdict)) {
    return Refuse(Reason::kVolunteerBusy,
                  "there is another appointment then, or just before or after; "
                  "pick another time or give that one back first");
  }
  invitation.set_answer_note(request.note());
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_ACCEPTED));
  OMZIEN_RETURN_IF_ERROR(CountHelper(transaction, need, job));
  // Nobody may be left to say yes to the other places.
  OMZIEN_RETURN_IF_ERROR(AfterNo(transaction, need, job,
                                 omzien::v1::AskReason::WHY_NOW_MORE_HELPERS));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
  OMZIEN_ASSIGN_OR_RETURN(const auto appointment,
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
    return RefuseClosed(invitation);
  }
  const bool counted = invitation.state() == Invitation::STATE_LAPSED;
  invitation.set_answer_note(request.note());
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_DECLINED));
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  auto& attempts = *need.mutable_need()->mutable_jobs(job)->mutable_attempts();
  attempts.set_declined(attempts.declined() + 1);
  if (counted) attempts.set_lapsed(attempts.lapsed() - 1);
  OMZIEN_RETURN_IF_ERROR(
      AfterNo(transaction, need, job, omzien::v1::AskReason::WHY_NOW_SAID_NO));
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
  if (invitation.state() != Invitation::STATE_SENT) {
    return RefuseClosed(invitation);
  }
  const auto& policy = transaction.catalogue()
                           .FindMunicipality(invitation.municipality())
                           ->config.ask_policy();
  const absl::Time last =
      FromProto(invitation.start_times(invitation.start_times_size() - 1));
  // Again later, but at the latest halfway to the last start that suits.
  const absl::Time again =
      std::min(transaction.now() + FromProto(policy.snooze()),
               transaction.now() + (last - transaction.now()) / 2);
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_SNOOZED));
  invitation.clear_close_time();
  *invitation.mutable_send_time() = ToProto(again);
  *invitation.mutable_lapse_time() = ToProto(std::min(
      again + FromProto(policy.lapse_after()), again + (last - again) / 2));
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_SEND_INVITATION);
  timer.set_subject(invitation.name());
  record.set_timer(transaction.AddTimer(std::move(timer), again));
  OMZIEN_RETURN_IF_ERROR(PutInvitation(transaction, record));
  return Shown(transaction, record);
}

}  // namespace omzien::core
