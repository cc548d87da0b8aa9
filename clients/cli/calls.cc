#include "clients/cli/calls.h"

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/clean_text.h"
#include "clients/cli/connection.h"
#include "clients/cli/stubs.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/skill_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "omzien/v1/watch_service.pb.h"

namespace omzien::cli {

Calls::Calls(const Connection& connection)
    : connection_(connection),
      stubs_(std::make_unique<Stubs>(Stubs{connection.channel()})) {}

Calls::~Calls() = default;

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::GetAppointmentRequest& request) {
  return Unary(connection_, *stubs_->appointment,
               &AppointmentStub::GetAppointment, request);
}

absl::StatusOr<v1::ListAppointmentsResponse> Calls::Send(
    const v1::ListAppointmentsRequest& request) {
  return Unary(connection_, *stubs_->appointment,
               &AppointmentStub::ListAppointments, request);
}

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::GiveBackAppointmentRequest& request) {
  return Unary(connection_, *stubs_->appointment,
               &AppointmentStub::GiveBackAppointment, request);
}

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::ProposeTimeRequest& request) {
  return Unary(connection_, *stubs_->appointment, &AppointmentStub::ProposeTime,
               request);
}

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::AnswerProposedTimeRequest& request) {
  return Unary(connection_, *stubs_->appointment,
               &AppointmentStub::AnswerProposedTime, request);
}

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::CompleteAppointmentRequest& request) {
  return Unary(connection_, *stubs_->appointment,
               &AppointmentStub::CompleteAppointment, request);
}

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::ThankVolunteerRequest& request) {
  return Unary(connection_, *stubs_->appointment,
               &AppointmentStub::ThankVolunteer, request);
}

absl::StatusOr<v1::Invitation> Calls::Send(
    const v1::GetInvitationRequest& request) {
  return Unary(connection_, *stubs_->invitation, &InvitationStub::GetInvitation,
               request);
}

absl::StatusOr<v1::ListInvitationsResponse> Calls::Send(
    const v1::ListInvitationsRequest& request) {
  return Unary(connection_, *stubs_->invitation,
               &InvitationStub::ListInvitations, request);
}

absl::StatusOr<v1::Appointment> Calls::Send(
    const v1::AcceptInvitationRequest& request) {
  return Unary(connection_, *stubs_->invitation,
               &InvitationStub::AcceptInvitation, request);
}

absl::StatusOr<v1::Invitation> Calls::Send(
    const v1::DeclineInvitationRequest& request) {
  return Unary(connection_, *stubs_->invitation,
               &InvitationStub::DeclineInvitation, request);
}

absl::StatusOr<v1::Invitation> Calls::Send(
    const v1::SnoozeInvitationRequest& request) {
  return Unary(connection_, *stubs_->invitation,
               &InvitationStub::SnoozeInvitation, request);
}

absl::StatusOr<v1::Invitation> Calls::Send(
    const v1::WithdrawInvitationRequest& request) {
  return Unary(connection_, *stubs_->invitation,
               &InvitationStub::WithdrawInvitation, request);
}

absl::StatusOr<v1::ListMunicipalitiesResponse> Calls::Send(
    const v1::ListMunicipalitiesRequest& request) {
  return Unary(connection_, *stubs_->municipality,
               &MunicipalityStub::ListMunicipalities, request);
}

absl::StatusOr<v1::AskReport> Calls::Send(
    const v1::GetAskReportRequest& request) {
  return Unary(connection_, *stubs_->municipality,
               &MunicipalityStub::GetAskReport, request);
}

absl::StatusOr<v1::ListPolicyChangesResponse> Calls::Send(
    const v1::ListPolicyChangesRequest& request) {
  return Unary(connection_, *stubs_->municipality,
               &MunicipalityStub::ListPolicyChanges, request);
}

absl::StatusOr<v1::Need> Calls::Send(const v1::GetNeedRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::GetNeed, request);
}

absl::StatusOr<v1::ListNeedsResponse> Calls::Send(
    const v1::ListNeedsRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::ListNeeds, request);
}

absl::StatusOr<v1::Need> Calls::Send(const v1::PostNeedRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::PostNeed, request);
}

absl::StatusOr<v1::Need> Calls::Send(const v1::UpdateNeedRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::UpdateNeed, request);
}

absl::StatusOr<v1::Need> Calls::Send(const v1::CancelNeedRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::CancelNeed, request);
}

