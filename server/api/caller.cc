#include "server/api/caller.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/notation.h"
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

absl::Status Refuse(absl::string_view what) {
  return core::Refuse(
      core::Reason::kWhoAreYou,
      absl::StrCat(what, ": send the metadata ", kActorKey,
                   " (\"people/{id}\", or \"organisations/{id}\" for staff) "
                   "and ",
                   kRoleKey,
                   " (resident, volunteer, desk, community-worker, "
                   "coordinator or administrator)"));
}

}  // namespace

absl::StatusOr<v1::Actor> WhoCalls(const CallerNames& names) {
  if (names.actor.empty() || names.role.empty()) {
    return Refuse("the call does not say who is calling");
  }
  const v1::Role role = ToRole(names.role);
  if (role == v1::ROLE_UNSPECIFIED) {
    return Refuse(absl::StrCat(kRoleKey, " is no role of a caller"));
  }
  const bool staff = role != v1::ROLE_RESIDENT && role != v1::ROLE_VOLUNTEER;
  google::protobuf::RepeatedPtrField<std::string> collections;
  collections.Add(staff ? "organisations" : "people");
  if (!IsResourceName(names.actor, collections)) {
    return Refuse(absl::StrCat(kActorKey, " does not fit the role"));
  }
  v1::Actor actor;
  actor.set_name(names.actor);
  actor.set_role(role);
  return actor;
}

}  // namespace omzien::api
