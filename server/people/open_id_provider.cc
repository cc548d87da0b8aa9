#include "server/people/open_id_provider.h"

#include <sodium/randombytes.h>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "boost/json/object.hpp"
#include "boost/json/serialize.hpp"
#include "matcher/status_macros.h"
#include "omzien/config/v1/open_id.pb.h"
#include "server/core/clock.h"
#include "server/core/open_id.h"
#include "server/people/id_token.h"
#include "server/people/jose.h"
#include "server/people/provider_answers.h"
#include "server/people/signing_key.h"

namespace omzien::people {
namespace {

// For all that one call asks together.
constexpr absl::Duration kTimeMax = absl::Seconds(8);
// A provider that has moved or withdrawn a key is believed this long.
constexpr absl::Duration kKeptFor = absl::Hours(1);
// A token of a key that is not known makes us ask for the keys, no more often
// than this: anybody can make such a token.
constexpr absl::Duration kAskKeysAfter = absl::Minutes(1);
constexpr absl::Duration kAssertionHolds = absl::Minutes(1);

std::string Chance() {
  std::string bytes(16, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return Base64Url(bytes);
}

absl::Status Away(absl::string_view what, absl::string_view why) {
  return absl::UnavailableError(absl::StrCat(what, ": ", why));
}

}  // namespace

OpenIdProvider::OpenIdProvider(omzien::config::v1::OpenIdProvider config,
                               SigningKey key, core::Clock& clock)
    : config_(std::move(config)),
      key_(std::move(key)),
      clock_(clock),
      web_(config_.ca_file()) {}

OpenIdProvider::Until OpenIdProvider::Begin() const {
  return {clock_.SteadyNow() + kTimeMax};
}

absl::Duration OpenIdProvider::Left(Until until) const {
  return until.steady - clock_.SteadyNow();
}

absl::StatusOr<std::string> OpenIdProvider::Fetch(const std::string& url,
                                                  const std::string& bearer,
                                                  Until until) {
  auto answer = web_.Get(url, bearer, Left(until));
  if (!answer.ok()) return Away(url, answer.status().message());
  if (answer->status != 200) {
    return Away(url, absl::StrCat("answered ", answer->status));
  }
  return std::move(answer->body);
}

absl::StatusOr<Metadata> OpenIdProvider::FindMetadata(Until until) {
  const absl::Duration now = clock_.SteadyNow();
  if (metadata_.has_value() && now - metadata_from_ < kKeptFor) {
    return *metadata_;
  }
  OMZIEN_ASSIGN_OR_RETURN(
      const std::string text,
      Fetch(absl::StrCat(absl::StripSuffix(config_.issuer(), "/"),
                         "/.well-known/openid-configuration"),
            "", until));
  OMZIEN_ASSIGN_OR_RETURN(metadata_, ParseMetadata(text, config_.issuer()));
  metadata_from_ = now;
  return *metadata_;
}

absl::Status OpenIdProvider::FetchKeys(const Metadata& metadata, Until until) {
  keys_asked_ = clock_.SteadyNow();
  OMZIEN_ASSIGN_OR_RETURN(const std::string text,
                          Fetch(metadata.jwks_uri, "", until));
  OMZIEN_ASSIGN_OR_RETURN(keys_, KeySet::Parse(text));
  keys_from_ = keys_asked_;
  return absl::OkStatus();
}

// private_key_jwt: OpenID Connect Core 1.0, section 9; RFC 7523.
absl::StatusOr<std::string> OpenIdProvider::ClientAssertion(
    const Metadata& metadata) {
  const absl::Time now = clock_.TimeNow();
  boost::json::object claims;
  claims["iss"] = config_.client_id();
  claims["sub"] = config_.client_id();
  claims["aud"] = config_.assertion_audience().empty()
                      ? config_.issuer()
                      : config_.assertion_audience();
  claims["jti"] = Chance();
  claims["iat"] = absl::ToUnixSeconds(now);
  claims["exp"] = absl::ToUnixSeconds(now + kAssertionHolds);
  return key_.Sign(boost::json::serialize(claims),
                   key_.ChooseAlgorithm(metadata.client_algorithms),
                   config_.key_id());
}

absl::StatusOr<Redeemed> OpenIdProvider::RedeemCode(
    const core::OpenIdAnswer& answer, const Metadata& metadata, Until until) {
  OMZIEN_ASSIGN_OR_RETURN(const std::string assertion,
                          ClientAssertion(metadata));
  const auto got =
      web_.Post(metadata.token_endpoint,
                {{"grant_type", "authorization_code"},
                 {"code", answer.code},
                 {"redirect_uri", answer.redirect_uri},
                 {"client_id", config_.client_id()},
                 {"code_verifier", answer.verifier},
                 {"client_assertion_type",
                  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
                 {"client_assertion", assertion}},
                Left(until));
  if (!got.ok()) return Away(metadata.token_endpoint, got.status().message());
  if (got->status == 200) return ParseRedeemed(got->body);
  const std::string error = ParseError(got->body);
  if (error == "invalid_grant") {
    return absl::UnauthenticatedError("the provider does not take the code");
  }
  return Away(
      metadata.token_endpoint,
      absl::StrCat("answered ", got->status, " ", error,
                   error == "invalid_client"
                       ? ": look at client_id, private_key_file, key_id "
                         "and assertion_audience"
                       : ""));
}

absl::StatusOr<std::string> OpenIdProvider::Verify(const std::string& id_token,
                                                   const Metadata& metadata,
                                                   Until until) {
  if (!keys_.has_value() || clock_.SteadyNow() - keys_from_ >= kKeptFor) {
    OMZIEN_RETURN_IF_ERROR(FetchKeys(metadata, until));
  }
  auto payload = keys_->Verify(id_token);
  if (absl::IsNotFound(payload.status()) &&
      clock_.SteadyNow() - keys_asked_ >= kAskKeysAfter) {
    OMZIEN_RETURN_IF_ERROR(FetchKeys(metadata, until));
    payload = keys_->Verify(id_token);
  }
  if (absl::IsNotFound(payload.status())) {
    return absl::UnauthenticatedError(payload.status().message());
  }
  return payload;
}

absl::StatusOr<std::string> OpenIdProvider::Endpoint() {
  OMZIEN_ASSIGN_OR_RETURN(const Metadata metadata, FindMetadata(Begin()));
  return metadata.authorization_endpoint;
}

absl::StatusOr<core::OpenIdSubject> OpenIdProvider::Redeem(
    const core::OpenIdAnswer& answer) {
  const Until until = Begin();
  OMZIEN_ASSIGN_OR_RETURN(const Metadata metadata, FindMetadata(until));
  // Before the code is shown to anybody: it may be another provider's.
  const bool silent = answer.iss.empty() && !metadata.says_iss;
  if (answer.iss != config_.issuer() && !silent) {
    return absl::UnauthenticatedError(
        "the answer is of another provider (iss)");
  }
  OMZIEN_ASSIGN_OR_RETURN(const Redeemed redeemed,
                          RedeemCode(answer, metadata, until));
  OMZIEN_ASSIGN_OR_RETURN(const std::string payload,
                          Verify(redeemed.id_token, metadata, until));
  OMZIEN_ASSIGN_OR_RETURN(
      Named named,
      CheckIdToken(payload, config_,
                   {answer.nonce, redeemed.access_token, clock_.TimeNow()}));
  // Not all providers put the address into the ID token.
  if (named.email.empty() && !redeemed.access_token.empty() &&
      !metadata.userinfo_endpoint.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        const std::string text,
        Fetch(metadata.userinfo_endpoint, redeemed.access_token, until));
    OMZIEN_ASSIGN_OR_RETURN(named, CheckUserInfo(text, config_, named.subject));
  }
  return core::OpenIdSubject{.organisation = config_.organisation(),
                             .issuer = config_.issuer(),
                             .subject = named.subject,
                             .email = named.email};
}

}  // namespace omzien::people
