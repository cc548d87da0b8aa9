#include "server/people/id_token.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "boost/json/array.hpp"
#include "boost/json/object.hpp"
#include "boost/json/parse.hpp"
#include "boost/json/string.hpp"
#include "boost/json/value.hpp"
#include "boost/system/error_code.hpp"
#include "matcher/status_macros.h"
#include "omzien/config/v1/open_id.pb.h"
#include "server/core/fingerprint.h"
#include "server/people/jose.h"

namespace omzien::people {
namespace {

namespace json = boost::json;
using omzien::config::v1::OpenIdProvider;
using omzien::config::v1::Represented;

// By so much the provider's clock may differ from ours.
constexpr absl::Duration kLeeway = absl::Seconds(60);
// A token is for now. It was made when the code was redeemed.
constexpr absl::Duration kAgeMax = absl::Minutes(10);
constexpr std::size_t kSubjectBytesMax = 255;
constexpr std::size_t kEmailBytesMax = 254;
// Seconds since 1970 that we believe: up to the year 9999.
constexpr double kSecondsMax = 253'402'300'799.0;

absl::Status Refused(absl::string_view claim, absl::string_view why) {
  return absl::UnauthenticatedError(
      absl::StrCat("the claim ", claim, " ", why));
}

absl::StatusOr<json::object> ParseObject(absl::string_view text) {
  boost::system::error_code error;
  const json::value parsed =
      json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !parsed.is_object()) {
    return absl::UnauthenticatedError("what should hold claims holds none");
  }
  return parsed.get_object();
}

const json::value* Find(const json::object& claims, absl::string_view name) {
  return claims.if_contains(json::string_view(name.data(), name.size()));
}

// Nothing when it is absent, or no text.
std::optional<std::string> TextOf(const json::object& claims,
                                  absl::string_view name) {
  const json::value* const value = Find(claims, name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

absl::StatusOr<absl::Time> TimeOf(const json::object& claims,
                                  absl::string_view name) {
  const json::value* const value = Find(claims, name);
  if (value == nullptr || !value->is_number()) {
    return Refused(name, "is no time");
  }
  const auto seconds = value->to_number<double>();
  if (seconds < 0 || seconds > kSecondsMax) {
    return Refused(name, "is no time");
  }
  return absl::FromUnixMillis(static_cast<std::int64_t>(seconds * 1000));
}

// Ours, and nobody's beside: another party that the token is for could be one
// that replays it here.
absl::Status CheckAudience(const json::object& claims,
                           const std::string& client) {
  const json::value* const aud = Find(claims, "aud");
  const json::value* only = aud;
  if (aud != nullptr && aud->is_array()) {
    only = aud->get_array().size() == 1 ? aud->get_array().data() : nullptr;
  }
  if (only == nullptr || !only->is_string() ||
      std::string(only->get_string()) != client) {
    return Refused("aud", "is not this server alone");
  }
  if (Find(claims, "azp") != nullptr && TextOf(claims, "azp") != client) {
    return Refused("azp", "is not this server");
  }
  return absl::OkStatus();
}

absl::Status CheckTimes(const json::object& claims, absl::Time now) {
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time expires, TimeOf(claims, "exp"));
  if (expires <= now - kLeeway) return Refused("exp", "is in the past");
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time issued, TimeOf(claims, "iat"));
  if (issued > now + kLeeway) return Refused("iat", "is in the future");
  if (issued < now - kAgeMax - kLeeway) return Refused("iat", "is long ago");
  if (Find(claims, "nbf") == nullptr) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time begins, TimeOf(claims, "nbf"));
  if (begins > now + kLeeway) return Refused("nbf", "is in the future");
  return absl::OkStatus();
}

// All algorithms that we take end in 256: the first half of a SHA-256.
absl::Status CheckAccessToken(const json::object& claims,
                              const std::string& access_token) {
  if (Find(claims, "at_hash") == nullptr) return absl::OkStatus();
  const std::string hash = core::Fingerprint(access_token);
  if (TextOf(claims, "at_hash") != Base64Url(hash.substr(0, hash.size() / 2))) {
    return Refused("at_hash", "is not of the access token that came with it");
  }
  return absl::OkStatus();
}

