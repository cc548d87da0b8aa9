// Volunteers: offering help, changing the offer, entering many at once.

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/rpc/error_details.pb.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/authority.h"
#include "server/core/balance.h"
#include "server/core/commands.h"
#include "server/core/erasing.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/offer.h"
#include "server/core/paging.h"
#include "server/core/people.h"
#include "server/core/renewal.h"
#include "server/core/repeated.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"
#include "server/core/welcome.h"

namespace omzien::core {
namespace {

using omzien::v1::Volunteer;
using store::v1::PersonRecord;
using store::v1::VolunteerRecord;

std::string MunicipalityKey(const std::string& municipality,
                            const std::string& volunteer) {
  return LinkKey({"v", IdOf(municipality), IdOf(volunteer)});
}

bool Has(const google::protobuf::RepeatedPtrField<std::string>& skills,
         const std::string& skill) {
  return std::ranges::find(skills, skill) != skills.end();
}

absl::Status CheckOffer(const Transaction& transaction,
                        const Volunteer& volunteer) {
  OMZIEN_RETURN_IF_ERROR(transaction.catalogue()
                             .SkillsOf(volunteer.skills(), "volunteer.skills")
                             .status());
  for (const std::string& skill : volunteer.practised_skills()) {
    if (!Has(volunteer.skills(), skill)) {
      return RefuseFields(
          {{"volunteer.practised_skills",
            absl::StrCat(skill,
                         " is not among the volunteer's skills: add it "
                         "there, or leave it out here")}});
    }
  }
  for (const std::string& name : volunteer.municipalities()) {
    if (transaction.catalogue().FindMunicipality(name) == nullptr) {
      return RefuseFields(
          {{"volunteer.municipalities",
            absl::StrCat("this server does not serve ", name)}});
    }
  }
  return absl::OkStatus();
}

// Whoever gives up a skill is no longer practised in it.
void GiveUpPractised(const Volunteer& before, Volunteer& offer) {
  EraseIf(*offer.mutable_practised_skills(), [&](const std::string& skill) {
    return Has(before.practised_skills(), skill) && !Has(offer.skills(), skill);
  });
}

absl::Status PutOffer(Transaction& transaction, VolunteerRecord& record) {
  const std::string& name = record.volunteer().name();
  for (const std::string& municipality : record.volunteer().municipalities()) {
    transaction.Link(MunicipalityKey(municipality, name));
  }
  transaction.Concerns(record.volunteer().person());
  OMZIEN_RETURN_IF_ERROR(transaction.Put(name, record, IdOf(name)));
  return transaction.RefreshVolunteer(name);
}

absl::StatusOr<VolunteerRecord> EnterOffer(Transaction& transaction,
                                           const PersonRecord& person,
                                           const Volunteer& offer) {
  OMZIEN_RETURN_IF_ERROR(CheckOffer(transaction, offer));
  if (!person.person().home().has_location()) {
    return RefuseFields({{"volunteer.person",
                          "this person has no known address; a volunteer needs "
                          "one, to be asked "
                          "for what is near"}});
  }
  VolunteerRecord record;
  *record.mutable_volunteer() = offer;
  Volunteer& entered = *record.mutable_volunteer();
  entered.set_person(person.person().name());
  entered.set_name(VolunteerOfPerson(person.person().name()));
  if (entered.municipalities().empty()) {
    entered.add_municipalities(person.person().municipality());
  }
  *entered.mutable_create_time() = ToProto(transaction.now());
  OMZIEN_RETURN_IF_ERROR(PutOffer(transaction, record));
  return record;
}

// `status` comes from RefuseFields().
void AddRowErrors(omzien::v1::ImportVolunteersResponse& response, int row,
                  const absl::Status& status) {
  google::rpc::BadRequest violations;
  violations.ParseFromString(std::string(
      status.GetPayload(kViolationsPayload).value_or(absl::Cord())));
  for (const auto& violation : violations.field_violations()) {
    auto& error = *response.add_errors();
    error.set_row(row);
    error.set_field(violation.field());
    error.set_description(violation.description());
  }
}

}  // namespace

absl::StatusOr<Volunteer> GetVolunteer(
    Transaction& transaction, const omzien::v1::GetVolunteerRequest& request) {
  OMZIEN_RETURN_IF_ERROR(
      MaySee(transaction, PersonOfVolunteer(request.name())));
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<VolunteerRecord>(request.name()));
  Volunteer volunteer = record.volunteer();
  OMZIEN_ASSIGN_OR_RETURN(*volunteer.mutable_balance(),
                          BalanceOf(transaction, record));
  if (HasLearned(record)) {
    OMZIEN_ASSIGN_OR_RETURN(*volunteer.mutable_learned(),
                            LearnedOf(transaction, record));
  }
  return volunteer;
}

