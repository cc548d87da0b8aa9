#include "server/runtime/open_id_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "boost/url/parse.hpp"
#include "boost/url/url_view.hpp"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/open_id.pb.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/server_check.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

using omzien::config::v1::Config;
using omzien::config::v1::OpenIdProvider;

constexpr absl::string_view kLoopbackUri = "http://127.0.0.1/callback";

// https, or http to this machine; without a user, and nothing after the path.
bool IsSafe(const std::string& text, bool may_have_query) {
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->host().empty() || url->has_userinfo() ||
      url->has_fragment() || (!may_have_query && url->has_query())) {
    return false;
  }
  // Boost 1.81 reads "http://127.0.0.1.a.example" as the host 127.0.0.1 with
  // the path ".a.example".
  const auto path = url->encoded_path();
  if (!path.empty() && path.front() != '/') return false;
  const auto host = url->encoded_host();
  const bool here =
      host == "localhost" || host == "127.0.0.1" || host == "[::1]";
  return url->scheme() == "https" || (url->scheme() == "http" && here);
}

void CheckUris(const TextprotoNode& node, OpenIdProvider& provider) {
  if (!IsSafe(provider.issuer(), /*may_have_query=*/false)) {
    node.Report("issuer",
                absl::StrCat("\"", provider.issuer(),
                             "\" is no issuer; write it as the provider's own "
                             "page .well-known/openid-configuration does, "
                             "\"https://login.welzijn.example/realms/staff\""));
  }
  if (provider.redirect_uris().empty()) {
    provider.add_redirect_uris(std::string(kLoopbackUri));
  }
  for (int i = 0; i < provider.redirect_uris_size(); ++i) {
    if (IsSafe(provider.redirect_uris(i), /*may_have_query=*/true)) continue;
    node.Report(
        "redirect_uris",
        absl::StrCat("\"", provider.redirect_uris(i),
                     "\" could be read on the way; write \"", kLoopbackUri,
                     R"(" or "https://omzien.example/aanmelden")"),
        i);
  }
}

void CheckWho(const TextprotoNode& node, const OpenIdProvider& provider) {
  RequireText(node, {"client_id", "private_key_file"});
  CheckPrivateKeyFile(node, "private_key_file", provider.private_key_file());
  if (!provider.ca_file().empty() && !IsFile(provider.ca_file())) {
    node.Report("ca_file",
                absl::StrCat("there is no file ", provider.ca_file()));
  }
  if (provider.acr_values().empty() != provider.any_acr()) {
    node.Report(provider.any_acr() ? "any_acr" : "acr_values",
                "give the levels of assurance that let somebody in, "
                "\"http://eidas.europa.eu/LoA/substantial\", or any_acr: true; "
                "one of the two");
  }
  for (int i = 0; i < provider.represents_size(); ++i) {
    RequireText(node.Child("represents", i), {"sub"});
  }
}

}  // namespace

void CheckOpenIdProviders(const TextprotoNode& root) {
  auto& config = static_cast<Config&>(root.message());
  std::set<std::string> seen;
  for (int i = 0; i < config.open_id_providers_size(); ++i) {
    const TextprotoNode node = root.Child("open_id_providers", i);
    OpenIdProvider& provider = *config.mutable_open_id_providers(i);
    const bool known =
        std::ranges::any_of(config.organisations(), [&](const auto& each) {
          return each.name() == provider.organisation();
        });
    if (!known) {
      node.Report("organisation",
                  absl::StrCat("\"", provider.organisation(),
                               "\" is not among the organisations of this "
                               "configuration"));
    } else if (!seen.insert(provider.organisation()).second) {
      node.Report("organisation",
                  absl::StrCat(provider.organisation(),
                               " has a provider already; leave one out"));
    }
    if (provider.scopes().empty()) provider.add_scopes("email");
    CheckUris(node, provider);
    CheckWho(node, provider);
  }
}

}  // namespace omzien::runtime
