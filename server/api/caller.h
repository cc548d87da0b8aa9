// Who calls: what a front knows of a caller, and who that is.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/engine.h"

namespace omzien::api {

// The metadata (later: headers) that a caller sends.
inline constexpr absl::string_view kAuthorizationKey = "authorization";
inline constexpr absl::string_view kRoleKey = "omzien-role";
inline constexpr absl::string_view kOrganisationKey = "omzien-organisation";

// What stands there, each time the last of its kind; empty when absent.
struct CallerNames {
  std::string authorization = {};  // "Bearer TOKEN".
  std::string role = {};           // "desk" or "ROLE_DESK", in either case.
  std::string organisation = {};   // "organisations/{id}".
  // From where: an IPv4 address, or the first half of an IPv6 address, which is
  // one household's or company's.
  std::string network = {};
};

// UNAUTHENTICATED with reason WHO_ARE_YOU when the notation is wrong.
absl::StatusOr<core::CallerWish> ReadWish(const CallerNames& names);

// Thread-safe; outlives the dispatcher.
class Callers {
 public:
  virtual ~Callers() = default;

  // An actor of ROLE_UNSPECIFIED is somebody who is not signed in. Errors are
  // those of core::Engine::Identify() and ReadWish().
  virtual absl::StatusOr<v1::Actor> Identify(const CallerNames& names) = 0;
};

// By the sessions that the engine knows.
class SessionCallers final : public Callers {
 public:
  // `engine` outlives it.
  explicit SessionCallers(core::Engine& engine) : engine_(engine) {}
  absl::StatusOr<v1::Actor> Identify(const CallerNames& names) override;

 private:
  core::Engine& engine_;
};

}  // namespace omzien::api
