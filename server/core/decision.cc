#include "server/core/decision.h"

#include <algorithm>
#include <vector>

#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/matcher_values.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

// Candidates whose terms the journal keeps.
constexpr int kBestMax = 50;

}  // namespace

Decision Decide(Transaction& transaction, const matcher::Job& wanted,
                const matcher::Policy& policy, matcher::WaveTurn turn) {
  State& state = transaction.state();
  const absl::Duration begun = state.ports.clock.SteadyNow();
  Decision decision;
  decision.best =
      state.index->Candidates(wanted, policy, transaction.now(), kBestMax);
  decision.coverage = state.index->Cover(wanted, policy, transaction.now());
  decision.plan = matcher::PlanWave(
      decision.best,
      [&](const matcher::VolunteerId& id) {
        return matcher::Judge(wanted, *state.index->Find(id), policy,
                              transaction.now());
      },
      turn, policy, transaction.now());
  if (state.ports.observer != nullptr) {
    state.ports.observer->OnMatch({static_cast<int>(state.index->size()),
                                   decision.coverage.eligible,
                                   static_cast<int>(decision.plan.asks.size()),
                                   state.ports.clock.SteadyNow() - begun});
  }
  return decision;
}

void RecordDecision(Transaction& transaction, const store::v1::NeedRecord& need,
                    int job, const Decision& made) {
  const Catalogue& catalogue = transaction.catalogue();
  auto& decision = *transaction.entry().add_decisions();
  decision.set_need(need.need().name());
  decision.set_job_id(need.need().jobs(job).id());
  decision.set_wave(need.jobs(job).waves());
  decision.set_policy_version(
      catalogue.FindMunicipality(need.need().municipality())->policy_version);
  *decision.mutable_excluded() = ToProto(made.coverage.excluded);
  for (const matcher::Candidate& candidate : made.best) {
    auto& best = *decision.add_best() = ToRecord(candidate);
    best.set_asked(std::ranges::any_of(made.plan.asks, [&](const auto& ask) {
      return ask.verdict.volunteer == candidate.volunteer;
    }));
  }
}

}  // namespace omzien::core