absl::Status CheckLevel(const json::object& claims,
                        const OpenIdProvider& provider) {
  if (provider.any_acr()) return absl::OkStatus();
  const auto level = TextOf(claims, "acr");
  if (level.has_value() && std::ranges::find(provider.acr_values(), *level) !=
                               provider.acr_values().end()) {
    return absl::OkStatus();
  }
  return Refused("acr", "is none of open_id_providers.acr_values");
}

// Whoever signs in on behalf of another is that other's: nobody is signed in as
// herself by it, unless the other is the organisation.
absl::Status CheckRepresents(const json::object& claims,
                             const OpenIdProvider& provider) {
  const json::value* const represents = Find(claims, "represents");
  if (provider.represents().empty()) {
    return represents == nullptr
               ? absl::OkStatus()
               : Refused("represents", "is there, and nobody is expected");
  }
  if (represents == nullptr || !represents->is_object()) {
    return Refused("represents", "names nobody");
  }
  const json::object& other = represents->get_object();
  if (Find(other, "represents") != nullptr) {
    return Refused("represents", "goes on to somebody else");
  }
  const auto sub = TextOf(other, "sub");
  const bool silent = Find(other, "iss") == nullptr;
  const auto iss = TextOf(other, "iss");
  const bool expected =
      std::ranges::any_of(provider.represents(), [&](const Represented& each) {
        const std::string& by =
            each.iss().empty() ? provider.issuer() : each.iss();
        return sub == each.sub() &&
               (silent ? by == provider.issuer() : iss == by);
      });
  return expected
             ? absl::OkStatus()
             : Refused("represents", "is none of open_id_providers.represents");
}

std::string VerifiedEmail(const json::object& claims,
                          const OpenIdProvider& provider) {
  const json::value* const verified = Find(claims, "email_verified");
  const bool counts = verified == nullptr
                          ? provider.emails_verified()
                          : verified->is_bool() && verified->get_bool();
  const std::string email = TextOf(claims, "email").value_or("");
  return counts && email.size() <= kEmailBytesMax ? email : "";
}

// At most 255 ASCII characters (OpenID Connect Core 1.0, section 2).
absl::StatusOr<std::string> SubjectOf(const json::object& claims) {
  std::string subject = TextOf(claims, "sub").value_or("");
  if (subject.empty() || subject.size() > kSubjectBytesMax ||
      !std::ranges::all_of(subject, [](char c) {
        return absl::ascii_isprint(static_cast<unsigned char>(c));
      })) {
    return Refused("sub", "is no name of a subject");
  }
  return subject;
}

}  // namespace

absl::StatusOr<Named> CheckIdToken(absl::string_view payload,
                                   const OpenIdProvider& provider,
                                   const TokenContext& context) {
  OMZIEN_ASSIGN_OR_RETURN(const json::object claims, ParseObject(payload));
  if (TextOf(claims, "iss") != provider.issuer()) {
    return Refused("iss", "is not the provider");
  }
  OMZIEN_RETURN_IF_ERROR(CheckAudience(claims, provider.client_id()));
  OMZIEN_RETURN_IF_ERROR(CheckTimes(claims, context.now));
  if (context.nonce.empty() || TextOf(claims, "nonce") != context.nonce) {
    return Refused("nonce", "is not that of this attempt");
  }
  OMZIEN_RETURN_IF_ERROR(CheckAccessToken(claims, context.access_token));
  OMZIEN_RETURN_IF_ERROR(CheckLevel(claims, provider));
  OMZIEN_RETURN_IF_ERROR(CheckRepresents(claims, provider));
  Named named;
  OMZIEN_ASSIGN_OR_RETURN(named.subject, SubjectOf(claims));
  named.email = VerifiedEmail(claims, provider);
  return named;
}

absl::StatusOr<Named> CheckUserInfo(absl::string_view text,
                                    const OpenIdProvider& provider,
                                    absl::string_view subject) {
  OMZIEN_ASSIGN_OR_RETURN(const json::object claims, ParseObject(text));
  Named named;
  OMZIEN_ASSIGN_OR_RETURN(named.subject, SubjectOf(claims));
  if (named.subject != subject) {
    return Refused("sub", "of the UserInfo endpoint is somebody else");
  }
  named.email = VerifiedEmail(claims, provider);
  return named;
}

}  // namespace omzien::people
