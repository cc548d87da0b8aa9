// Who calls. Until sign-in exists the caller names itself, and the server
// listens on loopback only (grpc_server.h).

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::api {

// The metadata (later: headers) that name the caller.
inline constexpr absl::string_view kActorKey = "omzien-actor";
inline constexpr absl::string_view kRoleKey = "omzien-role";

// What stands there; empty when absent.
struct CallerNames {
  std::string actor;  // "people/{id}", or "organisations/{id}" for staff.
  std::string role;   // "desk" or "ROLE_DESK", in either case.
};

// UNAUTHENTICATED with reason WHO_ARE_YOU when a name is missing or does not
// fit the role, with what to send.
absl::StatusOr<omzien::v1::Actor> WhoCalls(const CallerNames& names);

}  // namespace omzien::api
