// What several commands do with a need.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/need.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// The kind of each job, joined by spaces: what the resident's link to the need
// says, so that needs of other kinds need not be read.
std::string KindsOf(const omzien::v1::Need& need);

// The keys by which a need is found in its municipality and by its resident.
void LinkNeed(Transaction& transaction, const omzien::v1::Need& need);

// The need as clients get it: its state derived from the jobs.
omzien::v1::Need Shown(const store::v1::NeedRecord& record);

// The need, if the caller may see its resident's needs; else
// RESOURCE_NOT_FOUND.
absl::StatusOr<store::v1::NeedRecord> SeeNeed(Transaction& transaction,
                                              const std::string& name);

// Fills in what a job leaves out (duration and risk from its skills, the
// resident's home as its place, one helper) and refuses what cannot be.
// `path` names the job in violations: "need.jobs[0]".
absl::Status CompleteJob(Transaction& transaction,
                         const omzien::v1::Person& resident,
                         absl::string_view path, omzien::v1::Job& job);

// Sends the job on where the policy says so (unless waived), and tells the
// resident. True when it did.
absl::StatusOr<bool> ReferByPolicy(Transaction& transaction,
                                   store::v1::NeedRecord& need, int job);

// Opens a job: sent on where the policy says so (unless waived), else the first
// wave is asked.
absl::Status OpenJob(Transaction& transaction, store::v1::NeedRecord& need,
                     int job);

// Ends the asking for a job and its appointments, and tells everybody. `to` is
// cancelled or referred.
absl::Status EndJob(Transaction& transaction, store::v1::NeedRecord& need,
                    int job, omzien::v1::Job::State to);

// Work about this job need not be done any more; nor, when no other job is
// open, work about the need as such.
absl::Status DropJobCalls(Transaction& transaction,
                          const store::v1::NeedRecord& need, int job);

// Writes the record.
absl::Status PutNeed(Transaction& transaction, store::v1::NeedRecord& record);

}  // namespace omzien::core
