#include "server/core/contacts.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/need.pb.h"
#include "server/core/authority.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/repeated.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Look;
using omzien::v1::Need;
using store::v1::NeedRecord;
using store::v1::PersonRecord;

struct ContactRow {
  absl::string_view field;
  Look::Part part;
};
constexpr ContactRow kOfContacts[] = {
    {"Appointment.contacts.given_name", Look::PART_NAME},
    {"Appointment.contacts.phone", Look::PART_PHONE},
    {"Appointment.contacts.relation", Look::PART_CARE},
    {"Need.contacts.relation", Look::PART_CARE},
};

std::string KeyOf(absl::string_view person, absl::string_view need) {
  return LinkKey({"c", IdOf(person), IdOf(need)});
}

// What is wrong with naming this person; empty when nothing is.
absl::StatusOr<std::string> Problem(Transaction& transaction,
                                    const std::string& person,
                                    const std::string& resident) {
  if (person == resident) {
    return "must be somebody else than who asks for help";
  }
  OMZIEN_ASSIGN_OR_RETURN(const bool known,
                          IsContactOf(transaction, person, resident));
  if (known) return "";
  if (!IsStaff(transaction.caller())) {
    return "must be a contact person of yours already; phone the desk to add "
           "somebody";
  }
  return MaySee(transaction, person).ok()
             ? ""
             : "must be somebody known here; enter this person first";
}

}  // namespace

absl::Status SetContacts(Transaction& transaction, Need& need,
                         const NeedContacts& contacts, absl::string_view path) {
  std::vector<Violation> violations;
  std::set<std::string> named;
  for (int i = 0; i < contacts.size(); ++i) {
    const std::string& person = contacts[i].person();
    OMZIEN_ASSIGN_OR_RETURN(std::string problem,
                            Problem(transaction, person, need.resident()));
    if (!named.insert(person).second) problem = "is named twice";
    if (problem.empty()) continue;
    violations.push_back(
        {absl::StrCat(path, "[", i, "].person"), std::move(problem)});
  }
  if (!violations.empty()) return RefuseFields(violations);
  for (const Need::Contact& before : need.contacts()) {
    transaction.Unlink(KeyOf(before.person(), need.name()));
  }
  for (const Need::Contact& contact : contacts) {
    transaction.Link(KeyOf(contact.person(), need.name()),
                     IdOf(need.resident()));
  }
  *need.mutable_contacts() = contacts;
  return absl::OkStatus();
}

absl::StatusOr<bool> IsContactOf(Transaction& transaction,
                                 absl::string_view person,
                                 absl::string_view resident) {
  bool found = false;
  OMZIEN_RETURN_IF_ERROR(
      transaction.Scan(Keyspace::kLinks, Prefix(KeyOf(person, "")),
                       [&](absl::string_view, absl::string_view of) {
                         found = of == IdOf(resident);
                         return !found;
                       }));
  return found;
}

absl::StatusOr<std::vector<Appointment::Contact>> ContactsOf(
    Transaction& transaction, const Need& need) {
  std::vector<Appointment::Contact> shown;
  for (const Need::Contact& contact : need.contacts()) {
    const auto record = transaction.Get<PersonRecord>(contact.person());
    if (absl::IsNotFound(record.status())) continue;
    OMZIEN_RETURN_IF_ERROR(record.status());
    Appointment::Contact& each = shown.emplace_back();
    each.set_given_name(record->person().given_name());
    each.set_phone(record->person().phone());
    each.set_relation(contact.relation());
  }
  return shown;
}

absl::StatusOr<std::vector<std::string>> ContactPeople(
    Transaction& transaction, const std::string& need) {
  const auto record = transaction.Get<NeedRecord>(need);
  std::vector<std::string> people;
  if (absl::IsNotFound(record.status())) return people;
  OMZIEN_RETURN_IF_ERROR(record.status());
  for (const Need::Contact& contact : record->need().contacts()) {
    const absl::Status known =
        transaction.Get<PersonRecord>(contact.person()).status();
    if (absl::IsNotFound(known)) continue;  // Erased.
    OMZIEN_RETURN_IF_ERROR(known);
    people.push_back(contact.person());
  }
  return people;
}

Look::Part PartOfContacts(absl::string_view field) {
  const auto* const found =
      std::ranges::find(kOfContacts, field, &ContactRow::field);
  return found == std::end(kOfContacts) ? Look::PART_UNSPECIFIED : found->part;
}

absl::Status RemoveContact(Transaction& transaction, const std::string& need,
                           absl::string_view person) {
  auto record = transaction.Get<NeedRecord>(need);
  // Of a resident who was erased nobody can read whom she named.
  if (absl::IsNotFound(record.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(record.status());
  EraseIf(*record->mutable_need()->mutable_contacts(),
          [person](const Need::Contact& contact) {
            return contact.person() == person;
          });
  return PutNeed(transaction, *record);
}

}  // namespace omzien::core
