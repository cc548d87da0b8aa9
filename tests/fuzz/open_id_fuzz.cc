// What an OpenID provider answers comes from a server that is not ours, and
// what is in an ID token from whoever made it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/config/v1/open_id.pb.h"
#include "server/people/id_token.h"
#include "server/people/jose.h"
#include "server/people/provider_answers.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'795'420'800);
constexpr char kIssuer[] = "https://login.welzijn.example";
// Its private half is nowhere; corpus/open_id/signed was made with it.
constexpr char kKeys[] =
    R"({"keys":[{"kty":"EC","x":"EuRD14T9i45jeqROo7-g_Vec8BfNBzudONQTymmcZBE",)"
    R"("y":"uJ7nulOxdSifboPDLTTIer_LJSPGdQ_r4XDVvc0cdfg","crv":"P-256",)"
    R"("kid":"a","alg":"ES256","use":"sig"}]})";
constexpr char kSigned[] = R"({"sub":"f3a1"})";

void CheckSubject(const people::Named& named) {
  Require(!named.subject.empty() && named.subject.size() <= 255 &&
              std::ranges::all_of(named.subject,
                                  [](char c) {
                                    return absl::ascii_isprint(
                                        static_cast<unsigned char>(c));
                                  }),
          "a subject is a name");
}

void CheckClaims(absl::string_view text) {
  config::v1::OpenIdProvider provider;
  provider.set_issuer(kIssuer);
  provider.set_client_id("omzien");
  provider.add_acr_values("high");
  provider.add_represents()->set_sub("12345678");
  const auto named = people::CheckIdToken(text, provider, {"n", "a", kNow});
  if (!named.ok()) {
    RequireRefusal(named.status(), absl::StatusCode::kUnauthenticated);
    return;
  }
  CheckSubject(*named);
  for (const absl::string_view must :
       {"omzien", "high", "12345678", "exp", "iat"}) {
    // Escaped in JSON it can be written in other ways.
    Require(text.find(must) != absl::string_view::npos ||
                text.find("\\u") != absl::string_view::npos,
            "what is taken says all that it must");
  }
}

void CheckUserInfo(absl::string_view text) {
  const config::v1::OpenIdProvider provider;
  const auto named = people::CheckUserInfo(text, provider, "f3a1");
  if (!named.ok()) {
    RequireRefusal(named.status(), absl::StatusCode::kUnauthenticated);
    return;
  }
  Require(named->subject == "f3a1", "it is about whoever was asked for");
}

void CheckMetadata(absl::string_view text) {
  const auto metadata = people::ParseMetadata(text, kIssuer);
  if (!metadata.ok()) {
    RequireRefusal(metadata.status(), absl::StatusCode::kUnavailable);
    return;
  }
  for (const std::string& url :
       {metadata->authorization_endpoint, metadata->token_endpoint,
        metadata->jwks_uri}) {
    Require(people::IsSafeUrl(url), "nothing is asked in the open");
    Require(std::ranges::all_of(url,
                                [](char c) {
                                  return absl::ascii_isgraph(
                                      static_cast<unsigned char>(c));
                                }),
            "an address is one word");
  }
}

void CheckKeys(absl::string_view text) {
  const auto keys = people::KeySet::Parse(text);
  if (!keys.ok()) {
    RequireRefusal(keys.status(), absl::StatusCode::kUnavailable);
    return;
  }
  Require(keys->size() <= 100, "no more keys than anybody has");
}

void CheckAnswers(absl::string_view text) {
  const auto redeemed = people::ParseRedeemed(text);
  if (redeemed.ok()) {
    Require(!redeemed->id_token.empty(), "there is an ID token");
  } else {
    RequireRefusal(redeemed.status(), absl::StatusCode::kUnavailable);
  }
  Require(people::ParseError(text).size() <= 40, "an error is a word");
}

void CheckToken(absl::string_view text) {
  static const auto& keys =
      *new people::KeySet(people::KeySet::Parse(kKeys).value());
  const auto payload = keys.Verify(text);
  if (payload.ok()) {
    Require(*payload == kSigned, "nobody else signs with that key");
    return;
  }
  RequireRefusal(payload.status(), absl::IsNotFound(payload.status())
                                       ? absl::StatusCode::kNotFound
                                       : absl::StatusCode::kUnauthenticated);
}

}  // namespace

std::vector<std::string> Seeds() { return {}; }

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  // The files of the corpus begin with one of "cdefgh".
  switch (input.Choose(6)) {
    case 'c' % 6:
      CheckClaims(input.Rest());
      break;
    case 'd' % 6:
      CheckUserInfo(input.Rest());
      break;
    case 'e' % 6:
      CheckMetadata(input.Rest());
      break;
    case 'f' % 6:
      CheckKeys(input.Rest());
      break;
    case 'g' % 6:
      CheckAnswers(input.Rest());
      break;
    default:
      CheckToken(input.Rest());
      break;
  }
  return 0;
}
