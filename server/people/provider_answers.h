// What an OpenID provider answers: its metadata, and what a code is redeemed
// for. Pure.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::people {

// OpenID Connect Discovery 1.0, section 3: what of it we use.
struct Metadata {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string userinfo_endpoint;  // May be empty.
  // How a client may sign that it is itself; empty: it is not said.
  std::vector<std::string> client_algorithms;
  // The browser comes back with `iss` (RFC 9207).
  bool says_iss = false;
};

// UNAVAILABLE with why when it is none, is of another issuer, leads to where it
// could be read on the way, or knows no S256 or private_key_jwt.
absl::StatusOr<Metadata> ParseMetadata(absl::string_view text,
                                       absl::string_view issuer);

struct Redeemed {
  std::string id_token;
  std::string access_token;  // May be empty.
};

// UNAVAILABLE when it is no answer of a token endpoint.
absl::StatusOr<Redeemed> ParseRedeemed(absl::string_view text);

// The error of a token endpoint (RFC 6749, section 5.2): "invalid_grant"; a
// word for the log, "" when there is none.
std::string ParseError(absl::string_view text);

// https, or http to this machine, without user and fragment.
bool IsSafeUrl(absl::string_view url);

}  // namespace omzien::people
