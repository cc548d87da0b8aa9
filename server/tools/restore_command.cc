#include "server/tools/restore_command.h"

#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "server/runtime/system_clock.h"
#include "server/storage/restore.h"
#include "server/tools/data_dir_option.h"

namespace omzien::tools {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

void Print(const storage::RestoreReport& report, const std::string& dir) {
  std::cout << absl::StrFormat(
      "%s is the backup now, up to journal entry %d%s.\n", dir, report.sequence,
      report.sequence == 0
          ? ""
          : absl::FormatTime(", of %Y-%m-%dT%H:%M:%SZ", report.time,
                             absl::UTCTimeZone()));
  if (report.kept_as.empty()) return;
  std::cout << absl::StrFormat("The folder that was there is kept as %s. ",
                               report.kept_as);
  if (report.kept_sequence > report.sequence) {
    std::cout << absl::StrFormat(
        "It knew of entries up to %d: %d more than there are now.\n",
        report.kept_sequence, report.kept_sequence - report.sequence);
  } else {
    std::cout << "It had no entries that are not there now.\n";
  }
}

}  // namespace

int RestoreMain(int argc, const char* const* argv) {
  CLI::App app(
      "Puts a backup in the place of the data folder. Verifies the backup "
      "first, and keeps the folder that was there. The server must be stopped.",
      "omziend restore");
  std::string backup;
  app.add_option("--from", backup, "The backup: a folder")
      ->required()
      ->check(CLI::ExistingDirectory);
  const DataDirOption data_dir(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  const auto dir = data_dir.Get();
  if (!dir) return kUsage;
  runtime::SystemClock clock;
  const auto report = storage::RestoreFolder(backup, *dir, clock.TimeNow());
  if (!report.ok()) {
    std::cerr << "omziend restore: " << report.status().message() << '\n';
    return kFailed;
  }
  Print(*report, *dir);
  return kDone;
}

}  // namespace omzien::tools
