#include "server/core/policy.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/string_view.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::core {
namespace {

// Words of the table, in its columns.
// NOLINTBEGIN(readability-identifier-naming)
constexpr Reach no = Reach::kNone;
constexpr Reach own = Reach::kSelf;
constexpr Reach con = Reach::kContact;
constexpr Reach mun = Reach::kMunicipality;
constexpr Reach all = Reach::kAll;

// Scopes of programs, after the column they belong to.
constexpr auto read_needs = omzien::v1::SCOPE_READ_NEEDS;
constexpr auto post_needs = omzien::v1::SCOPE_POST_NEEDS;
constexpr auto enter_people = omzien::v1::SCOPE_ENTER_PEOPLE;
constexpr auto find_addresses = omzien::v1::SCOPE_FIND_ADDRESSES;
// NOLINTEND(readability-identifier-naming)

// clang-format off
constexpr PolicyRow kPolicy[] = {
    // method               none res  vol  desk work coor adm  audi inte
    // AdministrationService
    {"GetServerStatus",      no,  no,  no,  no,  no,  no,  all, all, no},
    {"CreateBackup",         no,  no,  no,  no,  no,  no,  all, no,  no},
    {"PreviewRetention",     no,  no,  no,  no,  no,  no,  all, no,  no},
    // AppointmentService
    {"GetAppointment",       no,  own, own, mun, mun, mun, no,  no,  no},
    {"ListAppointments",     no,  own, own, mun, mun, mun, no,  no,  no},
    {"GiveBackAppointment",  no,  no,  own, mun, mun, mun, no,  no,  no},
    {"ProposeTime",          no,  own, own, mun, mun, mun, no,  no,  no},
    {"AnswerProposedTime",   no,  own, own, mun, mun, mun, no,  no,  no},
    {"CompleteAppointment",  no,  own, own, mun, mun, mun, no,  no,  no},
    {"ThankVolunteer",       no,  own, no,  mun, mun, mun, no,  no,  no},
    // AuditService
    {"ListJournal",          no,  no,  no,  no,  no,  no,  all, all, no},
    // ExportService
    {"ExportPerson",         no,  own, own, mun, mun, mun, no,  no,  no},
    // InvitationService
    {"GetInvitation",        no,  no,  own, mun, mun, mun, no,  no,  no},
    {"ListInvitations",      no,  no,  own, mun, mun, mun, no,  no,  no},
    {"AcceptInvitation",     no,  no,  own, mun, mun, mun, no,  no,  no},
    {"DeclineInvitation",    no,  no,  own, mun, mun, mun, no,  no,  no},
    {"SnoozeInvitation",     no,  no,  own, mun, mun, mun, no,  no,  no},
    {"WithdrawInvitation",   no,  no,  no,  mun, mun, mun, no,  no,  no},
    // LookService
    {"ListLooks",            no,  own, own, mun, mun, mun, no,  no,  no},
    // MembershipService
    {"ListMemberships",      no,  no,  no,  no,  no,  mun, all, all, no},
    {"CreateMembership",     no,  no,  no,  no,  no,  mun, all, no,  no},
    {"DeleteMembership",     no,  no,  no,  no,  no,  mun, all, no,  no},
    // MunicipalityService
    {"GetMunicipality",      all, all, all, all, all, all, all, all, all},
    {"ListMunicipalities",   all, all, all, all, all, all, all, all, all},
    {"GetAskReport",         no,  no,  no,  mun, mun, mun, all, all, no},
    {"ListPolicyChanges",    no,  no,  no,  mun, mun, mun, all, all, no},
    // NeedService
    {"GetNeed",              no,  own, no,  mun, mun, mun, no,  no,  mun, read_needs},
    {"ListNeeds",            no,  own, no,  mun, mun, mun, no,  no,  mun, read_needs},
    {"PostNeed",             no,  own, no,  mun, mun, mun, no,  no,  mun, post_needs},
    {"UpdateNeed",           no,  own, no,  mun, mun, mun, no,  no,  no},
    {"CancelNeed",           no,  own, no,  mun, mun, mun, no,  no,  no},
    {"ReferJob",             no,  own, no,  mun, mun, mun, no,  no,  no},
    {"ReopenJob",            no,  own, no,  mun, mun, mun, no,  no,  no},
    {"ExplainMatch",         no,  no,  no,  mun, mun, mun, no,  no,  no},
    // OrganisationService
    {"GetOrganisation",      all, all, all, all, all, all, all, all, all},
    {"ListOrganisations",    all, all, all, all, all, all, all, all, all},
    // PersonService
    {"GetPerson",            no,  own, own, mun, mun, mun, no,  no,  no},
    {"ListPeople",           no,  no,  no,  mun, mun, mun, no,  no,  no},
    {"CreatePerson",         no,  no,  no,  mun, mun, mun, no,  no,  mun, enter_people},
    {"UpdatePerson",         no,  own, own, mun, mun, mun, no,  no,  no},
    {"RecognisePerson",      no,  no,  no,  mun, mun, mun, no,  no,  no},
    {"ErasePerson",          no,  own, own, mun, mun, mun, no,  no,  no},
    {"KeepApart",            no,  no,  no,  mun, mun, mun, no,  no,  no},
    // PlaceService: each call may cost a look-up elsewhere.
    {"FindAddress",          no,  all, all, all, all, all, no,  no,  all, find_addresses},
    // SignInService
    {"RequestSignInCode",    all, all, all, all, all, all, all, all, all},
    {"SignIn",               all, all, all, all, all, all, all, all, all},
    {"StartOrganisationSignIn",
                             all, all, all, all, all, all, all, all, all},
    {"FinishOrganisationSignIn",
                             all, all, all, all, all, all, all, all, all},
    {"CreateToken",          no,  no,  no,  no,  no,  no,  all, no,  no},
    {"GetIdentity",          no,  all, all, all, all, all, all, all, all},
    {"ListSessions",         no,  own, own, mun, mun, mun, own, own, own},
    {"EndSession",           no,  own, own, mun, mun, mun, own, own, own},
    // SignalService: whom they are about is nobody's but contact persons'.
    {"RaiseSignal",          no,  own, own, mun, mun, mun, no,  no,  no},
    {"GetSignal",            no,  own, own, con, con, con, no,  no,  no},
    {"ListSignals",          no,  own, own, con, con, con, no,  no,  no},
    {"TakeSignal",           no,  no,  no,  con, con, con, no,  no,  no},
    {"WeighSignal",          no,  no,  no,  con, con, con, no,  no,  no},
    // SkillService
    {"GetSkill",             all, all, all, all, all, all, all, all, all},
    {"ListSkills",           all, all, all, all, all, all, all, all, all},
    // TaskService
    {"GetTask",              no,  no,  no,  mun, mun, mun, no,  no,  no},
    {"ListTasks",            no,  no,  no,  mun, mun, mun, no,  no,  no},
    {"CreateTask",           no,  own, own, mun, mun, mun, no,  no,  no},
    {"CloseTask",            no,  no,  no,  mun, mun, mun, no,  no,  no},
    // VolunteerService
    {"GetVolunteer",         no,  own, own, mun, mun, mun, no,  no,  no},
    {"ListVolunteers",       no,  no,  no,  mun, mun, mun, no,  no,  no},
    {"CreateVolunteer",      no,  own, own, mun, mun, mun, no,  no,  no},
    {"UpdateVolunteer",      no,  own, own, mun, mun, mun, no,  no,  no},
    {"ImportVolunteers",     no,  no,  no,  mun, mun, mun, no,  no,  no},
    // WatchService
    {"Watch",                no,  own, own, mun, mun, mun, no,  no,  no},
};
// clang-format on

}  // namespace

