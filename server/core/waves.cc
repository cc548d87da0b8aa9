#include "server/core/waves.h"

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "matcher/policy.h"
#include "matcher/status_macros.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "server/core/asking.h"
#include "server/core/asks.h"
#include "server/core/decision.h"
#include "server/core/invitation.h"
#include "server/core/transaction.h"

namespace omzien::core {

using omzien::v1::Job;
using store::v1::NeedRecord;

absl::Status AskNextWave(Transaction& transaction, NeedRecord& need, int job) {
  const Job& resource = need.need().jobs(job);
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
  NoteCoverage(need, job, decision.coverage);
  if (!decision.plan.asks.empty()) {
    record.set_waves(turn.wave);
    OMZIEN_RETURN_IF_ERROR(RecordDecision(transaction, need, job, decision));
    std::vector<NewAsk> asks;
    asks.reserve(decision.plan.asks.size());
    for (const matcher::PlannedAsk& ask : decision.plan.asks) {
      asks.push_back({ask, std::nullopt});
    }
    OMZIEN_RETURN_IF_ERROR(SendAsks(transaction, need, job, asks));
    PlanLook(transaction, need, job, decision.plan.next_wave_at);
    return absl::OkStatus();
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto open, OpenAsks(transaction, need, job));
  // Somebody is resting or has another ask open: look again before it is late.
  const absl::Time again = transaction.now() + policy.wave_interval;
  const bool in_time = again + policy.lead_min <= LastStart(wanted);
  if (in_time && turn.wave <= policy.waves_max &&
      transaction.state().index->AnyInLater(wanted, policy,
                                            transaction.now())) {
    PlanLook(transaction, need, job, again);
    return absl::OkStatus();
  }
  StopAsking(transaction, need, job);
  return open.empty() ? GiveUp(transaction, need, job) : absl::OkStatus();
}

}  // namespace omzien::core
