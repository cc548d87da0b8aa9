// The calls of the API that the client makes, one overload each: the request
// says which. The generated stubs are in stubs.h, because they are slow to
// compile.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/connection.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/audit_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/skill_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "omzien/v1/watch_service.pb.h"

namespace omzien::cli {

// Used by one thread. Borrows `connection`, which outlives it. Control
// characters in what the server sends are replaced by spaces: a terminal obeys
// them.
class Calls {
 public:
  explicit Calls(const Connection& connection);
  ~Calls();
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;

  absl::StatusOr<v1::ServerStatus> Send(
      const v1::GetServerStatusRequest& request);
  absl::StatusOr<v1::Backup> Send(const v1::CreateBackupRequest& request);
  absl::StatusOr<v1::ListJournalResponse> Send(
      const v1::ListJournalRequest& request);
  absl::StatusOr<v1::PersonExport> Send(const v1::ExportPersonRequest& request);
  absl::StatusOr<v1::ListLooksResponse> Send(
      const v1::ListLooksRequest& request);
  absl::StatusOr<v1::PreviewRetentionResponse> Send(
      const v1::PreviewRetentionRequest& request);
  absl::StatusOr<v1::Appointment> Send(
      const v1::GetAppointmentRequest& request);
  absl::StatusOr<v1::ListAppointmentsResponse> Send(
      const v1::ListAppointmentsRequest& request);
  absl::StatusOr<v1::Appointment> Send(
      const v1::GiveBackAppointmentRequest& request);
  absl::StatusOr<v1::Appointment> Send(const v1::ProposeTimeRequest& request);
  absl::StatusOr<v1::Appointment> Send(
      const v1::AnswerProposedTimeRequest& request);
  absl::StatusOr<v1::Appointment> Send(
      const v1::CompleteAppointmentRequest& request);
  absl::StatusOr<v1::Appointment> Send(
      const v1::ThankVolunteerRequest& request);
  absl::StatusOr<v1::Invitation> Send(const v1::GetInvitationRequest& request);
  absl::StatusOr<v1::ListInvitationsResponse> Send(
      const v1::ListInvitationsRequest& request);
  absl::StatusOr<v1::Appointment> Send(
      const v1::AcceptInvitationRequest& request);
  absl::StatusOr<v1::Invitation> Send(
      const v1::DeclineInvitationRequest& request);
  absl::StatusOr<v1::Invitation> Send(
      const v1::SnoozeInvitationRequest& request);
  absl::StatusOr<v1::Invitation> Send(
      const v1::WithdrawInvitationRequest& request);
  absl::StatusOr<v1::ListMunicipalitiesResponse> Send(
      const v1::ListMunicipalitiesRequest& request);
  absl::StatusOr<v1::AskReport> Send(const v1::GetAskReportRequest& request);
  absl::StatusOr<v1::ListPolicyChangesResponse> Send(
      const v1::ListPolicyChangesRequest& request);
  absl::StatusOr<v1::Need> Send(const v1::GetNeedRequest& request);
  absl::StatusOr<v1::ListNeedsResponse> Send(
      const v1::ListNeedsRequest& request);
  absl::StatusOr<v1::Need> Send(const v1::PostNeedRequest& request);
  absl::StatusOr<v1::Need> Send(const v1::UpdateNeedRequest& request);
  absl::StatusOr<v1::Need> Send(const v1::CancelNeedRequest& request);
  absl::StatusOr<v1::Need> Send(const v1::ReferJobRequest& request);
  absl::StatusOr<v1::Need> Send(const v1::ReopenJobRequest& request);
  absl::StatusOr<v1::MatchExplanation> Send(
      const v1::ExplainMatchRequest& request);
  absl::StatusOr<v1::Person> Send(const v1::GetPersonRequest& request);
  absl::StatusOr<v1::ListPeopleResponse> Send(
      const v1::ListPeopleRequest& request);
  absl::StatusOr<v1::Person> Send(const v1::CreatePersonRequest& request);
  absl::StatusOr<v1::Person> Send(const v1::UpdatePersonRequest& request);
  absl::StatusOr<v1::Person> Send(const v1::RecognisePersonRequest& request);
  absl::StatusOr<v1::Person> Send(const v1::KeepApartRequest& request);
  absl::StatusOr<v1::ErasePersonResponse> Send(
      const v1::ErasePersonRequest& request);
  // Of sign_in_calls.cc.
  absl::StatusOr<v1::SignInAttempt> Send(
      const v1::RequestSignInCodeRequest& request);
  absl::StatusOr<v1::SignInResponse> Send(const v1::SignInRequest& request);
  absl::StatusOr<v1::OrganisationSignIn> Send(
      const v1::StartOrganisationSignInRequest& request);
  absl::StatusOr<v1::SignInResponse> Send(
      const v1::FinishOrganisationSignInRequest& request);
  absl::StatusOr<v1::SignInResponse> Send(
      const v1::CreateTokenRequest& request);
  absl::StatusOr<v1::Identity> Send(const v1::GetIdentityRequest& request);
  absl::StatusOr<v1::ListSessionsResponse> Send(
      const v1::ListSessionsRequest& request);
  absl::StatusOr<v1::Session> Send(const v1::EndSessionRequest& request);
  absl::StatusOr<v1::ListMembershipsResponse> Send(
      const v1::ListMembershipsRequest& request);
  absl::StatusOr<v1::Membership> Send(
      const v1::CreateMembershipRequest& request);
  absl::StatusOr<v1::Membership> Send(
      const v1::DeleteMembershipRequest& request);
  absl::StatusOr<v1::FindAddressResponse> Send(
      const v1::FindAddressRequest& request);
  // Of signal_calls.cc.
  absl::StatusOr<v1::RaiseSignalResponse> Send(
      const v1::RaiseSignalRequest& request);
  absl::StatusOr<v1::Signal> Send(const v1::GetSignalRequest& request);
  absl::StatusOr<v1::ListSignalsResponse> Send(
      const v1::ListSignalsRequest& request);
  absl::StatusOr<v1::Signal> Send(const v1::TakeSignalRequest& request);
  absl::StatusOr<v1::Signal> Send(const v1::WeighSignalRequest& request);
  absl::StatusOr<v1::ListSkillsResponse> Send(
      const v1::ListSkillsRequest& request);
  absl::StatusOr<v1::Task> Send(const v1::GetTaskRequest& request);
  absl::StatusOr<v1::ListTasksResponse> Send(
      const v1::ListTasksRequest& request);
  absl::StatusOr<v1::Task> Send(const v1::CreateTaskRequest& request);
  absl::StatusOr<v1::Task> Send(const v1::CloseTaskRequest& request);
  absl::StatusOr<v1::Volunteer> Send(const v1::GetVolunteerRequest& request);
  absl::StatusOr<v1::ListVolunteersResponse> Send(
      const v1::ListVolunteersRequest& request);
  absl::StatusOr<v1::Volunteer> Send(const v1::CreateVolunteerRequest& request);
  absl::StatusOr<v1::Volunteer> Send(const v1::UpdateVolunteerRequest& request);
  absl::StatusOr<v1::ImportVolunteersResponse> Send(
      const v1::ImportVolunteersRequest& request);

  // Hands each event to `take` until it returns false (then OK) or the stream
  // ends (then why). Waits for events without limit.
  absl::Status Watch(const v1::WatchRequest& request,
                     const std::function<bool(const v1::WatchResponse&)>& take);

 private:
  struct Stubs;

  const Connection& connection_;
  std::unique_ptr<Stubs> stubs_;
};

}  // namespace omzien::cli
