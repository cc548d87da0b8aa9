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

// The need as clients get it: its state derived from the jobs.
omzien::v1::Need Shown(const store::v1::NeedRecord& record);

// Fills in what a job leaves out (duration and risk from its skills, the
// resident's home as its place, one helper) and refuses what cannot be.
// `path` names the job in violations: "need.jobs[0]".
absl::Status CompleteJob(Transaction& transaction,
                         const omzien::v1::Person& resident,
                         absl::string_view path, omzien::v1::Job& job);

// Opens a job: sent on where the policy says so (unless waived), else the first
// wave is asked.
absl::Status OpenJob(Transaction& transaction, store::v1::NeedRecord& need,
                     int job);

// Ends the asking for a job and its appointments, and tells everybody. `to` is
// cancelled or referred.
absl::Status EndJob(Transaction& transaction, store::v1::NeedRecord& need,
                    int job, omzien::v1::Job::State to);

// Writes the record.
absl::Status PutNeed(Transaction& transaction, store::v1::NeedRecord& record);

}  // namespace omzien::core
