#include "server/tools/import_addresses_command.h"

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "server/runtime/config_file.h"
#include "server/tools/import_addresses.h"

namespace omzien::tools {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

// "9987654" as "9,987,654".
std::string WithCommas(int64_t number) {
  std::string text = absl::StrCat(number);
  for (size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

// A bar on a terminal, else a line every ten per cent.
class ProgressBar {
 public:
  explicit ProgressBar(bool is_terminal) : is_terminal_(is_terminal) {}

  void Show(const ImportProgress& progress) {
    constexpr int kWidth = 40;
    const int percent = progress.bytes_total == 0
                            ? 0
                            : static_cast<int>(progress.bytes_read * 100 /
                                               progress.bytes_total);
    if (percent < last_percent_ + (is_terminal_ ? 1 : 10)) {
      return;
    }
    last_percent_ = percent;
    if (!is_terminal_) {
      std::cerr << absl::StrFormat("%d %%: %s rows\n", percent,
                                   WithCommas(progress.rows));
      return;
    }
    const std::string full(static_cast<size_t>(percent * kWidth / 100), '#');
    std::cerr << absl::StrFormat("\r[%-40s] %3d %%  %s rows", full, percent,
                                 WithCommas(progress.rows))
              << std::flush;
  }

  // Ends the line of the bar.
  void Stop() const {
    if (is_terminal_ && last_percent_ > 0) {
      std::cerr << '\n';
    }
  }

 private:
  const bool is_terminal_;
  int last_percent_ = 0;
};

int Import(const ImportOptions& options) {
  ProgressBar bar(isatty(STDERR_FILENO) == 1);
  const absl::StatusOr<ImportReport> report = ImportAddresses(
      options, [&](const ImportProgress& progress) { bar.Show(progress); });
  bar.Stop();
  if (!report.ok()) {
    std::cerr << "import-addresses: " << report.status().message()
              << "\nNothing was changed: the address store in use is as it "
                 "was.\n";
    return kFailed;
  }
  if (report->bad_rows > 0) {
    std::cerr << WithCommas(report->bad_rows) << " rows were left out:\n";
    for (const std::string& example : report->bad_examples) {
      std::cerr << "  " << example << '\n';
    }
    if (report->bad_rows > static_cast<int64_t>(report->bad_examples.size())) {
      std::cerr << "  ...\n";
    }
  }
  std::cout << absl::StrFormat(
      "%s addresses in %s postcodes, %.1f MB, in %s. A running server uses "
      "them from now on.\n",
      WithCommas(static_cast<int64_t>(report->store.addresses)),
      WithCommas(static_cast<int64_t>(report->store.postcodes)),
      static_cast<double>(report->store.file_bytes) / 1e6, options.address_dir);
  return kDone;
}

}  // namespace

int ImportAddressesMain(int argc, const char* const* argv) {
  CLI::App app(
      "Makes a new address store from a file in the CSV of the BAG and swaps "
      "it for the one in use. A running server need not be stopped.",
      "omziend import-addresses");
  ImportOptions options;
  std::string config_file;
  app.add_option("FILE", options.file,
                 "The addresses: CSV, plain or packed with zstd")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--address-dir", options.address_dir,
                 "Folder of the address store (places.address_dir)");
  app.add_option("--config", config_file,
                 "Configuration that names the folder instead")
      ->check(CLI::ExistingFile);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (options.address_dir.empty() && !config_file.empty()) {
    const auto settings = runtime::ReadConfig(config_file);
    if (!settings.ok()) {
      std::cerr << settings.status().message() << '\n';
      return kUsage;
    }
    options.address_dir = settings->config.places().address_dir();
  }
  if (options.address_dir.empty()) {
    std::cerr << "import-addresses: where to? Give --address-dir DIR, or "
                 "--config FILE with places.address_dir in it.\n";
    return kUsage;
  }
  return Import(options);
}

}  // namespace omzien::tools
