#include "server/api/caller.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/engine.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

// "community-worker" -> ROLE_COMMUNITY_WORKER; UNSPECIFIED for no role of a
// caller.
v1::Role ToRole(absl::string_view text) {
  std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(text),
                                         {{"-", "_"}, {" ", "_"}});
  if (!absl::StartsWith(name, "ROLE_")) name = absl::StrCat("ROLE_", name);
  v1::Role role = v1::ROLE_UNSPECIFIED;
  if (!v1::Role_Parse(name, &role) || role == v1::ROLE_SYSTEM) {
    return v1::ROLE_UNSPECIFIED;
  }
  return role;
}

}  // namespace

absl::StatusOr<core::CallerWish> ReadWish(const CallerNames& names) {
  core::CallerWish wish;
  wish.organisation = names.organisation;
  if (names.role.empty()) return wish;
  wish.role = ToRole(names.role);
  if (wish.role != v1::ROLE_UNSPECIFIED) return wish;
  return core::Refuse(
      core::Reason::kWhoAreYou,
      absl::StrCat(kRoleKey,
                   " is no role of a caller: send resident, volunteer, desk, "
                   "community-worker, coordinator, administrator, auditor or "
                   "integration, or leave it out"));
}

absl::StatusOr<v1::Actor> SessionCallers::Identify(const CallerNames& names) {
  if (names.authorization.empty()) return v1::Actor();
  OMZIEN_ASSIGN_OR_RETURN(const core::CallerWish wish, ReadWish(names));
  // RFC 6750, section 2.1; the scheme in either case (RFC 9110, section 11.1).
  constexpr absl::string_view kScheme = "bearer ";
  if (!absl::StartsWithIgnoreCase(names.authorization, kScheme)) {
    return core::Refuse(core::Reason::kWhoAreYou,
                        absl::StrCat("the metadata ", kAuthorizationKey,
                                     " must be \"Bearer TOKEN\""));
  }
  return engine_.Identify(
      absl::StripAsciiWhitespace(
          absl::string_view(names.authorization).substr(kScheme.size())),
      wish);
}

}  // namespace omzien::api