absl::StatusOr<omzien::v1::ListVolunteersResponse> ListVolunteers(
    Transaction& transaction,
    const omzien::v1::ListVolunteersRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MustServe(transaction, request.municipality()));
  omzien::v1::ListVolunteersResponse response;
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("volunteers\n", request.municipality(),
                                      "\n", request.skill())};
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(
          transaction, LinkKey({"v", IdOf(request.municipality()), ""}), page,
          [&](const std::string& id) -> absl::StatusOr<bool> {
            const auto record =
                transaction.Get<VolunteerRecord>(NameOf("volunteers", id));
            // She was erased by an edition that left her in this list.
            if (absl::IsNotFound(record.status())) return false;
            OMZIEN_RETURN_IF_ERROR(record.status());
            const auto& skills = record->volunteer().skills();
            if (!request.skill().empty() && !Has(skills, request.skill())) {
              return false;
            }
            *response.add_volunteers() = record->volunteer();
            return true;
          }));
  return response;
}

absl::StatusOr<Volunteer> CreateVolunteer(
    Transaction& transaction,
    const omzien::v1::CreateVolunteerRequest& request) {
  const std::string& person = request.volunteer().person();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, person));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto known,
      transaction.Read(Keyspace::kRecords, VolunteerOfPerson(person)));
  if (known.has_value()) {
    return Refuse(Reason::kAlreadyKnown,
                  absl::StrCat(person,
                               " is a volunteer already; change the "
                               "offer with UpdateVolunteer"),
                  {{"name", VolunteerOfPerson(person)}});
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<PersonRecord>(person));
  OMZIEN_ASSIGN_OR_RETURN(const auto offer,
                          EnterOffer(transaction, record, request.volunteer()));
  PlanWelcome(transaction, offer);
  return offer.volunteer();
}

absl::StatusOr<Volunteer> UpdateVolunteer(
    Transaction& transaction,
    const omzien::v1::UpdateVolunteerRequest& request) {
  const std::string& name = request.volunteer().name();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, PersonOfVolunteer(name)));
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<VolunteerRecord>(name));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), record.volunteer().etag(), name));
  const Volunteer before = record.volunteer();
  if (!request.volunteer().person().empty() &&
      request.volunteer().person() != before.person()) {
    return RefuseFields(
        {{"volunteer.person", "an offer stays with the person who made it"}});
  }
  Apply(request.update_mask(), request.volunteer(),
        *record.mutable_volunteer());
  record.mutable_volunteer()->set_person(before.person());
  GiveUpPractised(before, *record.mutable_volunteer());
  if (record.volunteer().municipalities().empty()) {
    *record.mutable_volunteer()->mutable_municipalities() =
        before.municipalities();
  }
  OMZIEN_RETURN_IF_ERROR(CheckOffer(transaction, record.volunteer()));
  for (const std::string& municipality : before.municipalities()) {
    transaction.Unlink(MunicipalityKey(municipality, name));
  }
  OMZIEN_RETURN_IF_ERROR(PutOffer(transaction, record));
  OMZIEN_RETURN_IF_ERROR(RecheckAsksOf(
      transaction, name, omzien::v1::Invitation::WITHDRAW_REASON_CHANGED));
  OMZIEN_RETURN_IF_ERROR(DropRenewalWork(transaction, before.person()));
  return record.volunteer();
}

absl::StatusOr<omzien::v1::ImportVolunteersResponse> ImportVolunteers(
    Transaction& transaction,
    const omzien::v1::ImportVolunteersRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  omzien::v1::ImportVolunteersResponse response;
  for (int row = 0; row < request.rows_size(); ++row) {
    const auto& [person, volunteer] =
        std::tie(request.rows(row).person(), request.rows(row).volunteer());
    OMZIEN_RETURN_IF_ERROR(MustServe(transaction, person.municipality()));
    if (const absl::Status offer = CheckOffer(transaction, volunteer);
        !offer.ok()) {
      AddRowErrors(response, row, offer);
      continue;
    }
    if (!person.home().has_location()) {
      AddRowErrors(response, row,
                   RefuseFields({{"person.home",
                                  "a volunteer needs an address, to be asked "
                                  "for what is near"}}));
      continue;
    }
    if (!transaction.state().people->FindSame(person).empty()) {
      response.set_known(response.known() + 1);
      continue;
    }
    if (WasErased(transaction, person)) {
      AddRowErrors(
          response, row,
          RefuseFields({{"person",
                         "asked to be forgotten; who comes back of her "
                         "own wish is entered by the desk"}}));
      continue;
    }
    OMZIEN_ASSIGN_OR_RETURN(const auto entered,
                            EnterPerson(transaction, person));
    OMZIEN_RETURN_IF_ERROR(
        EnterOffer(transaction, entered, volunteer).status());
    response.set_entered(response.entered() + 1);
  }
  const bool refused = request.all_or_nothing() && response.errors_size() > 0;
  if (refused) response.set_entered(0);
  if (refused || request.validate_only()) transaction.Abandon();
  return response;
}

}  // namespace omzien::core
