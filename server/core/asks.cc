#include "server/core/asks.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/ask_counts.h"
#include "server/core/invitation.h"
#include "server/core/machines.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/telling.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Job;
using omzien::v1::Notice;
using omzien::v1::Task;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

Subject SubjectOfJob(const NeedRecord& need, int job) {
  return {need.need().name(), need.need().jobs(job).id(), "", "", false};
}

}  // namespace

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

void PlanLook(Transaction& transaction, NeedRecord& need, int job,
              absl::Time due) {
  StopAsking(transaction, need, job);
  if (due == absl::InfiniteFuture()) return;
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_NEXT_WAVE);
  timer.set_subject(need.need().name());
  timer.set_job_id(need.need().jobs(job).id());
  need.mutable_jobs(job)->set_next_wave_timer(
      transaction.AddTimer(std::move(timer), due));
}

void StopAsking(Transaction& transaction, NeedRecord& need, int job) {
  transaction.CancelTimer(need.jobs(job).next_wave_timer());
  need.mutable_jobs(job)->clear_next_wave_timer();
}

absl::Status GiveUp(Transaction& transaction, NeedRecord& need, int job) {
  StopAsking(transaction, need, job);
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

absl::Status SendAsks(Transaction& transaction, NeedRecord& need, int job,
                      std::span<const NewAsk> asks) {
  auto& record = *need.mutable_jobs(job);
  auto& attempts = *need.mutable_need()->mutable_jobs(job)->mutable_attempts();
  for (const NewAsk& ask : asks) {
    record.add_asked(NameOf("volunteers", ask.plan.verdict.volunteer.value));
    OMZIEN_RETURN_IF_ERROR(
        CreateInvitation(transaction, {need, job, record.waves()}, ask));
  }
  OMZIEN_RETURN_IF_ERROR(CountAsks(transaction, need, job, asks));
  attempts.set_waves(attempts.waves() + 1);
  attempts.set_asked(attempts.asked() + static_cast<int>(asks.size()));
  return absl::OkStatus();
}

void NoteCoverage(NeedRecord& need, int job,
                  const matcher::Coverage& coverage) {
  auto& attempts = *need.mutable_need()->mutable_jobs(job)->mutable_attempts();
  *attempts.mutable_excluded() = ToProto(coverage.excluded);
  attempts.set_eligible(coverage.eligible);
}

}  // namespace omzien::core
