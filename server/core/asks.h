// What both ways of asking (waves.h, one_by_one.h) do with the asks of a job.
// All change `need` in place; the caller puts it back.

#pragma once

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/ranking.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/invitation.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Planned, sent and snoozed; without what is about somebody who was erased.
absl::StatusOr<std::vector<store::v1::InvitationRecord>> OpenAsks(
    Transaction& transaction, const store::v1::NeedRecord& need, int job);

// The last moment at which the job can begin.
absl::Time LastStart(const matcher::Job& job);

// Asks leave, or it is looked at whether they should, at `due`, and at no other
// time; never at InfiniteFuture.
void PlanLook(Transaction& transaction, store::v1::NeedRecord& need, int job,
              absl::Time due);

// Nothing is planned for this job any more.
void StopAsking(Transaction& transaction, store::v1::NeedRecord& need, int job);

// The job is unanswered: the resident is told, and the desk has work.
absl::Status GiveUp(Transaction& transaction, store::v1::NeedRecord& need,
                    int job);

// Writes the asks, which leave together as wave `need.jobs(job).waves`, and
// counts them.
absl::Status SendAsks(Transaction& transaction, store::v1::NeedRecord& need,
                      int job, std::span<const NewAsk> asks);

// What the desk reads of who could do it.
void NoteCoverage(store::v1::NeedRecord& need, int job,
                  const matcher::Coverage& coverage);

}  // namespace omzien::core