absl::StatusOr<v1::Need> Calls::Send(const v1::ReferJobRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::ReferJob, request);
}

absl::StatusOr<v1::Need> Calls::Send(const v1::ReopenJobRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::ReopenJob, request);
}

absl::StatusOr<v1::MatchExplanation> Calls::Send(
    const v1::ExplainMatchRequest& request) {
  return Unary(connection_, *stubs_->need, &NeedStub::ExplainMatch, request);
}

absl::StatusOr<v1::Person> Calls::Send(const v1::GetPersonRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::GetPerson, request);
}

absl::StatusOr<v1::ListPeopleResponse> Calls::Send(
    const v1::ListPeopleRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::ListPeople, request);
}

absl::StatusOr<v1::Person> Calls::Send(const v1::CreatePersonRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::CreatePerson,
               request);
}

absl::StatusOr<v1::Person> Calls::Send(const v1::UpdatePersonRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::UpdatePerson,
               request);
}

absl::StatusOr<v1::Person> Calls::Send(
    const v1::RecognisePersonRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::RecognisePerson,
               request);
}

absl::StatusOr<v1::Person> Calls::Send(const v1::KeepApartRequest& request) {
  return Unary(connection_, *stubs_->person, &PersonStub::KeepApart, request);
}

absl::StatusOr<v1::FindAddressResponse> Calls::Send(
    const v1::FindAddressRequest& request) {
  return Unary(connection_, *stubs_->place, &PlaceStub::FindAddress, request);
}

absl::StatusOr<v1::ListSkillsResponse> Calls::Send(
    const v1::ListSkillsRequest& request) {
  return Unary(connection_, *stubs_->skill, &SkillStub::ListSkills, request);
}

absl::StatusOr<v1::Task> Calls::Send(const v1::GetTaskRequest& request) {
  return Unary(connection_, *stubs_->task, &TaskStub::GetTask, request);
}

absl::StatusOr<v1::ListTasksResponse> Calls::Send(
    const v1::ListTasksRequest& request) {
  return Unary(connection_, *stubs_->task, &TaskStub::ListTasks, request);
}

absl::StatusOr<v1::Task> Calls::Send(const v1::CreateTaskRequest& request) {
  return Unary(connection_, *stubs_->task, &TaskStub::CreateTask, request);
}

absl::StatusOr<v1::Task> Calls::Send(const v1::CloseTaskRequest& request) {
  return Unary(connection_, *stubs_->task, &TaskStub::CloseTask, request);
}

absl::StatusOr<v1::Volunteer> Calls::Send(
    const v1::GetVolunteerRequest& request) {
  return Unary(connection_, *stubs_->volunteer, &VolunteerStub::GetVolunteer,
               request);
}

absl::StatusOr<v1::ListVolunteersResponse> Calls::Send(
    const v1::ListVolunteersRequest& request) {
  return Unary(connection_, *stubs_->volunteer, &VolunteerStub::ListVolunteers,
               request);
}

absl::StatusOr<v1::Volunteer> Calls::Send(
    const v1::CreateVolunteerRequest& request) {
  return Unary(connection_, *stubs_->volunteer, &VolunteerStub::CreateVolunteer,
               request);
}

absl::StatusOr<v1::Volunteer> Calls::Send(
    const v1::UpdateVolunteerRequest& request) {
  return Unary(connection_, *stubs_->volunteer, &VolunteerStub::UpdateVolunteer,
               request);
}

absl::StatusOr<v1::ImportVolunteersResponse> Calls::Send(
    const v1::ImportVolunteersRequest& request) {
  return Unary(connection_, *stubs_->volunteer,
               &VolunteerStub::ImportVolunteers, request);
}

absl::Status Calls::Watch(
    const v1::WatchRequest& request,
    const std::function<bool(const v1::WatchResponse&)>& take) {
  grpc::ClientContext context;
  connection_.Prepare(context, absl::InfiniteDuration());
  const auto reader = stubs_->watch->Watch(&context, request);
  v1::WatchResponse event;
  while (reader->Read(&event)) {
    RemoveControls(event);
    if (take(event)) continue;
    context.TryCancel();
    static_cast<void>(reader->Finish());  // CANCELLED, by ourselves.
    return absl::OkStatus();
  }
  return ToStatus(reader->Finish());
}

}  // namespace omzien::cli
