#include "server/runtime/server_check.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "boost/asio/ip/address.hpp"
#include "boost/system/error_code.hpp"
#include "omzien/config/v1/config.pb.h"
#include "server/runtime/certificate.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

namespace config = omzien::config::v1;

constexpr NumberRule kServerNumbers[] = {
    {"message_bytes_max", 4 << 20, 64 << 10, 64 << 20},
    {"watches_max", 1000, 1, 100'000},
    {"queue_max", 10'000, 1, 1'000'000},
};
constexpr DurationRule kServerDurations[] = {
    {"deadline", absl::Seconds(10), absl::Seconds(1), absl::Minutes(10)},
    {"drain", absl::Seconds(10), absl::Seconds(1), absl::Minutes(10)},
    {"heartbeat", absl::Seconds(15), absl::Seconds(1), absl::Minutes(10)},
    {"request_retention", absl::Hours(7 * 24), absl::Hours(1),
     absl::Hours(90 * 24)},
    {"turn_max", absl::Milliseconds(5), absl::Milliseconds(1),
     absl::Seconds(1)},
};
constexpr NumberRule kSignInNumbers[] = {
    {"codes_per_hour_max", 5, 1, 100},
    {"tries_per_hour_max", 60, 1, 100'000},
    {"calls_per_minute_max", 600, 10, 1'000'000},
};

constexpr DurationRule kSignInDurations[] = {
    {"session_idle", absl::Hours(30 * 24), absl::Minutes(5),
     absl::Hours(365 * 24)},
    {"session_max", absl::Hours(180 * 24), absl::Minutes(5),
     absl::Hours(730 * 24)},
    {"staff_session_idle", absl::Hours(12), absl::Minutes(5),
     absl::Hours(30 * 24)},
    {"staff_session_max", absl::Hours(30 * 24), absl::Minutes(5),
     absl::Hours(365 * 24)},
    {"token_max", absl::Hours(365 * 24), absl::Hours(24),
     absl::Hours(730 * 24)},
};
// Who may reach what listens.
enum class Audience : bool { kThisMachine, kAnybody };

void CheckListen(const TextprotoNode& node, absl::string_view field,
                 absl::string_view listen, Audience audience) {
  const std::size_t colon = listen.rfind(':');
  std::uint32_t port = 0;
  if (colon == absl::string_view::npos ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &port) || port > 65'535) {
    node.Report(field, absl::StrCat("\"", listen,
                                    "\" is no address and port; write "
                                    "\"127.0.0.1:7400\" or \"[::1]:7400\""));
    return;
  }
  absl::string_view host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (audience == Audience::kThisMachine && !IsLoopback(std::string(host))) {
    node.Report(field, absl::StrCat(
                           "\"", listen,
                           "\" can be reached by others, who could read along: "
                           "write \"127.0.0.1:7400\" or \"[::1]:7400\", or "
                           "for server.listen give server.tls"));
  }
}

void CheckTls(const TextprotoNode& node) {
  const auto& tls = static_cast<const config::Tls&>(node.message());
  RequireText(node, {"certificate_file", "private_key_file"});
  if (!tls.certificate_file().empty() && !IsFile(tls.certificate_file())) {
    node.Report("certificate_file",
                absl::StrCat("there is no file ", tls.certificate_file()));
  }
  CheckPrivateKeyFile(node, "private_key_file", tls.private_key_file());
  if (!IsFile(tls.certificate_file()) || !IsFile(tls.private_key_file())) {
    return;
  }
  const auto read =
      ReadCertificate({tls.certificate_file(), tls.private_key_file()});
  if (!read.ok()) {
    node.Report("certificate_file", std::string(read.status().message()));
  }
}

void CheckSettings(const TextprotoNode& node) {
  ApplyRules(node, kServerNumbers);
  ApplyRules(node, kServerDurations);
  DefaultText(node, "listen", "127.0.0.1:7400");
  DefaultText(node, "log_level", "info");
  const auto& server = static_cast<const config::Server&>(node.message());
  if (server.has_tls()) CheckTls(node.Child("tls"));
  CheckListen(node, "listen", server.listen(),
              server.has_tls() || server.insecure() ? Audience::kAnybody
                                                    : Audience::kThisMachine);
  if (!server.metrics_listen().empty()) {
    CheckListen(node, "metrics_listen", server.metrics_listen(),
                Audience::kThisMachine);
  }
  const std::string& level = server.log_level();
  if (level != "info" && level != "warning" && level != "error") {
    node.Report("log_level",
                absl::StrCat("\"", level,
                             "\" is no level; write \"info\", \"warning\" or "
                             "\"error\""));
  }
}

}  // namespace

bool IsLoopback(const std::string& host) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

bool IsFile(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

void CheckPrivateKeyFile(const TextprotoNode& node, absl::string_view field,
                         const std::string& path) {
  if (path.empty()) return;
  if (!IsFile(path)) {
    node.Report(field, absl::StrCat("there is no file ", path));
    return;
  }
  std::error_code error;
  const auto mode = std::filesystem::status(path, error).permissions();
  using std::filesystem::perms;
  if (!error &&
      (mode & (perms::group_all | perms::others_all)) != perms::none) {
    node.Report(field, absl::StrCat("others may read ", path,
                                    ": chmod 600, for the service alone"));
  }
}

void CheckServer(const TextprotoNode& root) {
  CheckSettings(root.Child("server"));
  const TextprotoNode sign_in = root.Child("sign_in");
  ApplyRules(sign_in, kSignInNumbers);
  ApplyRules(sign_in, kSignInDurations);
}

}  // namespace omzien::runtime
