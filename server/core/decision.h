// Whom the matcher chose for a wave, and what the journal keeps of it.

#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
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

// The choice that the journal kept, to be made again.
matcher::AskChoice ToChoice(const store::v1::Decision& decision);

// Adds the decision about a job to the entry of the journal.
void RecordDecision(Transaction& transaction, const store::v1::NeedRecord& need,
                    int job, const Decision& made);

}  // namespace omzien::core
