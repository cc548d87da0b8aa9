#include "server/runtime/service_check.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "boost/system/error_code.hpp"
#include "boost/url/parse.hpp"
#include "boost/url/url_view.hpp"
#include "omzien/config/v1/config.pb.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/server_check.h"
#include "server/runtime/storage_check.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

namespace config = omzien::config::v1;

constexpr NumberRule kNotifyNumbers[] = {
    {"attempts_max", 8, 1, 50},
    {"in_flight_max", 4, 1, 256},
};
constexpr DurationRule kNotifyDurations[] = {
    {"retry_wait", absl::Seconds(30), absl::Seconds(1), absl::Hours(1)},
    {"retry_wait_max", absl::Hours(1), absl::Seconds(1), absl::Hours(24)},
};
constexpr DurationRule kSmtpDurations[] = {
    {"timeout", absl::Seconds(30), absl::Seconds(1), absl::Minutes(10)},
};
constexpr NumberRule kPlacesNumbers[] = {
    {"pdok_cache_max", 10'000, 1, 1'000'000},
};
constexpr DurationRule kPlacesDurations[] = {
    {"pdok_timeout", absl::Seconds(2), absl::Seconds(1), absl::Minutes(1)},
};

bool IsFolder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

void CheckSmtpUrl(const TextprotoNode& node, const config::Smtp& smtp) {
  const auto url = boost::urls::parse_uri(smtp.url());
  // Boost 1.81 reads "smtp://127.0.0.1.a.example" as the host 127.0.0.1 with
  // the path ".a.example": mail for another machine would pass for our own.
  if (!url || (url->scheme() != "smtp" && url->scheme() != "smtps") ||
      url->host().empty() ||
      (!url->encoded_path().empty() && url->encoded_path().front() != '/')) {
    node.Report("url", absl::StrCat("\"", smtp.url(),
                                    "\" is no mail server; write "
                                    "\"smtp://mail.example:587\" or "
                                    "\"smtps://mail.example:465\""));
    return;
  }
  if (url->has_userinfo()) {
    node.Report("url",
                "holds a user or a password; move the user to `user` and the "
                "password to the environment variable that password_env names");
  }
  const std::string host = url->host_address();
  const bool local = host == "localhost" || IsLoopback(host);
  if (url->scheme() == "smtp" && !smtp.require_tls() && !local) {
    node.Report("require_tls",
                absl::StrCat("is off, but ", host,
                             " is not this machine, and mail would travel in "
                             "the open; write require_tls: true"));
  }
}

void CheckNotify(const TextprotoNode& node) {
  ApplyRules(node, kNotifyNumbers);
  ApplyRules(node, kNotifyDurations);
  const auto& notify = static_cast<const config::Notify&>(node.message());
  if (notify.retry_wait_max().seconds() < notify.retry_wait().seconds()) {
    node.Report("retry_wait_max", "is shorter than retry_wait; make it longer");
  }
  const TextprotoNode smtp_node = node.Child("smtp");
  ApplyRules(smtp_node, kSmtpDurations);
  const auto& smtp = static_cast<const config::Smtp&>(smtp_node.message());
  if (smtp.url().empty()) return;  // No e-mail: the desk phones everybody.
  CheckSmtpUrl(smtp_node, smtp);
  if (smtp.from().find('@') == std::string::npos) {
    smtp_node.Report("from",
                     absl::StrCat("\"", smtp.from(),
                                  "\" is no sender; write \"Omzien Roerdalen "
                                  "<omzien@roerdalen.example>\""));
  }
  if (smtp.user().empty() != smtp.password_env().empty()) {
    smtp_node.Report(smtp.user().empty() ? "user" : "password_env",
                     "is empty; give user and password_env both or neither");
  }
  if (!smtp.ca_file().empty() && !IsFile(smtp.ca_file())) {
    smtp_node.Report("ca_file",
                     absl::StrCat("there is no file ", smtp.ca_file()));
  }
}

void CheckPlaces(const TextprotoNode& node) {
  auto& places = static_cast<config::Places&>(node.message());
  ApplyRules(node, kPlacesNumbers);
  ApplyRules(node, kPlacesDurations);
  DefaultText(node, "pdok_url",
              "https://api.pdok.nl/bzk/locatieserver/search/v3_1");
  if (places.sources().empty()) {
    // PDOK only when asked for: addresses leave the house with it.
    if (!places.address_dir().empty()) {
      places.add_sources(config::Places::SOURCE_FILE);
    }
    places.add_sources(config::Places::SOURCE_VILLAGE);
  }
  bool file = false;
  bool pdok = false;
  bool village = false;
  for (int i = 0; i < places.sources_size(); ++i) {
    file |= places.sources(i) == config::Places::SOURCE_FILE;
    pdok |= places.sources(i) == config::Places::SOURCE_PDOK;
    village |= places.sources(i) == config::Places::SOURCE_VILLAGE;
    if (places.sources(i) == config::Places::SOURCE_UNSPECIFIED) {
      node.Report("sources", "write SOURCE_FILE, SOURCE_PDOK or SOURCE_VILLAGE",
                  i);
    }
    for (int j = 0; j < i; ++j) {
      if (places.sources(j) == places.sources(i)) {
        node.Report("sources", "stands here twice; leave one out", i);
      }
    }
  }
  if (file && places.address_dir().empty()) {
    node.Report("address_dir",
                "is empty; SOURCE_FILE needs the folder that `omziend "
                "import-addresses` fills");
  }
  const auto url = boost::urls::parse_uri(places.pdok_url());
  if (pdok && (!url || url->host().empty() ||
               (url->scheme() != "https" && url->scheme() != "http"))) {
    node.Report("pdok_url",
                absl::StrCat("\"", places.pdok_url(),
                             "\" is no web address; write \"https://api.pdok.nl"
                             "/bzk/locatieserver/search/v3_1\""));
  }
  if (village && !IsFile(places.village_file())) {
    node.Report("village_file",
                absl::StrCat("there is no file \"", places.village_file(),
                             "\"; name the file with the places of the "
                             "Netherlands"));
  }
}

void CheckLanguages(const TextprotoNode& root, const config::Config& config) {
  RequireText(root, {"texts_dir"});
  if (config.texts_dir().empty()) return;
  if (!IsFolder(config.texts_dir())) {
    root.Report("texts_dir",
                absl::StrCat("there is no folder \"", config.texts_dir(),
                             "\"; name the folder with one folder a language"));
    return;
  }
  const std::string folder =
      absl::StrCat(config.texts_dir(), "/", config.default_language());
  if (!IsFolder(folder)) {
    root.Report("default_language", absl::StrCat("there are no texts for \"",
                                                 config.default_language(),
                                                 "\": no folder ", folder));
  }
}

}  // namespace

void CheckService(const TextprotoNode& root) {
  DefaultText(root, "default_language", "nl");
  const auto& settings = static_cast<const config::Config&>(root.message());
  CheckServer(root);
  CheckPlaces(root.Child("places"));
  CheckStorage(root);
  CheckNotify(root.Child("notify"));
  CheckLanguages(root, settings);
}

}  // namespace omzien::runtime
