#include "server/runtime/start_lines.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/runtime/backups.h"
#include "server/runtime/log.h"
#include "server/runtime/version.h"

namespace omzien::runtime {
namespace {

std::string OrNone(const std::string& value) {
  return value.empty() ? "none" : value;
}

// Links are keys without values, so counting them is cheap.
absl::StatusOr<std::string> CountLinks(const core::Store& store,
                                       absl::string_view prefix) {
  std::int64_t count = 0;
  OMZIEN_RETURN_IF_ERROR(store.Scan(
      core::Keyspace::kLinks, core::Prefix(prefix), /*reverse=*/false,
      [&count](absl::string_view, absl::string_view) { return ++count > 0; }));
  return absl::StrCat(count);
}

bool HoldsFiles(const std::string& folder) {
  std::error_code error;
  return !folder.empty() && !std::filesystem::is_empty(folder, error) && !error;
}

}  // namespace

void LogStarting(const core::Settings& settings, Log& log) {
  const auto& config = settings.config;
  log.Info("starting",
           {{"version", std::string(Version())},
            {"data-dir", config.storage().data_dir()},
            {"municipalities", absl::StrCat(config.municipalities_size())}});
}

absl::Status LogStarted(const core::Settings& settings,
                        const core::Store& store, const Backups& backups,
                        absl::Duration took, Log& log) {
  const auto& config = settings.config;
  // As server/core/transaction.cc writes them; ARCHITECTURE.md lists them all.
  OMZIEN_ASSIGN_OR_RETURN(const std::string people, CountLinks(store, "p/"));
  OMZIEN_ASSIGN_OR_RETURN(const std::string volunteers,
                          CountLinks(store, "v/"));
  OMZIEN_ASSIGN_OR_RETURN(const std::string needs, CountLinks(store, "n/"));
  log.Info("started", {{"ms", absl::StrCat(absl::ToInt64Milliseconds(took))},
                       {"people", people},
                       {"volunteers", volunteers},
                       {"needs", needs}});
  const auto last = backups.last();
  log.Info("set up with",
           {{"addresses",
             HoldsFiles(config.places().address_dir()) ? "found" : "none"},
            {"mail", OrNone(config.notify().smtp().url())},
            {"metrics", OrNone(config.server().metrics_listen())},
            {"backups", OrNone(config.storage().backup_dir())},
            {"last-backup", last.has_value() ? last->dir() : "none"}});
  return absl::OkStatus();
}

}  // namespace omzien::runtime
