// Whom the matcher chose for a wave, and what the journal keeps of it.

#pragma once

#include <vector>

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
};

// Changes nothing. The observer hears how long it took.
Decision Decide(Transaction& transaction, const matcher::Job& wanted,
                const matcher::Policy& policy, matcher::WaveTurn turn);

// Adds the decision about a job to the entry of the journal.
void RecordDecision(Transaction& transaction, const store::v1::NeedRecord& need,
                    int job, const Decision& made);

}  // namespace omzien::core
