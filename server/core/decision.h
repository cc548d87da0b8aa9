// Whom the matcher chose for a wave, and what the journal keeps of it.

#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/wave.h"
#include "omzien/store/v1/decision.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/sealer.h"
#include "server/core/transaction.h"

namespace omzien::core {

struct Decision {
  std::vector<matcher::Candidate> best;  // At most 50, whose terms are kept.
  matcher::Coverage coverage;            // Everybody.
  matcher::WavePlan plan;
  // When asks leave one by one: the choice among `best`, and who is meant by
  // each candidate in it.
  std::optional<matcher::AskChoice> choice;
  std::vector<matcher::VolunteerId> places;
  // When the scarcity prices in it were reckoned; InfinitePast: there are none.
  absl::Time prices_time = absl::InfinitePast();
};

// Who could do it, without a plan. Changes nothing.
Decision Survey(Transaction& transaction, const matcher::Job& wanted,
                const matcher::Policy& policy);

// Changes nothing. The observer hears how long it took.
Decision Decide(Transaction& transaction, const matcher::Job& wanted,
                const matcher::Policy& policy, matcher::WaveTurn turn);

// The observer hears of a decision that was begun at this steady time.
void TellMatch(const State& state, const Decision& decision,
               absl::Duration begun);

// Adds the decision about a job to the entry of the journal, what was weighed
// of each candidate sealed for her alone.
absl::Status RecordDecision(Transaction& transaction,
                            const store::v1::NeedRecord& need, int job,
                            const Decision& made);

// A decision as the journal kept it, opened.
struct KeptDecision {
  store::v1::Decision decision;
  // Of each of `decision.best`; null when it cannot be opened any more: she was
  // erased, or an earlier version kept it otherwise.
  std::vector<std::optional<store::v1::Weighed>> weighed;

  bool is_whole() const;
};

// DATA_LOSS when what was weighed of somebody cannot be read.
absl::StatusOr<KeptDecision> OpenDecision(const store::v1::Decision& decision,
                                          Sealer& sealer);

// The choice of a whole decision, to be made again.
matcher::AskChoice ToChoice(const KeptDecision& kept);

}  // namespace omzien::core
