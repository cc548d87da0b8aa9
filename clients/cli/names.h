// Resource names as people type them: "abc" or "needs/abc", and the code of an
// ask however it was written down.

#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace omzien::cli {

// "abc" or "needs/abc" as "needs/abc". `collection` has no slash.
std::string FullName(absl::string_view collection, absl::string_view typed);

// "abc" of "needs/abc"; the whole when there is no slash.
std::string IdOf(absl::string_view name);

// "k7m 2qx", "K7M2QX" or "invitations/abc" as "invitations/K7M-2QX" or
// "invitations/abc": a code has six letters and digits, an id is longer.
std::string InvitationName(absl::string_view typed);

// `volunteers/abc` and `people/abc` are the same human being.
std::string PersonOfVolunteer(absl::string_view volunteer);
std::string VolunteerOfPerson(absl::string_view person);

// True when `typed` can only be an id or a resource name of `collection`, so
// that it need not be searched for: "people/abc" or an id of 26 characters.
bool IsName(absl::string_view collection, absl::string_view typed);

}  // namespace omzien::cli
