// What matcher/asking/ask_plan.h needs to know to plan the asks of one job,
// gathered from the records and the index. Changes nothing.

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/ranking.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/prices.h"
#include "server/core/transaction.h"

namespace omzien::core {

// One job, and what the plan needs to know of it.
struct Work {
  const store::v1::NeedRecord& need;
  int job = 0;  // Place in need.jobs.
  const MunicipalityEntry& municipality;
  matcher::AskingPolicy policy;  // The municipality's, with what was learned.
  matcher::Job wanted;
  absl::Time deadline;  // No ask leaves from then on.
  std::size_t kind = 0;
  std::size_t part = 0;
  matcher::Customs customs;
  Prices prices;
};

// Those who fit, in the order of their ids.
struct Field {
  std::vector<matcher::VolunteerId> ids;
  std::vector<std::unique_ptr<const matcher::Habit>> habits;
  std::vector<matcher::AskCandidate> candidates;
};

// Workday, evening, weekend: of the first moment at which the work may begin.
std::size_t PartOf(const matcher::Job& job);

absl::StatusOr<Work> MakeWork(Transaction& transaction,
                              const store::v1::NeedRecord& need, int job);

absl::StatusOr<Field> Gather(Transaction& transaction, const Work& work,
                             std::vector<matcher::Candidate> best);

// The asks among these that may still be answered yes.
absl::StatusOr<std::vector<matcher::OpenAsk>> Waiting(
    Transaction& transaction, const Work& work,
    const std::vector<store::v1::InvitationRecord>& open);

}  // namespace omzien::core
