#include "server/core/asking.h"

#include <algorithm>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/asks.h"
#include "server/core/authority.h"
#include "server/core/invitation.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/one_by_one.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/waves.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::AskReason;
using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;

bool IsOneByOne(const Transaction& transaction, const NeedRecord& need) {
  return transaction.catalogue()
      .FindMunicipality(need.need().municipality())
      ->one_by_one.has_value();
}

}  // namespace

absl::StatusOr<int> JobIndex(const NeedRecord& need, absl::string_view job_id) {
  for (int i = 0; i < need.need().jobs_size(); ++i) {
    if (need.need().jobs(i).id() == job_id) return i;
  }
  return NoSuch(absl::StrCat(need.need().name(), ", job ", job_id));
}

absl::StatusOr<matcher::Job> MatcherJob(Transaction& transaction,
                                        const NeedRecord& need, int job) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto resident,
      transaction.Get<store::v1::PersonRecord>(need.need().resident()));
  return ToMatcher(need, job, resident.person(), transaction.catalogue());
}

absl::Status AskForHelp(Transaction& transaction, NeedRecord& need, int job,
                        AskReason::WhyNow why_now) {
  return IsOneByOne(transaction, need)
             ? AskOneByOne(transaction, need, job, why_now).status()
             : AskNextWave(transaction, need, job);
}

absl::Status LookAgain(Transaction& transaction, NeedRecord& need, int job) {
  if (need.need().jobs(job).state() != Job::STATE_OPEN) return absl::OkStatus();
  if (!IsOneByOne(transaction, need)) {
    OMZIEN_RETURN_IF_ERROR(AskNextWave(transaction, need, job));
    return PutNeed(transaction, need);
  }
  OMZIEN_ASSIGN_OR_RETURN(
      const bool changed,
      AskOneByOne(transaction, need, job, AskReason::WHY_NOW_FREE_AGAIN));
  return changed ? PutNeed(transaction, need)
                 : transaction.Note(need.need().name(), need,
                                    IdOf(need.need().resident()));
}

absl::Status AfterNo(Transaction& transaction, NeedRecord& need, int job,
                     AskReason::WhyNow why_now) {
  if (need.need().jobs(job).state() != Job::STATE_OPEN) return absl::OkStatus();
  if (IsOneByOne(transaction, need)) {
    return AskOneByOne(transaction, need, job, why_now).status();
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto open, OpenAsks(transaction, need, job));
  if (!open.empty()) return absl::OkStatus();
  return AskNextWave(transaction, need, job);
}

absl::Status WithdrawAsks(Transaction& transaction, NeedRecord& need, int job,
                          Invitation::WithdrawReason reason) {
  StopAsking(transaction, need, job);
  OMZIEN_ASSIGN_OR_RETURN(auto open, OpenAsks(transaction, need, job));
  for (InvitationRecord& ask : open) {
    OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(transaction, ask, reason));
  }
  return absl::OkStatus();
}

absl::Status NarrowAsks(Transaction& transaction, NeedRecord& need, int job) {
  const auto& fixed = need.need().jobs(job).start_time();
  const auto same = [&fixed](const auto& start) {
    return FromProto(start) == FromProto(fixed);
  };
  OMZIEN_ASSIGN_OR_RETURN(auto open, OpenAsks(transaction, need, job));
  for (InvitationRecord& ask : open) {
    Invitation& invitation = *ask.mutable_invitation();
    auto& starts = *invitation.mutable_start_times();
    const bool offered = std::ranges::any_of(starts, same);
    OMZIEN_ASSIGN_OR_RETURN(
        const matcher::Verdict verdict,
        JudgeAsked(transaction, need, job, invitation.volunteer()));
    if (!verdict.eligible()) {
      OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(
          transaction, ask, Invitation::WITHDRAW_REASON_CHANGED));
      continue;
    }
    starts.Clear();
    *starts.Add() = fixed;
    LapseBefore(transaction, ask, FromProto(fixed));
    // A time that was not asked before is told; fewer of the same are not.
    if (!offered && invitation.state() == Invitation::STATE_SENT) {
      OMZIEN_RETURN_IF_ERROR(TellInvited(transaction, invitation));
    }
    OMZIEN_RETURN_IF_ERROR(PutInvitation(transaction, ask));
  }
  return absl::OkStatus();
}

absl::StatusOr<matcher::Verdict> JudgeAsked(Transaction& transaction,
                                            const NeedRecord& need, int job,
                                            absl::string_view volunteer,
                                            const Appointment* own) {
  OMZIEN_ASSIGN_OR_RETURN(matcher::Job wanted,
                          MatcherJob(transaction, need, job));
  auto found = transaction.state().index->Find({IdOf(volunteer)});
  if (!found.has_value()) return NoSuch(volunteer);
  // Having been asked keeps nobody from answering.
  matcher::Volunteer& as_if_free = *found;
  as_if_free.open_asks = 0;
  as_if_free.asked_times.clear();
  as_if_free.last_job_end.reset();
  as_if_free.limits.quiet_end_min = as_if_free.limits.quiet_start_min;
  if (own != nullptr) {
    const absl::Time start = FromProto(own->start_time());
    std::erase_if(as_if_free.engagements, [start](const auto& engagement) {
      return engagement.span.start == start;
    });
  }
  wanted.asked.clear();
  matcher::Policy policy = transaction.catalogue()
                               .FindMunicipality(need.need().municipality())
                               ->ask_policy;
  policy.lead_min = absl::ZeroDuration();
  return matcher::Judge(wanted, as_if_free, policy, transaction.now());
}

bool IsBusy(const matcher::Verdict& verdict) {
  return std::ranges::any_of(verdict.obstacles, [](const auto& obstacle) {
    return obstacle.why == matcher::Exclusion::kBusy;
  });
}

absl::Status RecheckAsks(Transaction& transaction, NeedRecord& need, int job) {
  OMZIEN_ASSIGN_OR_RETURN(auto open, OpenAsks(transaction, need, job));
  for (InvitationRecord& ask : open) {
    Invitation& invitation = *ask.mutable_invitation();
    OMZIEN_ASSIGN_OR_RETURN(
        const matcher::Verdict verdict,
        JudgeAsked(transaction, need, job, invitation.volunteer()));
    if (!verdict.eligible()) {
      OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(
          transaction, ask, Invitation::WITHDRAW_REASON_CHANGED));
      continue;
    }
    invitation.clear_start_times();
    for (const absl::Time start : verdict.start_times) {
      *invitation.add_start_times() = ToProto(start);
    }
    LapseBefore(transaction, ask, verdict.start_times.back());
    if (invitation.state() == Invitation::STATE_SENT) {
      OMZIEN_RETURN_IF_ERROR(TellInvited(transaction, invitation));
    }
    OMZIEN_RETURN_IF_ERROR(PutInvitation(transaction, ask));
  }
  return AfterNo(transaction, need, job, AskReason::WHY_NOW_SAID_NO);
}

}  // namespace omzien::core
