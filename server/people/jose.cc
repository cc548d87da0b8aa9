#include "server/people/jose.h"

#include <cjose/error.h>
#include <cjose/header.h>
#include <cjose/jwk.h>
#include <cjose/jws.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "boost/json/object.hpp"
#include "boost/json/parse.hpp"
#include "boost/json/serialize.hpp"
#include "boost/json/string.hpp"
#include "boost/json/value.hpp"
#include "boost/system/error_code.hpp"

namespace omzien::people {
namespace {

namespace json = boost::json;

constexpr std::size_t kTokenBytesMax = 64 << 10;
constexpr std::size_t kKeysMax = 100;
constexpr std::size_t kRsaBitsMin = 2048;

using Jws = std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)>;

std::string TextOf(const json::object& object, absl::string_view name) {
  const json::value* const value =
      object.if_contains(json::string_view(name.data(), name.size()));
  const json::string* const text =
      value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

bool IsStrongEnough(const cjose_jwk_t* jwk) {
  cjose_err error;
  switch (cjose_jwk_get_kty(jwk, &error)) {
    case CJOSE_JWK_KTY_RSA:
      return cjose_jwk_get_keysize(jwk, &error) >= kRsaBitsMin;
    case CJOSE_JWK_KTY_EC:
      return cjose_jwk_EC_get_curve(jwk, &error) == CJOSE_JWK_EC_P_256;
    default:
      return false;
  }
}

// Its public half alone; null when it is no key that we take.
Jwk PublicKey(const json::object& object) {
  const std::string type = TextOf(object, "kty");
  const std::string use = TextOf(object, "use");
  if ((type != "RSA" && type != "EC") || (!use.empty() && use != "sig")) {
    return {};
  }
  json::object bare;
  for (const char* const name : {"kty", "n", "e", "crv", "x", "y"}) {
    if (const json::value* const value = object.if_contains(name)) {
      bare[name] = *value;
    }
  }
  const std::string text = json::serialize(bare);
  cjose_err error;
  const Jwk jwk = Own(cjose_jwk_import(text.data(), text.size(), &error));
  return jwk != nullptr && IsStrongEnough(jwk.get()) ? jwk : Jwk();
}

// Three parts of base64url, and nothing else.
bool LooksLikeJws(absl::string_view token) {
  return token.size() <= kTokenBytesMax &&
         std::ranges::count(token, '.') == 2 &&
         std::ranges::all_of(token, [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '-' || c == '_' || c == '.';
         });
}

absl::Status Untrusted(absl::string_view why) {
  return absl::UnauthenticatedError(absl::StrCat("the token ", why));
}

}  // namespace

Jwk Own(cjose_jwk_t* jwk) {
  return jwk == nullptr
             ? Jwk()
             : Jwk(jwk, [](cjose_jwk_t* key) { cjose_jwk_release(key); });
}

std::string Base64Url(absl::string_view bytes) {
  std::string text = absl::WebSafeBase64Escape(bytes);
  while (absl::EndsWith(text, "=")) text.pop_back();
  return text;
}

absl::StatusOr<KeySet> KeySet::Parse(absl::string_view text) {
  boost::system::error_code error;
  const json::value parsed =
      json::parse(json::string_view(text.data(), text.size()), error);
  const json::object* const object = error ? nullptr : parsed.if_object();
  const json::value* const keys =
      object == nullptr ? nullptr : object->if_contains("keys");
  if (keys == nullptr || !keys->is_array()) {
    return absl::UnavailableError("what should be a set of keys is none");
  }
  KeySet set;
  for (const json::value& each : keys->get_array()) {
    const json::object* const key = each.if_object();
    if (key == nullptr || set.keys_.size() == kKeysMax) continue;
    const std::string kid = TextOf(*key, "kid");
    const Jwk jwk = PublicKey(*key);
    if (kid.empty() || jwk == nullptr) continue;
    set.keys_.push_back(
        {kid, TextOf(*key, "alg"), TextOf(*key, "kty") == "RSA", jwk});
  }
  return set;
}

absl::StatusOr<std::string> KeySet::Verify(absl::string_view token) const {
  if (!LooksLikeJws(token)) return Untrusted("is no signed token");
  cjose_err error;
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error),
                &cjose_jws_release);
  if (jws == nullptr) return Untrusted("is no signed token");
  cjose_header_t* const header = cjose_jws_get_protected(jws.get());
  if (char* const critical = cjose_header_get_raw(header, "crit", &error)) {
    std::free(critical);
    return Untrusted("asks for what we do not know (crit)");
  }
  const auto text_of = [&](const char* name) {
    const char* const value = cjose_header_get(header, name, &error);
    return absl::NullSafeStringView(value);
  };
  const absl::string_view alg = text_of("alg");
  const bool is_rsa = alg == "RS256" || alg == "PS256";
  if (!is_rsa && alg != "ES256") {
    return Untrusted("is not signed with RS256, PS256 or ES256");
  }
  const absl::string_view kid = text_of("kid");
  if (kid.empty()) return Untrusted("does not name its key (kid)");
  bool known = false;
  for (const Key& key : keys_) {
    if (key.kid != kid) continue;
    known = true;
    if (key.is_rsa != is_rsa || (!key.alg.empty() && key.alg != alg) ||
        !cjose_jws_verify(jws.get(), key.jwk.get(), &error)) {
      continue;
    }
    std::uint8_t* payload = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_get_plaintext(jws.get(), &payload, &size, &error)) break;
    return std::string(reinterpret_cast<const char*>(payload), size);
  }
  if (!known) return absl::NotFoundError("the token's key is not in the set");
  return Untrusted("is not signed by the key that it names");
}

}  // namespace omzien::people
