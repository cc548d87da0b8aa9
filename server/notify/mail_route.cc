#include "server/notify/mail_route.h"

#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/times.h"
#include "server/notify/mail_header.h"
#include "server/notify/mail_transfer.h"

namespace omzien::notify {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

// "" when the URL has no such part.
std::string UrlPart(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

absl::Status Wrong(absl::string_view setting, absl::string_view right) {
  return absl::InvalidArgumentError(
      absl::StrCat("notify.smtp.", setting, " ", right));
}

absl::Status CheckUrl(const omzien::config::v1::Smtp& config) {
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, config.url().c_str(),
                   CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return Wrong("url", "must look like smtp://mail.example:587");
  }
  const std::string scheme = UrlPart(url.get(), CURLUPART_SCHEME);
  const std::string host = UrlPart(url.get(), CURLUPART_HOST);
  if (scheme != "smtp" && scheme != "smtps") {
    return Wrong("url", "must begin with smtp:// or smtps://");
  }
  if (!UrlPart(url.get(), CURLUPART_USER).empty() ||
      !UrlPart(url.get(), CURLUPART_PASSWORD).empty()) {
    return Wrong("url",
                 "must not hold a user or password: they have their own "
                 "settings, user and password_env");
  }
  const bool loopback =
      host == "localhost" || host == "[::1]" || absl::StartsWith(host, "127.");
  if (scheme == "smtp" && !config.require_tls() && !loopback) {
    return Wrong("require_tls",
                 "may be off only for a mail server on this machine");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<MailRoute> ReadMailRoute(
    const omzien::config::v1::Smtp& config) {
  OMZIEN_RETURN_IF_ERROR(CheckUrl(config));
  const auto from = ParseMailbox(config.from());
  if (!from.ok()) {
    return Wrong("from",
                 "must look like Omzien Roerdalen <omzien@roerdalen.example>");
  }
  MailRoute route{.url = config.url(),
                  .require_tls = config.require_tls(),
                  .ca_file = config.ca_file(),
                  .user = config.user(),
                  .password = "",
                  .from = *from,
                  .timeout = core::FromProto(config.timeout())};
  if (route.timeout <= absl::ZeroDuration()) {
    return Wrong("timeout", "must be more than 0, such as {seconds: 30}");
  }
  if (!route.user.empty()) {
    const char* password = std::getenv(config.password_env().c_str());
    if (config.password_env().empty() || password == nullptr) {
      return Wrong("password_env",
                   "must name an environment variable that holds the password "
                   "of notify.smtp.user, and that variable must be set");
    }
    route.password = password;
  }
  return route;
}

}  // namespace omzien::notify
