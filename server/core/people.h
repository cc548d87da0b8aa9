// What several commands do with a person's record.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// What reading shows in place of an agreed word. Sent back, it leaves the word
// as it is.
inline constexpr absl::string_view kWordIsSet = "set";

// The person, of whose agreed word is only shown that it is set.
omzien::v1::Person Shown(const store::v1::PersonRecord& record);

// "Truus van den Appelboom".
std::string FullName(const omzien::v1::Person& person);

// Writes a new person. The caller has checked that she is not known.
absl::StatusOr<store::v1::PersonRecord> EnterPerson(
    Transaction& transaction, const omzien::v1::Person& person);

// Brings the matcher's view of this person's offer up to date, if there is one.
absl::Status RefreshOfferOf(Transaction& transaction, absl::string_view person);

// Two people, and why they are kept apart: `task` is the complaint or incident,
// empty when somebody asked for it.
struct Pair {
  std::string one;
  std::string other;
  std::string task;
};

// Keeps them apart, both ways, and takes back asks that would bring them
// together.
absl::Status Separate(Transaction& transaction, const Pair& pair);

// Lifts what `task` brought, or with an empty task all of it.
absl::Status Reunite(Transaction& transaction, const Pair& pair);

}  // namespace omzien::core
