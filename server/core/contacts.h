// Contact persons: who is close to a resident and may be phoned about a need.
// People of their own: a need holds who they are to the resident, and nothing
// of theirs.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/need.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

using NeedContacts =
    google::protobuf::RepeatedPtrField<omzien::v1::Need::Contact>;

// Gives the need these contact persons, with the keys by which it is found when
// one of them is erased. INVALID_FIELD, below `path`, for who cannot be named:
// the resident herself, somebody twice, or somebody the caller may not name.
// Staff may name people of its municipalities; a resident only who was her
// contact person already: whether anybody else is known is not hers to ask.
absl::Status SetContacts(Transaction& transaction, omzien::v1::Need& need,
                         const NeedContacts& contacts, absl::string_view path);

// True when one of the resident's needs names this person.
absl::StatusOr<bool> IsContactOf(Transaction& transaction,
                                 absl::string_view person,
                                 absl::string_view resident);

// Given name, number and relation of the need's contact persons, as they are
// now. Whoever was erased is left out.
absl::StatusOr<std::vector<omzien::v1::Appointment::Contact>> ContactsOf(
    Transaction& transaction, const omzien::v1::Need& need);

// "people/..": those whom ContactsOf() shows of `need` ("needs/.."). Empty when
// the resident was erased, or the need is there no more.
absl::StatusOr<std::vector<std::string>> ContactPeople(Transaction& transaction,
                                                       const std::string& need);

// What is told of a resident's contact persons is about them as well: at what
// of theirs a look at this field of disclosure_table.h is. PART_UNSPECIFIED for
// a field that is not about them.
omzien::v1::Look::Part PartOfContacts(absl::string_view field);

// Takes an erased person from the contact persons of `need` ("needs/..").
absl::Status RemoveContact(Transaction& transaction, const std::string& need,
                           absl::string_view person);

}  // namespace omzien::core
