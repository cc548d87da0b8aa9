#include "server/tools/replay_command.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "matcher/status_macros.h"
#include "server/core/names.h"
#include "server/core/settings.h"
#include "server/runtime/config_file.h"
#include "server/tools/replay.h"
#include "server/tools/stopped_server.h"

namespace omzien::tools {
namespace {

constexpr int kUsage = 2;
constexpr int kDaysMax = 3'660;

absl::StatusOr<ReplayReport> ReplayFolder(const core::Settings& settings,
                                          const ReplayOptions& options) {
  OMZIEN_ASSIGN_OR_RETURN(const auto server, OpenStoppedServer(settings));
  return Replay(*server.store, *server.sealer, options);
}

// The name of the municipality with this id; empty, and said, when there is
// none.
std::string MunicipalityOf(const core::Settings& settings,
                           const std::string& id) {
  std::vector<std::string> ids;
  for (const auto& municipality : settings.config.municipalities()) {
    if (municipality.id() == id) return core::NameOf("municipalities", id);
    ids.push_back(municipality.id());
  }
  std::cerr << "omziend replay: the configuration has no municipality " << id
            << "; it has " << absl::StrJoin(ids, ", ") << '\n';
  return "";
}

}  // namespace

int ReplayMain(int argc, const char* const* argv) {
  CLI::App app(
      "Makes the decisions of the last days again, from what the journal keeps "
      "of them, and says whether they come out the same. Changes nothing. The "
      "server must be stopped.",
      "omziend replay");
  std::string config_path;
  std::string municipality;
  ReplayOptions options;
  app.add_option("-c,--config", config_path,
                 "The configuration that names the data folder and the vault")
      ->check(CLI::ExistingFile)
      ->required();
  app.add_option("--days", options.days, "Back from the last entry")
      ->check(CLI::Range(1, kDaysMax))
      ->capture_default_str();
  app.add_option("--municipality", municipality, "Only this one, \"GM1669\"");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  const auto settings = runtime::ReadConfig(config_path);
  if (!settings.ok()) {
    std::cerr << "omziend replay: " << settings.status().message() << '\n';
    return EXIT_FAILURE;
  }
  if (!municipality.empty()) {
    options.municipality = MunicipalityOf(*settings, municipality);
    if (options.municipality.empty()) return kUsage;
  }
  const auto report = ReplayFolder(*settings, options);
  if (!report.ok()) {
    std::cerr << "omziend replay: " << report.status().message() << '\n';
    return EXIT_FAILURE;
  }
  std::cout << PageOf(*report);
  return report->all_same() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace omzien::tools
