// How far a call reaches, within what the table of policy.h allows: a person
// may act for nobody but herself; staff may act within the municipalities of
// its role, and says on whose behalf.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Desk and above, in the name of an organisation.
bool IsStaff(const Caller& caller);

// Who the caller is herself, also when she acts for an organisation; empty for
// the system and for nobody.
std::string OwnPerson(const Caller& caller);

// Whose wish this is: the caller's own, or the one it speaks for; empty when
// staff acts in its own name.
std::string ActingPerson(const Caller& caller);

// NOT_ALLOWED unless the caller is staff that serves this municipality.
absl::Status MustServe(Transaction& transaction,
                       absl::string_view municipality);

// OK for the person itself and for staff that serves the person's
// municipality. Anybody else gets RESOURCE_NOT_FOUND, as for somebody who does
// not exist: whether a person exists is not told.
absl::Status MaySee(Transaction& transaction, absl::string_view person);

// INVALID_FIELD when origin.on_behalf_of is nobody known here, or nobody whom
// the caller may speak for: it goes into the journal as it was sent. Staff
// speaks for people of its municipalities, others for themselves.
absl::Status MustSpeakFor(Transaction& transaction);

// As MaySee(), and staff must have named this person in origin.on_behalf_of.
absl::Status MayActFor(Transaction& transaction, absl::string_view person);

// CALLER_NOT_RECOGNISED when staff acts on a phone call and has not said how
// the caller was recognised, or the agreed word is not the person's. Asked
// before anything is read out. TOO_MANY_TRIES when too many wrong words were
// said, of this person or in this session (word_tries.h).
absl::Status MustBeRecognised(Transaction& transaction,
                              absl::string_view person);

// The refusal for what is not there or not theirs to see.
absl::Status NoSuch(absl::string_view name);

}  // namespace omzien::core
