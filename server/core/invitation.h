// One ask: writing it, sending it, and closing it.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Which ask of which job.
struct AskOf {
  const store::v1::NeedRecord& need;
  int job;   // Place in need.jobs.
  int wave;  // From 1.
};

// Writes a new ask, and sends it unless its time comes later.
absl::Status CreateInvitation(Transaction& transaction, const AskOf& of,
                              const matcher::PlannedAsk& plan);

// Sends a planned or snoozed ask: the volunteer is told, the ask lapses at its
// lapse_time.
absl::Status SendInvitation(Transaction& transaction,
                            store::v1::InvitationRecord& record);

// Tells the volunteer of a sent ask (again).
absl::Status TellInvited(Transaction& transaction,
                         const omzien::v1::Invitation& invitation);

// Moves an ask to a state in which it is not open, or to snoozed; its timer and
// its calls go.
absl::Status CloseInvitation(Transaction& transaction,
                             store::v1::InvitationRecord& record,
                             omzien::v1::Invitation::State state);

// Closes as withdrawn, and tells the volunteer if the ask had reached her.
absl::Status WithdrawInvitation(
    Transaction& transaction, store::v1::InvitationRecord& record,
    omzien::v1::Invitation::WithdrawReason reason);

// Finds by "invitations/{id}" or "invitations/{code}".
absl::StatusOr<store::v1::InvitationRecord> FindInvitation(
    Transaction& transaction, absl::string_view name);

// Writes the record and the volunteer's index entry.
absl::Status PutInvitation(Transaction& transaction,
                           store::v1::InvitationRecord& record);

}  // namespace omzien::core
