// People: entering, finding, changing, recognising, keeping apart.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/heard.h"
#include "server/core/names.h"
#include "server/core/offer.h"
#include "server/core/paging.h"
#include "server/core/people.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Person;
using store::v1::PersonRecord;

// Who has somebody's mail, telephone or word can be that person to us.
bool WouldBeKnownOtherwise(const Person& before, const Person& after) {
  const auto changed = [](const std::string& was, const std::string& is) {
    return !was.empty() && was != is;
  };
  return changed(before.email(), after.email()) ||
         changed(before.phone(), after.phone()) ||
         changed(before.agreed_word(), after.agreed_word());
}

}  // namespace

absl::StatusOr<Person> GetPerson(Transaction& transaction,
                                 const omzien::v1::GetPersonRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MaySee(transaction, request.name()));
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<PersonRecord>(request.name()));
  if (request.as_listed()) transaction.DiscloseAsListed();
  return Shown(record);
}

absl::StatusOr<omzien::v1::ListPeopleResponse> ListPeople(
    Transaction& transaction, const omzien::v1::ListPeopleRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MustServe(transaction, request.municipality()));
  const PageRequest page{
      request.page_size(), request.page_token(),
      absl::StrCat("people\n", request.municipality(), "\n", request.query())};
  OMZIEN_ASSIGN_OR_RETURN(const std::string after, ReadPageToken(page));
  const auto& people = transaction.state().people;
  const int size = PageSize(page.size);
  // The token holds a name, not the words people are ordered by.
  auto names = people->Find(request.municipality(), request.query(),
                            people->SortKey(after), size + 1);
  omzien::v1::ListPeopleResponse response;
  if (static_cast<int>(names.size()) > size) {
    names.pop_back();
    response.set_next_page_token(MakePageToken(page.list, names.back()));
  }
  for (const std::string& name : names) {
    OMZIEN_ASSIGN_OR_RETURN(const auto record,
                            transaction.Get<PersonRecord>(name));
    *response.add_people() = Shown(record);
  }
  return response;
}

absl::StatusOr<Person> CreatePerson(
    Transaction& transaction, const omzien::v1::CreatePersonRequest& request) {
  OMZIEN_RETURN_IF_ERROR(
      MustServe(transaction, request.person().municipality()));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  const std::string same =
      transaction.state().people->FindSame(request.person());
  if (!same.empty()) {
    return Refuse(Reason::kAlreadyKnown,
                  absl::StrCat("somebody of this name with the same telephone "
                               "number or e-mail address is here already: ",
                               same),
                  {{"name", same}});
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          EnterPerson(transaction, request.person()));
  return Shown(record);
}

absl::StatusOr<Person> UpdatePerson(
    Transaction& transaction, const omzien::v1::UpdatePersonRequest& request) {
  const std::string& name = request.person().name();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, name));
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<PersonRecord>(name));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), record.person().etag(), name));
  Person changed = request.person();
  if (request.person().municipality().empty()) {
    changed.set_municipality(record.person().municipality());
  }
  if (changed.municipality() != record.person().municipality()) {
    return RefuseFields(
        {{"person.municipality",
          "a move to another municipality is entered anew by its desk"}});
  }
  if (changed.agreed_word() == kWordIsSet) {
    changed.set_agreed_word(record.person().agreed_word());
  }
  const Person before = record.person();
  Apply(request.update_mask(), changed, *record.mutable_person());
  if (WouldBeKnownOtherwise(before, record.person())) {
    OMZIEN_RETURN_IF_ERROR(MustBeRecognised(transaction, name));
  }
  const bool offers = transaction.state().index->Contains({IdOf(name)});
  if (offers && !record.person().home().has_location()) {
    return RefuseFields(
        {{"person.home",
          "a volunteer needs a known address, to be asked for what is near"}});
  }
  transaction.Concerns(name);
  OMZIEN_RETURN_IF_ERROR(transaction.Put(name, record, IdOf(name)));
  OMZIEN_RETURN_IF_ERROR(RefreshOfferOf(transaction, name));
  OMZIEN_RETURN_IF_ERROR(
      RecheckAsksOf(transaction, VolunteerOfPerson(name),
                    omzien::v1::Invitation::WITHDRAW_REASON_CHANGED));
  return Shown(record);
}

absl::StatusOr<Person> RecognisePerson(
    Transaction& transaction,
    const omzien::v1::RecognisePersonRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MaySee(transaction, request.name()));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  OMZIEN_RETURN_IF_ERROR(MustBeRecognised(transaction, request.name()));
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<PersonRecord>(request.name()));
  // The entry in the journal is the record of it.
  transaction.Changed(request.name());
  transaction.Concerns(request.name());
  OMZIEN_RETURN_IF_ERROR(Heard(transaction, request.name()));
  return Shown(record);
}

absl::StatusOr<Person> KeepApart(Transaction& transaction,
                                 const omzien::v1::KeepApartRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MaySee(transaction, request.name()));
  OMZIEN_RETURN_IF_ERROR(MaySee(transaction, request.other()));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  if (!IsStaff(transaction.caller())) {
    return Refuse(Reason::kNotAllowed,
                  "ask the desk to keep you and somebody else apart");
  }
  if (request.name() == request.other()) {
    return RefuseFields({{"other", "this is the same person"}});
  }
  if (request.lift()) {
    OMZIEN_RETURN_IF_ERROR(
        Reunite(transaction, {request.name(), request.other(), ""}));
  } else {
    OMZIEN_RETURN_IF_ERROR(
        Separate(transaction, {request.name(), request.other(), ""}));
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<PersonRecord>(request.name()));
  return Shown(record);
}

}  // namespace omzien::core
