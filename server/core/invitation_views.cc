// What is shown of an ask, and to whom.

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/error.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;

// What the volunteer reads of why she is asked is rounded up to these.
constexpr std::int32_t kDistanceStepM = 100;
constexpr std::int64_t kTermStepMicros = 100'000;

// To the volunteer the way is told no finer than a notice tells it: before a
// yes nobody finds the house from it.
void Coarsen(omzien::v1::Verdict& reasons) {
  const auto up = [](auto value, auto step) {
    return (value + step - 1) / step * step;
  };
  reasons.set_distance_m(up(reasons.distance_m(), kDistanceStepM));
  reasons.clear_score_micros();
  for (auto& term : *reasons.mutable_terms()) {
    term.set_micros(up(term.micros(), kTermStepMicros));
  }
}

absl::StatusOr<InvitationRecord> FindInvitation(Transaction& transaction,
                                                absl::string_view name) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto by_code,
      transaction.Read(Keyspace::kLinks, CodeKey(IdOf(name))));
  if (by_code.has_value()) return transaction.Get<InvitationRecord>(*by_code);
  return transaction.Get<InvitationRecord>(name);
}

}  // namespace

absl::StatusOr<Invitation> Shown(Transaction& transaction,
                                 const InvitationRecord& record) {
  Invitation shown = record.invitation();
  OMZIEN_ASSIGN_OR_RETURN(const auto need,
                          transaction.Get<NeedRecord>(shown.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, shown.job_id()));
  shown.set_description(need.need().jobs(job).description());
  shown.set_village(need.need().jobs(job).place().address().village());
  if (!IsStaff(transaction.caller())) Coarsen(*shown.mutable_reasons());
  return shown;
}

absl::StatusOr<InvitationRecord> SeeInvitation(Transaction& transaction,
                                               const std::string& name) {
  absl::StatusOr<InvitationRecord> record = FindInvitation(transaction, name);
  if (!record.ok()) return NoSuch(name);
  const std::string person =
      PersonOfVolunteer(record->invitation().volunteer());
  if (!MaySee(transaction, person).ok()) return NoSuch(name);
  return record;
}

absl::Status RefuseClosed(const Invitation& invitation) {
  const bool filled =
      invitation.withdraw_reason() == Invitation::WITHDRAW_REASON_FILLED;
  return Refuse(
      filled ? Reason::kAlreadyFilled : Reason::kInvitationClosed,
      filled
          ? "others have said yes already: help is found. Thank you"
          : absl::StrCat("this ask is over: ",
                         Invitation::State_Name(invitation.state()).substr(6)),
      {{"state", Invitation::State_Name(invitation.state())},
       {"withdraw_reason",
        Invitation::WithdrawReason_Name(invitation.withdraw_reason())}});
}

}  // namespace omzien::core
