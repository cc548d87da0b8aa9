// The methods of the API, as changes of state: one function an RPC, of the same
// name. Each runs in the lane within one transaction; what it returns without
// an error is written as one batch.
//
// The file that holds a group is named above it.
//
// Requests have been validated by the field rules of the protos, and places in
// them have been located. Permission is checked here, before existence.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/audit_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/organisation_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/skill_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/open_id.h"

namespace omzien::core {

class Transaction;

// catalogue_commands.cc
absl::StatusOr<omzien::v1::Municipality> GetMunicipality(
    Transaction& transaction,
    const omzien::v1::GetMunicipalityRequest& request);
absl::StatusOr<omzien::v1::ListMunicipalitiesResponse> ListMunicipalities(
    Transaction& transaction,
    const omzien::v1::ListMunicipalitiesRequest& request);
absl::StatusOr<omzien::v1::AskReport> GetAskReport(
    Transaction& transaction, const omzien::v1::GetAskReportRequest& request);
absl::StatusOr<omzien::v1::ListPolicyChangesResponse> ListPolicyChanges(
    Transaction& transaction,
    const omzien::v1::ListPolicyChangesRequest& request);
absl::StatusOr<omzien::v1::Organisation> GetOrganisation(
    Transaction& transaction,
    const omzien::v1::GetOrganisationRequest& request);
absl::StatusOr<omzien::v1::ListOrganisationsResponse> ListOrganisations(
    Transaction& transaction,
    const omzien::v1::ListOrganisationsRequest& request);
absl::StatusOr<omzien::v1::Skill> GetSkill(
    Transaction& transaction, const omzien::v1::GetSkillRequest& request);
absl::StatusOr<omzien::v1::ListSkillsResponse> ListSkills(
    Transaction& transaction, const omzien::v1::ListSkillsRequest& request);

// person_commands.cc
absl::StatusOr<omzien::v1::Person> GetPerson(
    Transaction& transaction, const omzien::v1::GetPersonRequest& request);
absl::StatusOr<omzien::v1::ListPeopleResponse> ListPeople(
    Transaction& transaction, const omzien::v1::ListPeopleRequest& request);
absl::StatusOr<omzien::v1::Person> CreatePerson(
    Transaction& transaction, const omzien::v1::CreatePersonRequest& request);
absl::StatusOr<omzien::v1::Person> UpdatePerson(
    Transaction& transaction, const omzien::v1::UpdatePersonRequest& request);
absl::StatusOr<omzien::v1::Person> RecognisePerson(
    Transaction& transaction,
    const omzien::v1::RecognisePersonRequest& request);
absl::StatusOr<omzien::v1::Person> KeepApart(
    Transaction& transaction, const omzien::v1::KeepApartRequest& request);

// look_commands.cc
absl::StatusOr<omzien::v1::ListLooksResponse> ListLooks(
    Transaction& transaction, const omzien::v1::ListLooksRequest& request);

// export_commands.cc
absl::StatusOr<omzien::v1::PersonExport> ExportPerson(
    Transaction& transaction, const omzien::v1::ExportPersonRequest& request);

// volunteer_commands.cc
absl::StatusOr<omzien::v1::Volunteer> GetVolunteer(
    Transaction& transaction, const omzien::v1::GetVolunteerRequest& request);
absl::StatusOr<omzien::v1::ListVolunteersResponse> ListVolunteers(
    Transaction& transaction, const omzien::v1::ListVolunteersRequest& request);
absl::StatusOr<omzien::v1::Volunteer> CreateVolunteer(
    Transaction& transaction,
    const omzien::v1::CreateVolunteerRequest& request);
absl::StatusOr<omzien::v1::Volunteer> UpdateVolunteer(
    Transaction& transaction,
    const omzien::v1::UpdateVolunteerRequest& request);
absl::StatusOr<omzien::v1::ImportVolunteersResponse> ImportVolunteers(
    Transaction& transaction,
    const omzien::v1::ImportVolunteersRequest& request);

// need_commands.cc
absl::StatusOr<omzien::v1::Need> GetNeed(
    Transaction& transaction, const omzien::v1::GetNeedRequest& request);
absl::StatusOr<omzien::v1::ListNeedsResponse> ListNeeds(
    Transaction& transaction, const omzien::v1::ListNeedsRequest& request);
absl::StatusOr<omzien::v1::Need> PostNeed(
    Transaction& transaction, const omzien::v1::PostNeedRequest& request);
absl::StatusOr<omzien::v1::Need> UpdateNeed(
    Transaction& transaction, const omzien::v1::UpdateNeedRequest& request);
absl::StatusOr<omzien::v1::Need> CancelNeed(
    Transaction& transaction, const omzien::v1::CancelNeedRequest& request);
absl::StatusOr<omzien::v1::Need> ReferJob(
    Transaction& transaction, const omzien::v1::ReferJobRequest& request);
absl::StatusOr<omzien::v1::Need> ReopenJob(
    Transaction& transaction, const omzien::v1::ReopenJobRequest& request);

// match_commands.cc
absl::StatusOr<omzien::v1::MatchExplanation> ExplainMatch(
    Transaction& transaction, const omzien::v1::ExplainMatchRequest& request);

// invitation_commands.cc
absl::StatusOr<omzien::v1::Invitation> GetInvitation(
    Transaction& transaction, const omzien::v1::GetInvitationRequest& request);
absl::StatusOr<omzien::v1::ListInvitationsResponse> ListInvitations(
    Transaction& transaction,
    const omzien::v1::ListInvitationsRequest& request);
absl::StatusOr<omzien::v1::Invitation> WithdrawInvitation(
    Transaction& transaction,
    const omzien::v1::WithdrawInvitationRequest& request);

// answer_commands.cc
absl::StatusOr<omzien::v1::Appointment> AcceptInvitation(
    Transaction& transaction,
    const omzien::v1::AcceptInvitationRequest& request);
absl::StatusOr<omzien::v1::Invitation> DeclineInvitation(
    Transaction& transaction,
    const omzien::v1::DeclineInvitationRequest& request);
absl::StatusOr<omzien::v1::Invitation> SnoozeInvitation(
    Transaction& transaction,
    const omzien::v1::SnoozeInvitationRequest& request);

// appointment_commands.cc
absl::StatusOr<omzien::v1::Appointment> GetAppointment(
    Transaction& transaction, const omzien::v1::GetAppointmentRequest& request);
absl::StatusOr<omzien::v1::ListAppointmentsResponse> ListAppointments(
    Transaction& transaction,
    const omzien::v1::ListAppointmentsRequest& request);
absl::StatusOr<omzien::v1::Appointment> GiveBackAppointment(
    Transaction& transaction,
    const omzien::v1::GiveBackAppointmentRequest& request);
absl::StatusOr<omzien::v1::Appointment> CompleteAppointment(
    Transaction& transaction,
    const omzien::v1::CompleteAppointmentRequest& request);
absl::StatusOr<omzien::v1::Appointment> ThankVolunteer(
    Transaction& transaction, const omzien::v1::ThankVolunteerRequest& request);

// appointment_time_commands.cc
absl::StatusOr<omzien::v1::Appointment> ProposeTime(
    Transaction& transaction, const omzien::v1::ProposeTimeRequest& request);
absl::StatusOr<omzien::v1::Appointment> AnswerProposedTime(
    Transaction& transaction,
    const omzien::v1::AnswerProposedTimeRequest& request);

// membership_commands.cc
absl::StatusOr<omzien::v1::ListMembershipsResponse> ListMemberships(
    Transaction& transaction,
    const omzien::v1::ListMembershipsRequest& request);
absl::StatusOr<omzien::v1::Membership> CreateMembership(
    Transaction& transaction,
    const omzien::v1::CreateMembershipRequest& request);
absl::StatusOr<omzien::v1::Membership> DeleteMembership(
    Transaction& transaction,
    const omzien::v1::DeleteMembershipRequest& request);

// sign_in_commands.cc
absl::StatusOr<omzien::v1::SignInAttempt> RequestSignInCode(
    Transaction& transaction,
    const omzien::v1::RequestSignInCodeRequest& request);
absl::StatusOr<omzien::v1::SignInResponse> SignIn(
    Transaction& transaction, const omzien::v1::SignInRequest& request);
// provider_commands.cc: what stands between them is no command, for it asks the
// organisation's provider.
absl::StatusOr<omzien::v1::OrganisationSignIn> StartOrganisationSignIn(
    Transaction& transaction,
    const omzien::v1::StartOrganisationSignInRequest& request,
    const std::string& authorization_endpoint);
// What the provider must be asked, once.
absl::StatusOr<OpenIdAnswer> TakeOrganisationSignIn(
    Transaction& transaction,
    const omzien::v1::FinishOrganisationSignInRequest& request);
absl::StatusOr<omzien::v1::SignInResponse> FinishOrganisationSignIn(
    Transaction& transaction,
    const omzien::v1::FinishOrganisationSignInRequest& request,
    const OpenIdSubject& subject);

// sign_in_commands.cc
absl::StatusOr<omzien::v1::SignInResponse> CreateToken(
    Transaction& transaction, const omzien::v1::CreateTokenRequest& request);
absl::StatusOr<omzien::v1::Identity> GetIdentity(
    Transaction& transaction, const omzien::v1::GetIdentityRequest& request);
absl::StatusOr<omzien::v1::ListSessionsResponse> ListSessions(
    Transaction& transaction, const omzien::v1::ListSessionsRequest& request);
absl::StatusOr<omzien::v1::Session> EndSession(
    Transaction& transaction, const omzien::v1::EndSessionRequest& request);

// erase_commands.cc
absl::StatusOr<omzien::v1::ErasePersonResponse> ErasePerson(
    Transaction& transaction, const omzien::v1::ErasePersonRequest& request);

// retention_commands.cc
absl::StatusOr<omzien::v1::PreviewRetentionResponse> PreviewRetention(
    Transaction& transaction,
    const omzien::v1::PreviewRetentionRequest& request);

// signal_commands.cc
absl::StatusOr<omzien::v1::RaiseSignalResponse> RaiseSignal(
    Transaction& transaction, const omzien::v1::RaiseSignalRequest& request);
absl::StatusOr<omzien::v1::Signal> GetSignal(
    Transaction& transaction, const omzien::v1::GetSignalRequest& request);
absl::StatusOr<omzien::v1::ListSignalsResponse> ListSignals(
    Transaction& transaction, const omzien::v1::ListSignalsRequest& request);
absl::StatusOr<omzien::v1::Signal> TakeSignal(
    Transaction& transaction, const omzien::v1::TakeSignalRequest& request);
absl::StatusOr<omzien::v1::Signal> WeighSignal(
    Transaction& transaction, const omzien::v1::WeighSignalRequest& request);

// audit_commands.cc
absl::StatusOr<omzien::v1::ListJournalResponse> ListJournal(
    Transaction& transaction, const omzien::v1::ListJournalRequest& request);

// task_commands.cc
absl::StatusOr<omzien::v1::Task> GetTask(
    Transaction& transaction, const omzien::v1::GetTaskRequest& request);
absl::StatusOr<omzien::v1::ListTasksResponse> ListTasks(
    Transaction& transaction, const omzien::v1::ListTasksRequest& request);
absl::StatusOr<omzien::v1::Task> CreateTask(
    Transaction& transaction, const omzien::v1::CreateTaskRequest& request);
absl::StatusOr<omzien::v1::Task> CloseTask(
    Transaction& transaction, const omzien::v1::CloseTaskRequest& request);

}  // namespace omzien::core
