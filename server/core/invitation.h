// One ask: writing it, sending it, and closing it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/wave.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// How long back asks are kept with a volunteer and count, for her fair share.
inline constexpr absl::Duration kAskedMemory = absl::Hours(24 * 90);

// Which ask of which job.
struct AskOf {
  const store::v1::NeedRecord& need;
  int job;   // Place in need.jobs.
  int wave;  // From 1.
};

// What is kept of an ask that was weighed by itself (one_by_one.h).
struct AskNote {
  store::v1::Expected expected;           // Skill, band and part.
  std::vector<std::int64_t> term_micros;  // In the order of matcher::AskTerm.
  std::uint64_t seed = 0;
  omzien::v1::AskReason reason;
};

struct NewAsk {
  matcher::PlannedAsk plan;
  std::optional<AskNote> note;
};

// The ask as its volunteer and the desk get it: with the work and the village,
// and no more of the place before a yes.
absl::StatusOr<omzien::v1::Invitation> Shown(
    Transaction& transaction, const store::v1::InvitationRecord& record);

// Finds by "invitations/{id}" or "invitations/{code}", if the caller may see
// its volunteer; else RESOURCE_NOT_FOUND.
absl::StatusOr<store::v1::InvitationRecord> SeeInvitation(
    Transaction& transaction, const std::string& name);

// The refusal for an ask that is over: ALREADY_FILLED or INVITATION_CLOSED.
absl::Status RefuseClosed(const omzien::v1::Invitation& invitation);

// Writes a new ask, and sends it unless its time comes later.
absl::Status CreateInvitation(Transaction& transaction, const AskOf& of,
                              const NewAsk& ask);

// Sends a planned or snoozed ask: the volunteer is told, the ask lapses at its
// lapse_time.
absl::Status SendInvitation(Transaction& transaction,
                            store::v1::InvitationRecord& record);

// Removes an ask that was kept for long enough; `when` is the time in its keys.
void ForgetInvitation(Transaction& transaction,
                      const store::v1::InvitationRecord& record,
                      absl::string_view when);

// The ask lapses then; its timer goes along. The caller puts the record.
void LapseAt(Transaction& transaction, store::v1::InvitationRecord& record,
             absl::Time time);

// Tells the volunteer of a sent ask (again).
absl::Status TellInvited(Transaction& transaction,
                         const omzien::v1::Invitation& invitation);

// Moves an ask to a state in which it is not open, or to snoozed; its timer and
// its calls go.
absl::Status CloseInvitation(Transaction& transaction,
                             store::v1::InvitationRecord& record,
                             omzien::v1::Invitation::State state);

// Closes as withdrawn, and tells the volunteer if the ask had reached her.
absl::Status WithdrawInvitation(Transaction& transaction,
                                store::v1::InvitationRecord& record,
                                omzien::v1::Invitation::WithdrawReason reason);

// The ask's last start is now `last`: it lapses in time for the resident to be
// told, at the latest halfway from now.
void LapseBefore(Transaction& transaction, store::v1::InvitationRecord& record,
                 absl::Time last);

// Writes the record and the volunteer's index entry.
absl::Status PutInvitation(Transaction& transaction,
                           store::v1::InvitationRecord& record);

}  // namespace omzien::core
