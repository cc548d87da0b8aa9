// Where this client is signed in: a file of the user's own, with one entry for
// each server, so that a token goes to no other.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/environment.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {

// All empty: not signed in.
struct Credentials {
  std::string token;
  std::string session;          // `sessions/{session}`.
  std::string person;           // `people/{person}`.
  std::vector<v1::Role> roles;  // That organisations gave.
  // A code that was asked for and not yet given.
  std::string attempt;
  std::string secret;
};

// OMZIEN_SESSION, or session.json in the user's folder for state (XDG Base
// Directory Specification 0.8): $XDG_STATE_HOME/omzien, ~/.local/state/omzien.
std::string CredentialsPath(const Environment& environment);

// Empty when there is no file, or it has no entry for this server. A UsageError
// when it cannot be understood.
absl::StatusOr<Credentials> LoadCredentials(const Environment& environment,
                                            const std::string& server);

// Empty credentials take the entry away.
absl::Status SaveCredentials(const Environment& environment,
                             const std::string& server,
                             const Credentials& credentials);

}  // namespace omzien::cli
