// The port to the OpenID Connect providers of organisations.

#pragma once

#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

// What a device began with, and what the provider sent its browser back with.
struct OpenIdAnswer {
  std::string organisation;  // "organisations/..".
  std::string redirect_uri;
  std::string verifier;  // Of PKCE (RFC 7636).
  std::string nonce;
  std::string code;
  std::string iss;  // RFC 9207; empty when there was none.
};

// Whom the provider vouches for.
struct OpenIdSubject {
  std::string organisation;
  std::string issuer;
  std::string subject;
  std::string email;  // Verified; empty when there is none.
};

// Thread-safe. Both calls may take as long as a provider is given, so nobody
// calls them in a lane: `done` comes once, on any thread, also at once.
// INVALID_FIELD when the organisation has no provider, PROVIDER_AWAY when it
// does not answer or not as it should, TOO_BUSY when too many wait for it.
class OpenIdProviders {
 public:
  using Endpoint = absl::AnyInvocable<void(absl::StatusOr<std::string>) &&>;
  using Vouched = absl::AnyInvocable<void(absl::StatusOr<OpenIdSubject>) &&>;

  virtual ~OpenIdProviders() = default;

  // Where a browser signs in.
  virtual void FindEndpoint(const std::string& organisation, Endpoint done) = 0;

  // Redeems the code. CODE_NOT_ACCEPTED unless all that comes of it is as it
  // must be.
  virtual void Redeem(OpenIdAnswer answer, Vouched done) = 0;
};

// The one refusal for all that does not lead to a session: nobody learns from
// it who is known here.
absl::Status NotSignedInByProvider();

// INVALID_FIELD of `organisation`.
absl::Status NoProviderOf(absl::string_view organisation);

}  // namespace omzien::core
