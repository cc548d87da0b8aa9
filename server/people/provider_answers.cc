#include "server/people/provider_answers.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "boost/json/array.hpp"
#include "boost/json/object.hpp"
#include "boost/json/parse.hpp"
#include "boost/json/string.hpp"
#include "boost/json/value.hpp"
#include "boost/system/error_code.hpp"
#include "boost/url/parse.hpp"
#include "boost/url/url_view.hpp"

namespace omzien::people {
namespace {

namespace json = boost::json;

constexpr std::size_t kUrlBytesMax = 2000;
constexpr std::size_t kErrorBytesMax = 40;

absl::Status NotUnderstood(absl::string_view why) {
  return absl::UnavailableError(
      absl::StrCat("the provider's answer is not as it should be: ", why));
}

std::optional<json::object> ParseObject(absl::string_view text) {
  boost::system::error_code error;
  const json::value parsed =
      json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !parsed.is_object()) return std::nullopt;
  return parsed.get_object();
}

std::string TextOf(const json::object& object, absl::string_view name) {
  const json::value* const value =
      object.if_contains(json::string_view(name.data(), name.size()));
  return value != nullptr && value->is_string()
             ? std::string(value->get_string())
             : std::string();
}

std::vector<std::string> ListOf(const json::object& object, const char* name) {
  std::vector<std::string> list;
  const json::value* const value = object.if_contains(name);
  if (value == nullptr || !value->is_array()) return list;
  for (const json::value& each : value->get_array()) {
    if (each.is_string()) list.emplace_back(each.get_string());
  }
  return list;
}

// A provider need not list what it knows.
bool MayKnow(const json::object& object, const char* name,
             absl::string_view what) {
  const std::vector<std::string> list = ListOf(object, name);
  return list.empty() || std::ranges::find(list, what) != list.end();
}

}  // namespace

bool IsSafeUrl(absl::string_view url) {
  if (url.size() > kUrlBytesMax) return false;
  const auto parsed =
      boost::urls::parse_uri(boost::core::string_view(url.data(), url.size()));
  if (!parsed.has_value() || parsed->host().empty() || parsed->has_userinfo() ||
      parsed->has_fragment()) {
    return false;
  }
  // Boost 1.81 reads "http://127.0.0.1.a.example" as the host 127.0.0.1 with
  // the path ".a.example"; libcurl does not.
  const auto path = parsed->encoded_path();
  if (!path.empty() && path.front() != '/') return false;
  const auto host = parsed->encoded_host();
  const bool here =
      host == "localhost" || host == "127.0.0.1" || host == "[::1]";
  return parsed->scheme() == "https" || (parsed->scheme() == "http" && here);
}

absl::StatusOr<Metadata> ParseMetadata(absl::string_view text,
                                       absl::string_view issuer) {
  const auto object = ParseObject(text);
  if (!object.has_value()) return NotUnderstood("its metadata is no JSON");
  if (TextOf(*object, "issuer") != issuer) {
    return NotUnderstood("its metadata is of another issuer");
  }
  Metadata metadata{
      .authorization_endpoint = TextOf(*object, "authorization_endpoint"),
      .token_endpoint = TextOf(*object, "token_endpoint"),
      .jwks_uri = TextOf(*object, "jwks_uri"),
      .userinfo_endpoint = TextOf(*object, "userinfo_endpoint"),
      .client_algorithms =
          ListOf(*object, "token_endpoint_auth_signing_alg_values_supported")};
  for (const std::string* const url :
       {&metadata.authorization_endpoint, &metadata.token_endpoint,
        &metadata.jwks_uri}) {
    if (!IsSafeUrl(*url)) {
      return NotUnderstood("its metadata lacks an https address");
    }
  }
  if (!metadata.userinfo_endpoint.empty() &&
      !IsSafeUrl(metadata.userinfo_endpoint)) {
    return NotUnderstood("its metadata has an address that is not https");
  }
  if (!MayKnow(*object, "code_challenge_methods_supported", "S256")) {
    return NotUnderstood("it does not know PKCE with S256");
  }
  if (!MayKnow(*object, "token_endpoint_auth_methods_supported",
               "private_key_jwt")) {
    return NotUnderstood("it does not know private_key_jwt");
  }
  const json::value* const says_iss =
      object->if_contains("authorization_response_iss_parameter_supported");
  metadata.says_iss =
      says_iss != nullptr && says_iss->is_bool() && says_iss->get_bool();
  return metadata;
}

absl::StatusOr<Redeemed> ParseRedeemed(absl::string_view text) {
  const auto object = ParseObject(text);
  if (!object.has_value()) return NotUnderstood("its tokens are no JSON");
  Redeemed redeemed{.id_token = TextOf(*object, "id_token"),
                    .access_token = TextOf(*object, "access_token")};
  if (redeemed.id_token.empty()) return NotUnderstood("it sent no ID token");
  return redeemed;
}

std::string ParseError(absl::string_view text) {
  const auto object = ParseObject(text);
  if (!object.has_value()) return "";
  std::string error = TextOf(*object, "error");
  const bool is_word =
      error.size() <= kErrorBytesMax && std::ranges::all_of(error, [](char c) {
        return absl::ascii_islower(static_cast<unsigned char>(c)) || c == '_';
      });
  return is_word ? error : "";
}

}  // namespace omzien::people
