#include "server/core/asking.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/authority.h"
#include "server/core/decision.h"
#include "server/core/invitation.h"
#include "server/core/machines.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/telling.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Notice;
using omzien::v1::Task;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

Subject SubjectOfJob(const NeedRecord& need, int job) {
  return {need.need().name(), need.need().jobs(job).id(), "", "", false};
}

absl::StatusOr<std::vector<InvitationRecord>> OpenAsks(Transaction& transaction,
                                                       const NeedRecord& need,
                                                       int job) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey(
          {"io", IdOf(need.need().name()), need.need().jobs(job).id(), ""})));
  std::vector<InvitationRecord> records;
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(
        records.emplace_back(),
        transaction.GetRest<InvitationRecord>(NameOf("invitations", id)));
  }
  return records;
}

absl::Time LastStart(const matcher::Job& job) {
  absl::Time last = absl::InfinitePast();
  for (const auto& window : job.windows) {
    last = std::max(last, window.end - job.duration);
  }
  return job.fixed_start.value_or(last);
}

void PlanNextWave(Transaction& transaction, NeedRecord& need, int job,
                  absl::Time due) {
  StopWaves(transaction, need, job);
  if (due == absl::InfiniteFuture()) return;
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_NEXT_WAVE);
  timer.set_subject(need.need().name());
  timer.set_job_id(need.need().jobs(job).id());
  need.mutable_jobs(job)->set_next_wave_timer(
      transaction.AddTimer(std::move(timer), due));
}

absl::Status GiveUp(Transaction& transaction, NeedRecord& need, int job) {
  StopWaves(transaction, need, job);
  Move(*need.mutable_need()->mutable_jobs(job), Job::STATE_UNANSWERED);
  const std::string& resident = need.need().resident();
  OMZIEN_RETURN_IF_ERROR(Tell(transaction, resident, Notice::KIND_UNANSWERED,
                              SubjectOfJob(need, job)));
  store::v1::TaskRecord work;
  work.mutable_task()->set_kind(Task::KIND_UNANSWERED);
  work.mutable_task()->set_municipality(need.need().municipality());
  work.mutable_task()->set_person(resident);
  work.mutable_task()->set_need(need.need().name());
  work.mutable_task()->set_job_id(need.need().jobs(job).id());
  return AddTask(transaction, work);
}

absl::Status SendWave(Transaction& transaction, NeedRecord& need, int job,
                      const matcher::WavePlan& plan) {
  auto& record = *need.mutable_jobs(job);
  auto& attempts = *need.mutable_need()->mutable_jobs(job)->mutable_attempts();
  for (const matcher::PlannedAsk& ask : plan.asks) {
    record.add_asked(NameOf("volunteers", ask.verdict.volunteer.value));
    OMZIEN_RETURN_IF_ERROR(
        CreateInvitation(transaction, {need, job, record.waves()}, ask));
  }
  attempts.set_waves(attempts.waves() + 1);
  attempts.set_asked(attempts.asked() + static_cast<int>(plan.asks.size()));
  return absl::OkStatus();
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

void StopWaves(Transaction& transaction, NeedRecord& need, int job) {
  transaction.CancelTimer(need.jobs(job).next_wave_timer());
  need.mutable_jobs(job)->clear_next_wave_timer();
}

absl::Status AskNextWave(Transaction& transaction, NeedRecord& need, int job) {
  Job& resource = *need.mutable_need()->mutable_jobs(job);
  auto& record = *need.mutable_jobs(job);
  const matcher::Policy& policy =
      transaction.catalogue()
          .FindMunicipality(need.need().municipality())
          ->ask_policy;
  OMZIEN_ASSIGN_OR_RETURN(const auto wanted,
                          MatcherJob(transaction, need, job));
  const matcher::WaveTurn turn{
      record.waves() + 1, resource.helpers_needed() - resource.helpers_found()};
  const Decision decision = Decide(transaction, wanted, policy, turn);
  *resource.mutable_attempts()->mutable_excluded() =
      ToProto(decision.coverage.excluded);
  resource.mutable_attempts()->set_eligible(decision.coverage.eligible);
  if (!decision.plan.asks.empty()) {
    record.set_waves(turn.wave);
    RecordDecision(transaction, need, job, decision);
    OMZIEN_RETURN_IF_ERROR(SendWave(transaction, need, job, decision.plan));
    PlanNextWave(transaction, need, job, decision.plan.next_wave_at);
    return absl::OkStatus();
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto open, OpenAsks(transaction, need, job));
  // Somebody is resting or has another ask open: look again before it is late.
  const absl::Time again = transaction.now() + policy.wave_interval;
  const bool in_time = again + policy.lead_min <= LastStart(wanted);
  if (in_time && turn.wave <= policy.waves_max &&
      transaction.state().index->AnyInLater(wanted, policy,
                                            transaction.now())) {
    PlanNextWave(transaction, need, job, again);
    return absl::OkStatus();
  }
  StopWaves(transaction, need, job);
  return open.empty() ? GiveUp(transaction, need, job) : absl::OkStatus();
}

absl::Status AfterNo(Transaction& transaction, NeedRecord& need, int job) {
  if (need.need().jobs(job).state() != Job::STATE_OPEN) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(const auto open, OpenAsks(transaction, need, job));
  if (!open.empty()) return absl::OkStatus();
  return AskNextWave(transaction, need, job);
}

absl::Status WithdrawAsks(Transaction& transaction, NeedRecord& need, int job,
                          Invitation::WithdrawReason reason) {
  StopWaves(transaction, need, job);
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
    const bool offered = std::any_of(starts.begin(), starts.end(), same);
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
  return AfterNo(transaction, need, job);
}

}  // namespace omzien::core