const PolicyRow* FindPolicy(absl::string_view method) {
  const auto* const found =
      std::ranges::find(kPolicy, method, &PolicyRow::method);
  return found == std::end(kPolicy) ? nullptr : found;
}

Reach ReachOf(const PolicyRow& row, omzien::v1::Role role) {
  switch (role) {
    case omzien::v1::ROLE_UNSPECIFIED:
      return row.nobody;
    case omzien::v1::ROLE_RESIDENT:
      return row.resident;
    case omzien::v1::ROLE_VOLUNTEER:
      return row.volunteer;
    case omzien::v1::ROLE_DESK:
      return row.desk;
    case omzien::v1::ROLE_COMMUNITY_WORKER:
      return row.community_worker;
    case omzien::v1::ROLE_COORDINATOR:
      return row.coordinator;
    case omzien::v1::ROLE_ADMINISTRATOR:
      return row.administrator;
    case omzien::v1::ROLE_AUDITOR:
      return row.auditor;
    case omzien::v1::ROLE_INTEGRATION:
      return row.integration;
    case omzien::v1::ROLE_SYSTEM:
      return Reach::kAll;
    default:
      return Reach::kNone;
  }
}

bool IsStaffRole(omzien::v1::Role role) {
  switch (role) {
    case omzien::v1::ROLE_DESK:
    case omzien::v1::ROLE_COMMUNITY_WORKER:
    case omzien::v1::ROLE_COORDINATOR:
    case omzien::v1::ROLE_ADMINISTRATOR:
    case omzien::v1::ROLE_AUDITOR:
    case omzien::v1::ROLE_INTEGRATION:
      return true;
    default:
      return false;
  }
}

}  // namespace omzien::core
