// What an ID token must say before anybody is signed in by it (OpenID Connect
// Core 1.0, section 3.1.3.7, and the NL GOV Assurance profile). Pure.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/config/v1/open_id.pb.h"

namespace omzien::people {

// What this token, and no other, belongs to.
struct TokenContext {
  std::string nonce;
  std::string access_token;  // Came with it; empty when none did.
  absl::Time now;
};

// Whom a provider names.
struct Named {
  std::string subject;
  std::string email;  // Empty unless the provider says that it is verified.
};

// `payload` is of a token whose signature was verified. UNAUTHENTICATED with
// why, which names claims and never their values.
absl::StatusOr<Named> CheckIdToken(
    absl::string_view payload,
    const omzien::config::v1::OpenIdProvider& provider,
    const TokenContext& context);

// The answer of the UserInfo endpoint, which must be about `subject`.
absl::StatusOr<Named> CheckUserInfo(
    absl::string_view text, const omzien::config::v1::OpenIdProvider& provider,
    absl::string_view subject);

}  // namespace omzien::people
