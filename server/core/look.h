// That somebody looked at what is known about a person.

#pragma once

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/look.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// What somebody saw.
struct Sight {
  omzien::v1::Actor viewer;
  std::set<omzien::v1::Look::Part> parts;
  std::set<std::string> subjects;  // "needs/..": of what it was part.
};

// Writes the look down, or adds it to that of this viewer in the last hour.
// Nothing when the viewer is the person, or the person was erased.
absl::Status NoteLook(Transaction& transaction, const std::string& person,
                      const Sight& sight);

// That the recipient of this message read where a resident lives, and whom to
// phone for her, if it says so. `viewer` is who reads it: the recipient, or the
// desk that phones.
absl::Status NoteTold(Transaction& transaction,
                      const store::v1::OutboxRecord& message,
                      const omzien::v1::Actor& viewer);

// With who it was, in words; for the person herself without which member of the
// staff it was (CJEU C-579/21: the organisation answers for those).
absl::StatusOr<omzien::v1::Look> Shown(Transaction& transaction,
                                       const store::v1::LookRecord& record);

// The links of a look, and of the last one of a viewer.
std::string LookKey(const omzien::v1::Look& look);
std::string LastLookKey(absl::string_view person,
                        const omzien::v1::Actor& viewer);

}  // namespace omzien::core
