// Ending what is left of a person whose key was destroyed. Works without
// anything that was sealed for her: also after a stop half-way, and after an
// old backup was brought back.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Forgets a person, at once and for good: her key is destroyed, and what is
// left is ended. Gives how many asks and appointments.
absl::StatusOr<int> Erase(Transaction& transaction,
                          const store::v1::PersonRecord& record);

// Ends asks, appointments, sessions and roles, tells whoever waits for her, and
// takes her from all lists and as a contact person; her records stay as counts
// that nobody can open. Some at a time; the rest is planned. `ended` counts
// asks and appointments.
absl::Status EndErased(Transaction& transaction, const std::string& person,
                       int& ended);

// A timer's turn of it.
absl::Status FinishErasing(Transaction& transaction, const std::string& person);
void PlanFinishErasing(Transaction& transaction, const std::string& person);

// True when somebody with this name and number or address was erased.
bool WasErased(Transaction& transaction, const omzien::v1::Person& person);

}  // namespace omzien::core
