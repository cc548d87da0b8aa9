// The calls about who is who: SignInService, MembershipService, and forgetting
// a person.

#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/stubs.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"

namespace omzien::cli {

absl::StatusOr<v1::ErasePersonResponse> Calls::Send(
    const v1::ErasePersonRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::ErasePerson, request);
}

absl::StatusOr<v1::SignInAttempt> Calls::Send(
    const v1::RequestSignInCodeRequest& request) {
  return Unary(connection_, *stubs_->sign_in, &SignInStub::RequestSignInCode,
               request);
}

absl::StatusOr<v1::SignInResponse> Calls::Send(
    const v1::SignInRequest& request) {
  return Unary(connection_, *stubs_->sign_in, &SignInStub::SignIn, request);
}

absl::StatusOr<v1::OrganisationSignIn> Calls::Send(
    const v1::StartOrganisationSignInRequest& request) {
  return Unary(connection_, *stubs_->sign_in,
               &SignInStub::StartOrganisationSignIn, request);
}

absl::StatusOr<v1::SignInResponse> Calls::Send(
    const v1::FinishOrganisationSignInRequest& request) {
  return Unary(connection_, *stubs_->sign_in,
               &SignInStub::FinishOrganisationSignIn, request);
}

absl::StatusOr<v1::SignInResponse> Calls::Send(
    const v1::CreateTokenRequest& request) {
  return Unary(connection_, *stubs_->sign_in, &SignInStub::CreateToken,
               request);
}

absl::StatusOr<v1::Identity> Calls::Send(
    const v1::GetIdentityRequest& request) {
  return Unary(connection_, *stubs_->sign_in, &SignInStub::GetIdentity,
               request);
}

absl::StatusOr<v1::ListSessionsResponse> Calls::Send(
    const v1::ListSessionsRequest& request) {
  return Unary(connection_, *stubs_->sign_in, &SignInStub::ListSessions,
               request);
}

absl::StatusOr<v1::Session> Calls::Send(const v1::EndSessionRequest& request) {
  return Unary(connection_, *stubs_->sign_in, &SignInStub::EndSession, request);
}

absl::StatusOr<v1::ListMembershipsResponse> Calls::Send(
    const v1::ListMembershipsRequest& request) {
  return Unary(connection_, *stubs_->membership,
               &MembershipStub::ListMemberships, request);
}

absl::StatusOr<v1::Membership> Calls::Send(
    const v1::CreateMembershipRequest& request) {
  return Unary(connection_, *stubs_->membership,
               &MembershipStub::CreateMembership, request);
}

absl::StatusOr<v1::Membership> Calls::Send(
    const v1::DeleteMembershipRequest& request) {
  return Unary(connection_, *stubs_->membership,
               &MembershipStub::DeleteMembership, request);
}

}  // namespace omzien::cli
