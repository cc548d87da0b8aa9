#include "server/core/people.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/error.h"
#include "server/core/heard.h"
#include "server/core/names.h"
#include "server/core/offer.h"
#include "server/core/repeated.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Person;
using store::v1::PersonRecord;

absl::Status AddApart(Transaction& transaction, const std::string& name,
                      const std::string& other, const std::string& task) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<PersonRecord>(name));
  const auto& apart = record.person().kept_apart();
  const bool known = std::ranges::any_of(apart, [&](const auto& each) {
    return each.person() == other && each.task() == task;
  });
  if (known) return absl::OkStatus();
  auto& entry = *record.mutable_person()->add_kept_apart();
  entry.set_person(other);
  entry.set_task(task);
  OMZIEN_RETURN_IF_ERROR(transaction.Put(name, record, IdOf(name)));
  return RefreshOfferOf(transaction, name);
}

absl::Status RemoveApart(Transaction& transaction, const std::string& name,
                         const std::string& other, const std::string& task) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<PersonRecord>(name));
  EraseIf(
      *record.mutable_person()->mutable_kept_apart(), [&](const auto& each) {
        return each.person() == other && (task.empty() || each.task() == task);
      });
  OMZIEN_RETURN_IF_ERROR(transaction.Put(name, record, IdOf(name)));
  return RefreshOfferOf(transaction, name);
}

}  // namespace

Person Shown(const PersonRecord& record) {
  Person person = record.person();
  if (!person.agreed_word().empty()) {
    person.set_agreed_word(std::string(kWordIsSet));
  }
  return person;
}

std::string FullName(const Person& person) {
  return absl::StrCat(person.given_name(),
                      person.family_name().empty() ? "" : " ",
                      person.family_name());
}

absl::StatusOr<PersonRecord> EnterPerson(Transaction& transaction,
                                         const Person& person) {
  if (transaction.catalogue().FindMunicipality(person.municipality()) ==
      nullptr) {
    return RefuseFields(
        {{"person.municipality", "this server does not serve it"}});
  }
  if (person.agreed_word() == kWordIsSet) {
    return RefuseFields({{"person.agreed_word",
                          "choose another word: this one only says that there "
                          "is one"}});
  }
  PersonRecord record;
  *record.mutable_person() = person;
  Person& entered = *record.mutable_person();
  entered.set_name(NameOf("people", transaction.state().ports.ids.NewId()));
  *entered.mutable_create_time() = ToProto(transaction.now());
  *record.mutable_heard_time() = ToProto(DayOf(transaction.now()));
  transaction.Link(
      LinkKey({"p", IdOf(person.municipality()), IdOf(entered.name())}));
  transaction.Concerns(entered.name());
  OMZIEN_RETURN_IF_ERROR(
      transaction.Put(entered.name(), record, IdOf(entered.name())));
  return record;
}

absl::Status RefreshOfferOf(Transaction& transaction,
                            absl::string_view person) {
  const std::string volunteer = VolunteerOfPerson(person);
  OMZIEN_ASSIGN_OR_RETURN(const auto offer,
                          transaction.Read(Keyspace::kRecords, volunteer));
  if (!offer.has_value()) return absl::OkStatus();
  return transaction.RefreshVolunteer(volunteer);
}

absl::Status Separate(Transaction& transaction, const Pair& pair) {
  OMZIEN_RETURN_IF_ERROR(
      AddApart(transaction, pair.one, pair.other, pair.task));
  OMZIEN_RETURN_IF_ERROR(
      AddApart(transaction, pair.other, pair.one, pair.task));
  for (const std::string& person : {pair.one, pair.other}) {
    OMZIEN_RETURN_IF_ERROR(
        RecheckAsksOf(transaction, VolunteerOfPerson(person),
                      omzien::v1::Invitation::WITHDRAW_REASON_BY_DESK));
  }
  return absl::OkStatus();
}

absl::Status Reunite(Transaction& transaction, const Pair& pair) {
  OMZIEN_RETURN_IF_ERROR(
      RemoveApart(transaction, pair.one, pair.other, pair.task));
  return RemoveApart(transaction, pair.other, pair.one, pair.task);
}

}  // namespace omzien::core
