// What is learned of how people answer, while asks leave one by one: kept with
// the volunteer, with the ask, and for the municipality as a whole. What comes
// of it is matcher/asking's; here it is read and written.

#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

matcher::Habit ToMatcher(const store::v1::Habit& from);
store::v1::Habit ToRecord(const matcher::Habit& from);

// A skill that the catalogue no longer has is taken for the first one.
matcher::SentAsk ToMatcher(const store::v1::Expected& from,
                           const Catalogue& catalogue);
// Without what is not the matcher's.
store::v1::Expected ToRecord(const matcher::SentAsk& from,
                             const Catalogue& catalogue);

// What is known of a municipality's volunteers together; at first what
// matcher::Learning says.
absl::StatusOr<matcher::Customs> CustomsOf(Transaction& transaction,
                                           absl::string_view municipality);

// The same in a store, for who only looks.
absl::StatusOr<matcher::CustomsCounts> CustomsIn(const Reader& store,
                                                 absl::string_view municipality,
                                                 const Catalogue& catalogue);

// An ask is sent now: what is expected of it, by the kind, band and part in
// `ask.expected`, goes there and into her habit. The caller puts both records;
// the time of this ask is not among `volunteer.asked_times` yet.
absl::Status Expect(Transaction& transaction, store::v1::InvitationRecord& ask,
                    store::v1::VolunteerRecord& volunteer);

// What came of a sent ask: an answer, or that none has come until now. Nothing
// for an ask of which nothing was expected, and for who was erased. The caller
// puts the ask.
absl::Status Learn(Transaction& transaction, store::v1::InvitationRecord& ask,
                   matcher::Answer answer);

// Minutes since it was sent in which its volunteer could have answered: awake,
// and not while the server stood still.
std::int64_t AnswerableMin(const store::v1::InvitationRecord& ask,
                           absl::Time now, absl::TimeZone zone);

}  // namespace omzien::core
