#include "tests/testing/open_id_server.h"

#include <curl/curl.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "boost/url/parse.hpp"
#include "boost/url/url_view.hpp"
#include "omzien/config/v1/open_id.pb.h"

namespace omzien::testing {
namespace {

constexpr int kRsaBits = 2048;
constexpr int kRedirectsMax = 10;
constexpr char kReturns[] = "http://127.0.0.1:";
constexpr char kReturnPath[] = "/callback?";

// "client.pem" is what the client signs with, "client.pub.pem" its other half.
void WriteKeys(const std::string& folder, bool elliptic) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      elliptic ? EVP_EC_gen("P-256") : EVP_RSA_gen(kRsaBits), &EVP_PKEY_free);
  const std::string path = folder + "/client.pem";
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> hidden(
      BIO_new_file(path.c_str(), "w"), &BIO_free_all);
  PEM_write_bio_PKCS8PrivateKey(hidden.get(), key.get(), nullptr, nullptr, 0,
                                nullptr, nullptr);
  std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                         std::filesystem::perms::owner_write);
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> open(
      BIO_new_file((folder + "/client.pub.pem").c_str(), "w"), &BIO_free_all);
  PEM_write_bio_PUBKEY(open.get(), key.get());
}

// The line that starts it, with a new key of its client in `folder`.
std::vector<std::string> CommandWithKeys(const std::string& folder,
                                         const std::string& algorithm) {
  WriteKeys(folder, algorithm == "ES256");
  return {OMZIEN_OPEN_ID_SERVER,
          "--key",
          folder + "/client.pub.pem",
          "--alg",
          algorithm,
          "--kid",
          "ours"};
}

std::size_t Drop(char* /*data*/, std::size_t size, std::size_t count,
                 void* /*nowhere*/) {
  return size * count;
}

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

Curl NewBrowser() {
  Curl browser(curl_easy_init(), &curl_easy_cleanup);
  curl_easy_setopt(browser.get(), CURLOPT_COOKIEFILE, "");
  curl_easy_setopt(browser.get(), CURLOPT_WRITEFUNCTION, &Drop);
  curl_easy_setopt(browser.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(browser.get(), CURLOPT_TIMEOUT_MS, 10'000L);
  curl_easy_setopt(browser.get(), CURLOPT_PROXY, "");
  return browser;
}

std::string Escaped(CURL* browser, const std::string& text) {
  char* const escaped =
      curl_easy_escape(browser, text.data(), static_cast<int>(text.size()));
  std::string kept = escaped;
  curl_free(escaped);
  return kept;
}

std::string Parameter(const boost::urls::url_view& url, const char* name) {
  const auto found = url.params().find(name);
  return found == url.params().end() ? std::string()
                                     : std::string((*found).value);
}

absl::StatusOr<std::string> WhereItLeads(CURL* browser, const std::string& page,
                                         const Visitor& visitor) {
  const std::string hint = absl::StrCat(
      "id=", Escaped(browser, visitor.id),
      "&email=", Escaped(browser, visitor.email),
      "&verified=", visitor.verified ? 1 : 0,
      visitor.acr.empty() ? "" : "&acr=", Escaped(browser, visitor.acr),
      visitor.represents.empty() ? "" : "&represents=",
      Escaped(browser, visitor.represents));
  std::string url = absl::StrCat(page, "&login_hint=", Escaped(browser, hint));
  for (int i = 0; i < kRedirectsMax; ++i) {
    if (absl::StartsWith(url, kReturns) &&
        absl::StrContains(url, kReturnPath)) {
      return url;
    }
    curl_easy_setopt(browser, CURLOPT_URL, url.c_str());
    const CURLcode code = curl_easy_perform(browser);
    if (code != CURLE_OK) {
      return absl::UnavailableError(curl_easy_strerror(code));
    }
    const char* next = nullptr;
    curl_easy_getinfo(browser, CURLINFO_REDIRECT_URL, &next);
    if (next == nullptr) break;
    url = next;
  }
  return absl::InternalError(absl::StrCat("ends at ", url));
}

}  // namespace

OpenIdServer::OpenIdServer(const std::string& algorithm)
    : server_(CommandWithKeys(folder_.path(), algorithm),
              "Node and its packages (scripts/npm_ci)"),
      issuer_(absl::StrCat("http://127.0.0.1:", server_.port())) {}

omzien::config::v1::OpenIdProvider OpenIdServer::Config(
    const std::string& organisation) const {
  omzien::config::v1::OpenIdProvider config;
  config.set_organisation(organisation);
  config.set_issuer(issuer_);
  config.set_client_id("omzien");
  config.set_private_key_file(folder_.path() + "/client.pem");
  config.set_key_id("ours");
  config.add_scopes("email");
  config.add_acr_values(kSubstantial);
  config.add_redirect_uris("http://127.0.0.1/callback");
  return config;
}

void OpenIdServer::Tell(const std::string& path,
                        const std::string& body) const {
  const Curl client = NewBrowser();
  curl_easy_setopt(client.get(), CURLOPT_URL, (issuer_ + path).c_str());
  curl_easy_setopt(client.get(), CURLOPT_POSTFIELDS, body.c_str());
  if (curl_easy_perform(client.get()) != CURLE_OK) {
    std::cerr << "scripts/open_id does not answer at " << path << '\n';
    std::exit(1);
  }
}

void OpenIdServer::Rotate() { Tell("/test/rotate", ""); }
void OpenIdServer::Tamper(const std::string& json) {
  Tell("/test/tamper", json);
}
void OpenIdServer::Pause() { server_.Pause(); }
void OpenIdServer::Resume() { server_.Resume(); }

absl::StatusOr<CameBack> Visit(const std::string& authorization_url,
                               const Visitor& visitor) {
  const Curl browser = NewBrowser();
  const auto url = WhereItLeads(browser.get(), authorization_url, visitor);
  if (!url.ok()) return url.status();
  const auto parsed = boost::urls::parse_uri(*url);
  if (!parsed.has_value()) return absl::InternalError(*url);
  CameBack back{*url, Parameter(*parsed, "code"), Parameter(*parsed, "state"),
                Parameter(*parsed, "iss")};
  if (back.code.empty()) return absl::InternalError(*url);
  return back;
}

absl::Status VisitAndReturn(const std::string& authorization_url,
                            const Visitor& visitor) {
  const auto back = Visit(authorization_url, visitor);
  if (!back.ok()) return back.status();
  const Curl browser = NewBrowser();
  curl_easy_setopt(browser.get(), CURLOPT_URL, back->url.c_str());
  return curl_easy_perform(browser.get()) == CURLE_OK
             ? absl::OkStatus()
             : absl::UnavailableError(back->url);
}

}  // namespace omzien::testing
