// One organisation's OpenID Connect provider, as a client sees it: where to
// sign in, and what a code is worth. Blocks while it asks.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/config/v1/open_id.pb.h"
#include "server/core/clock.h"
#include "server/core/open_id.h"
#include "server/people/id_token.h"
#include "server/people/jose.h"
#include "server/people/provider_answers.h"
#include "server/people/signing_key.h"
#include "server/people/web_client.h"

namespace omzien::people {

// Used by one thread but for Stop(). Borrows the clock. Errors are UNAVAILABLE
// when the provider is away or not as it should be, and UNAUTHENTICATED when
// what it says lets nobody in; both say why to the operator, without anything
// about a person.
class OpenIdProvider {
 public:
  OpenIdProvider(omzien::config::v1::OpenIdProvider config, SigningKey key,
                 core::Clock& clock);

  absl::StatusOr<std::string> Endpoint();
  absl::StatusOr<core::OpenIdSubject> Redeem(const core::OpenIdAnswer& answer);

  const omzien::config::v1::OpenIdProvider& config() const { return config_; }
  void Stop() { web_.Stop(); }

 private:
  // When one question and what follows from it must be done.
  struct Until {
    absl::Duration steady;
  };
  absl::Duration Left(Until until) const;
  Until Begin() const;

  absl::StatusOr<std::string> Fetch(const std::string& url,
                                    const std::string& bearer, Until until);
  absl::StatusOr<Metadata> FindMetadata(Until until);
  absl::Status FetchKeys(const Metadata& metadata, Until until);
  absl::StatusOr<std::string> ClientAssertion(const Metadata& metadata);
  absl::StatusOr<Redeemed> RedeemCode(const core::OpenIdAnswer& answer,
                                      const Metadata& metadata, Until until);
  absl::StatusOr<std::string> Verify(const std::string& id_token,
                                     const Metadata& metadata, Until until);

  const omzien::config::v1::OpenIdProvider config_;
  const SigningKey key_;
  core::Clock& clock_;
  WebClient web_;
  // Kept for a while, by steady time.
  std::optional<Metadata> metadata_;
  absl::Duration metadata_from_;
  std::optional<KeySet> keys_;
  absl::Duration keys_from_;
  absl::Duration keys_asked_;  // Also when no answer came.
};

}  // namespace omzien::people
