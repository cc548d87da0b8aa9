// What asking does to those who are asked, counted for each municipality that
// asks one by one: the price of tiredness is learned from it
// (matcher/asking/loss_price.h). Four counts, about nobody in particular.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/asking/loss_price.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

matcher::Wear ToMatcher(const store::v1::WearRecord& from);

// Of "municipalities/..". DATA_LOSS when it cannot be read.
absl::StatusOr<store::v1::WearRecord> WearOf(Transaction& transaction,
                                             absl::string_view municipality);
void PutWear(Transaction& transaction, absl::string_view municipality,
             const store::v1::WearRecord& record);

// An ask leaves, for this municipality, to a volunteer whose record does not
// hold it yet.
absl::Status CountBurden(Transaction& transaction,
                         absl::string_view municipality,
                         const store::v1::VolunteerRecord& volunteer);

// A volunteer said yes to an ask of this municipality.
absl::Status CountJob(Transaction& transaction, absl::string_view municipality);

// "people/.." is about to be erased: if she is a volunteer who was asked in the
// last 30 days, that counts for the municipality that asked her last. Before
// her key is destroyed.
absl::Status CountQuit(Transaction& transaction, const std::string& person);

}  // namespace omzien::core
