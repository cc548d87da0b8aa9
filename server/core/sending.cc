#include "server/core/sending.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

// How soon an ask that waits for the end of another is looked at again.
constexpr absl::Duration kLookAgain = absl::Hours(1);

// By all the rules: also by how often, and when, she may be asked.
absl::StatusOr<matcher::Verdict> JudgeSending(Transaction& transaction,
                                              const NeedRecord& need, int job,
                                              const Invitation& invitation,
                                              const matcher::Policy& policy) {
  OMZIEN_ASSIGN_OR_RETURN(matcher::Job wanted,
                          MatcherJob(transaction, need, job));
  wanted.asked.clear();  // By this very ask.
  auto volunteer =
      transaction.state().index->Find({IdOf(invitation.volunteer())});
  if (!volunteer.has_value()) return NoSuch(invitation.volunteer());
  if (invitation.state() == Invitation::STATE_PLANNED) --volunteer->open_asks;
  return matcher::Judge(wanted, *volunteer, policy, transaction.now());
}

absl::Status WaitUntil(Transaction& transaction, InvitationRecord& record,
                       absl::Time time) {
  Invitation& invitation = *record.mutable_invitation();
  *invitation.mutable_send_time() = ToProto(time);
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_SEND_INVITATION);
  timer.set_subject(invitation.name());
  transaction.CancelTimer(record.timer());
  record.set_timer(transaction.AddTimer(std::move(timer), time));
  return PutInvitation(transaction, record);
}

// When what keeps the volunteer out now may be over.
absl::Time EndOf(const matcher::Verdict& verdict, absl::Time now) {
  absl::Time end = now + kLookAgain;
  for (const matcher::Obstacle& obstacle : verdict.obstacles) {
    end = std::max(end, obstacle.not_before.value_or(end));
  }
  return end;
}

}  // namespace

absl::Status SendWaitingAsk(Transaction& transaction,
                            InvitationRecord& record) {
  Invitation& invitation = *record.mutable_invitation();
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  const matcher::Policy& policy =
      transaction.catalogue()
          .FindMunicipality(need.need().municipality())
          ->ask_policy;
  OMZIEN_ASSIGN_OR_RETURN(
      const auto verdict,
      JudgeSending(transaction, need, job, invitation, policy));
  const absl::Time now = transaction.now();
  if (verdict.eligible()) {
    // Planned as in a wave: what is past is asked no longer.
    const auto ask = matcher::PlanAsk(verdict, policy, now);
    if (ask.has_value()) {
      invitation.clear_start_times();
      for (const absl::Time start : ask->verdict.start_times) {
        *invitation.add_start_times() = ToProto(start);
      }
      *invitation.mutable_lapse_time() = ToProto(ask->lapse_at);
      return ask->send_at <= now ? SendInvitation(transaction, record)
                                 : WaitUntil(transaction, record, ask->send_at);
    }
  }
  // "Not now" was answered with "later": that holds while there is time.
  if (verdict.later && invitation.state() == Invitation::STATE_SNOOZED) {
    return WaitUntil(transaction, record, EndOf(verdict, now));
  }
  OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(
      transaction, record, Invitation::WITHDRAW_REASON_CHANGED));
  OMZIEN_RETURN_IF_ERROR(
      AfterNo(transaction, need, job, omzien::v1::AskReason::WHY_NOW_SAID_NO));
  return PutNeed(transaction, need);
}

}  // namespace omzien::core
