#include "server/tools/verify_command.h"

#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "server/storage/verify.h"
#include "server/tools/data_dir_option.h"

namespace omzien::tools {
namespace {

constexpr int kSound = 0;
constexpr int kNotSound = 1;
constexpr int kUsage = 2;

void Print(const storage::FolderReport& report, const std::string& dir) {
  for (const storage::Finding& finding : report.findings) {
    std::cout << absl::StrFormat("%-8s %-16s %s\n",
                                 finding.sound ? "sound" : "NOT", finding.part,
                                 finding.text);
  }
  if (report.sequence > 0) {
    std::cout << absl::StrFormat(
        "A start of omziend gives %s all up to journal entry %d, of %s.\n",
        report.sound() ? "" : "at most", report.sequence,
        absl::FormatTime(absl::RFC3339_sec, report.time, absl::UTCTimeZone()));
  }
  if (report.sequence_known > report.sequence) {
    std::cout << absl::StrFormat(
        "There are traces of entries up to %d: %d are missing.\n",
        report.sequence_known, report.sequence_known - report.sequence);
  }
  std::cout << dir << (report.sound() ? " is sound.\n" : " is NOT sound.\n");
  if (!report.sound()) {
    std::cout << "Delete nothing. To go on from a backup: omziend restore "
                 "--from BACKUP --data-dir "
              << dir << '\n';
  }
}

}  // namespace

int VerifyMain(int argc, const char* const* argv) {
  CLI::App app(
      "Looks at a data folder or a backup, part by part, and says what is "
      "sound and what is not. Changes nothing. The server must be stopped.",
      "omziend verify");
  const DataDirOption data_dir(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSound : kUsage;
  }
  const auto dir = data_dir.Get();
  if (!dir) return kUsage;
  const auto report = storage::VerifyFolder(*dir);
  if (!report.ok()) {
    std::cerr << "omziend verify: " << report.status().message() << '\n';
    return kNotSound;
  }
  Print(*report, *dir);
  return report->sound() ? kSound : kNotSound;
}

}  // namespace omzien::tools
