#include "server/core/offer.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/asking.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;

absl::Status Recheck(Transaction& transaction, InvitationRecord& ask,
                     Invitation::WithdrawReason reason) {
  const Invitation& invitation = ask.invitation();
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto verdict,
      JudgeAsked(transaction, need, job, invitation.volunteer()));
  if (verdict.eligible()) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(transaction, ask, reason));
  OMZIEN_RETURN_IF_ERROR(
      AfterNo(transaction, need, job, omzien::v1::AskReason::WHY_NOW_SAID_NO));
  return PutNeed(transaction, need);
}

}  // namespace

absl::Status RecheckAsksOf(Transaction& transaction,
                           absl::string_view volunteer,
                           Invitation::WithdrawReason reason) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"ivo", IdOf(volunteer), ""})));
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(
        auto ask, transaction.Get<InvitationRecord>(NameOf("invitations", id)));
    OMZIEN_RETURN_IF_ERROR(Recheck(transaction, ask, reason));
  }
  return absl::OkStatus();
}

}  // namespace omzien::core
