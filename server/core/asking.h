// Asking volunteers, from the first ask to "filled" or "unanswered". The
// matcher decides whom; here it becomes state.
//
// All functions change `need` in place; the caller puts it back once at the
// end.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/job.h"
#include "matcher/verdict.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Place of the job in need.jobs; RESOURCE_NOT_FOUND when there is none.
absl::StatusOr<int> JobIndex(const store::v1::NeedRecord& need,
                             absl::string_view job_id);

// The matcher's view of one job.
absl::StatusOr<matcher::Job> MatcherJob(Transaction& transaction,
                                        const store::v1::NeedRecord& need,
                                        int job);

// Asks for an open job, in the municipality's way (waves.h, one_by_one.h). When
// nobody is left to ask and nobody can still answer, the job is unanswered: the
// resident is told and the desk has work. `why_now` is what makes it the
// moment.
absl::Status AskForHelp(Transaction& transaction, store::v1::NeedRecord& need,
                        int job, omzien::v1::AskReason::WhyNow why_now);

// It is the time that was planned: asks the next few, or looks whether to.
// Writes the record.
absl::Status LookAgain(Transaction& transaction, store::v1::NeedRecord& need,
                       int job);

// After a "no", a lapse or a withdrawal. In waves: when nobody can answer any
// more, the next wave leaves now. One by one: whoever is missing is asked now.
// Nothing when the job is not open.
absl::Status AfterNo(Transaction& transaction, store::v1::NeedRecord& need,
                     int job, omzien::v1::AskReason::WhyNow why_now);

// Withdraws what is open of a job. Who was asked is told, with the reason.
absl::Status WithdrawAsks(Transaction& transaction, store::v1::NeedRecord& need,
                          int job,
                          omzien::v1::Invitation::WithdrawReason reason);

// The first yes has fixed the time (job.start_time): the other asks offer that
// time and nothing else; who can't then is told that the ask is withdrawn, and
// who had not been offered that time is asked anew.
absl::Status NarrowAsks(Transaction& transaction, store::v1::NeedRecord& need,
                        int job);

// The job has changed: asks that no longer fit are withdrawn, the others are
// sent again as they are now.
absl::Status RecheckAsks(Transaction& transaction, store::v1::NeedRecord& need,
                         int job);

// Whether somebody who was asked can still do the job as it is now: by all the
// rules but those about asking (rest, asks a week, quiet hours, lead time).
// `own` is an appointment of theirs that does not stand in the way: the one
// that is to move.
absl::StatusOr<matcher::Verdict> JudgeAsked(
    Transaction& transaction, const store::v1::NeedRecord& need, int job,
    absl::string_view volunteer, const omzien::v1::Appointment* own = nullptr);

// Another appointment, with the travel in between, is in the way.
bool IsBusy(const matcher::Verdict& verdict);

}  // namespace omzien::core
