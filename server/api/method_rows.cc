#include "server/api/method_rows.h"

#include <vector>

#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/method_table.h"
#include "server/core/commands.h"

namespace omzien::api {

std::vector<MethodRow> MethodRows() {
  return {
      // AdministrationService
      RowOutsideLane<v1::GetServerStatusRequest, v1::ServerStatus>(
          "GetServerStatus"),
      RowOutsideLane<v1::CreateBackupRequest, v1::Backup>("CreateBackup"),
      Row("PreviewRetention", &core::PreviewRetention),
      // AppointmentService
      Row("GetAppointment", &core::GetAppointment),
      Row("ListAppointments", &core::ListAppointments),
      Row("GiveBackAppointment", &core::GiveBackAppointment),
      Row("ProposeTime", &core::ProposeTime),
      Row("AnswerProposedTime", &core::AnswerProposedTime),
      Row("CompleteAppointment", &core::CompleteAppointment),
      Row("ThankVolunteer", &core::ThankVolunteer),
      // AuditService
      Row("ListJournal", &core::ListJournal),
      // ExportService
      Row("ExportPerson", &core::ExportPerson),
      // InvitationService
      Row("GetInvitation", &core::GetInvitation),
      Row("ListInvitations", &core::ListInvitations),
      Row("AcceptInvitation", &core::AcceptInvitation),
      Row("DeclineInvitation", &core::DeclineInvitation),
      Row("SnoozeInvitation", &core::SnoozeInvitation),
      Row("WithdrawInvitation", &core::WithdrawInvitation),
      // LookService
      Row("ListLooks", &core::ListLooks),
      // MembershipService
      Row("ListMemberships", &core::ListMemberships),
      Row("CreateMembership", &core::CreateMembership),
      Row("DeleteMembership", &core::DeleteMembership),
      // MunicipalityService
      Row("GetMunicipality", &core::GetMunicipality),
      Row("ListMunicipalities", &core::ListMunicipalities),
      Row("GetAskReport", &core::GetAskReport),
      Row("ListPolicyChanges", &core::ListPolicyChanges),
      // NeedService
      Row("GetNeed", &core::GetNeed),
      Row("ListNeeds", &core::ListNeeds),
      Row("PostNeed", &core::PostNeed),
      Row("UpdateNeed", &core::UpdateNeed),
      Row("CancelNeed", &core::CancelNeed),
      Row("ReferJob", &core::ReferJob),
      Row("ReopenJob", &core::ReopenJob),
      Row("ExplainMatch", &core::ExplainMatch),
      // OrganisationService
      Row("GetOrganisation", &core::GetOrganisation),
      Row("ListOrganisations", &core::ListOrganisations),
      // PersonService
      Row("GetPerson", &core::GetPerson),
      Row("ListPeople", &core::ListPeople),
      Row("CreatePerson", &core::CreatePerson),
      Row("UpdatePerson", &core::UpdatePerson),
      Row("RecognisePerson", &core::RecognisePerson),
      Row("ErasePerson", &core::ErasePerson),
      Row("KeepApart", &core::KeepApart),
      // PlaceService
      RowOutsideLane<v1::FindAddressRequest, v1::FindAddressResponse>(
          "FindAddress"),
      // SignInService
      Row("RequestSignInCode", &core::RequestSignInCode),
      Row("SignIn", &core::SignIn),
      RowOutsideLane<v1::StartOrganisationSignInRequest,
                     v1::OrganisationSignIn>("StartOrganisationSignIn"),
      RowOutsideLane<v1::FinishOrganisationSignInRequest, v1::SignInResponse>(
          "FinishOrganisationSignIn"),
      Row("CreateToken", &core::CreateToken),
      Row("GetIdentity", &core::GetIdentity),
      Row("ListSessions", &core::ListSessions),
      Row<v1::EndSessionRequest, v1::Session>("EndSession", &core::EndSession),
      // SignalService
      Row("RaiseSignal", &core::RaiseSignal),
      Row("GetSignal", &core::GetSignal),
      Row("ListSignals", &core::ListSignals),
      Row("TakeSignal", &core::TakeSignal),
      Row("WeighSignal", &core::WeighSignal),
      // SkillService
      Row("GetSkill", &core::GetSkill),
      Row("ListSkills", &core::ListSkills),
      // TaskService
      Row("GetTask", &core::GetTask),
      Row("ListTasks", &core::ListTasks),
      Row("CreateTask", &core::CreateTask),
      Row("CloseTask", &core::CloseTask),
      // VolunteerService
      Row("GetVolunteer", &core::GetVolunteer),
      Row("ListVolunteers", &core::ListVolunteers),
      Row("CreateVolunteer", &core::CreateVolunteer),
      Row("UpdateVolunteer", &core::UpdateVolunteer),
      Row("ImportVolunteers", &core::ImportVolunteers),
      // WatchService
      RowOutsideLane<v1::WatchRequest, v1::WatchResponse>("Watch"),
  };
}

}  // namespace omzien::api
