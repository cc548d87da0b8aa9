// Asks: reading them, and the desk taking one back. Answers to them are in
// answer_commands.cc.

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/invitation.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/paging.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;

absl::StatusOr<Invitation> GetInvitation(
    Transaction& transaction, const omzien::v1::GetInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          SeeInvitation(transaction, request.name()));
  return Shown(transaction, record);
}

absl::StatusOr<omzien::v1::ListInvitationsResponse> ListInvitations(
    Transaction& transaction,
    const omzien::v1::ListInvitationsRequest& request) {
  const std::string& parent = request.parent();
  std::string prefix;
  if (absl::StartsWith(parent, "volunteers/")) {
    OMZIEN_RETURN_IF_ERROR(MaySee(transaction, PersonOfVolunteer(parent)));
    prefix = LinkKey({"iv", IdOf(parent), ""});
  } else if (absl::StartsWith(parent, "needs/")) {
    const auto need = transaction.Get<NeedRecord>(parent);
    if (!need.ok() ||
        !MustServe(transaction, need->need().municipality()).ok()) {
      return NoSuch(parent);
    }
    prefix = LinkKey({"i", IdOf(parent), ""});
  } else {
    OMZIEN_RETURN_IF_ERROR(MustServe(transaction, parent));
    prefix = LinkKey({"im", IdOf(parent), ""});
  }
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("invitations\n", parent, "\n",
                                      absl::StrJoin(request.states(), ","))};
  omzien::v1::ListInvitationsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(transaction, prefix, page,
                [&](const std::string& id) -> absl::StatusOr<bool> {
                  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                                          transaction.Get<InvitationRecord>(
                                              NameOf("invitations", id)));
                  if (!request.states().empty() &&
                      std::ranges::find(request.states(),
                                        record.invitation().state()) ==
                          request.states().end()) {
                    return false;
                  }
                  OMZIEN_ASSIGN_OR_RETURN(*response.add_invitations(),
                                          Shown(transaction, record));
                  return true;
                }));
  return response;
}

absl::StatusOr<Invitation> WithdrawInvitation(
    Transaction& transaction,
    const omzien::v1::WithdrawInvitationRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          SeeInvitation(transaction, request.name()));
  const Invitation& invitation = record.invitation();
  OMZIEN_RETURN_IF_ERROR(MustServe(transaction, invitation.municipality()));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), invitation.etag(), invitation.name()));
  if (!MayMove(invitation.state(), Invitation::STATE_WITHDRAWN)) {
    return RefuseClosed(invitation);
  }
  OMZIEN_RETURN_IF_ERROR(WithdrawInvitation(
      transaction, record, Invitation::WITHDRAW_REASON_BY_DESK));
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  OMZIEN_RETURN_IF_ERROR(
      AfterNo(transaction, need, job, omzien::v1::AskReason::WHY_NOW_SAID_NO));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, need));
  return Shown(transaction, record);
}

}  // namespace omzien::core
