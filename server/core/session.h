// Beginning and ending sessions.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Begins a session of this person, with a new token, which is nowhere else.
// `device` is what the device calls itself; `organisation` is whose provider
// vouched for the person, with WAY_OPENID.
absl::StatusOr<omzien::v1::SignInResponse> BeginSession(
    Transaction& transaction, const std::string& person,
    absl::string_view device, omzien::v1::Session::Way way,
    const std::string& organisation = "");

// Ends it; nothing when it is over.
absl::Status EndSession(Transaction& transaction, absl::string_view name);

// All of somebody.
absl::Status EndSessionsOf(Transaction& transaction, absl::string_view person);

// Has a role there that is a person's, not a program's.
bool WorksFor(Transaction& transaction, const std::string& person,
              const std::string& organisation);

// Forgets who somebody is at the provider of an organisation, or of all of them
// when it is empty. Works without what was sealed for the person.
absl::Status ForgetSubjects(Transaction& transaction, const std::string& person,
                            absl::string_view organisation = "");

// Drops sessions that are over, and writes down when others were used, some at
// a time. True when there are more.
absl::StatusOr<bool> TendSessions(Transaction& transaction);

}  // namespace omzien::core
