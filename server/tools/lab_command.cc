#include "server/tools/lab_command.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_format.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/report.h"
#include "server/tools/lab/scenario_file.h"
#include "server/tools/lab/trial.h"

namespace omzien::tools {
namespace {

constexpr int kUsage = 2;
constexpr int kSeedsMax = 10'000;

std::string Names() {
  std::string names = "Policies:";
  for (const lab::Policy& policy : lab::Policies()) {
    absl::StrAppendFormat(&names, "\n  %-16s%s", policy.name, policy.what);
  }
  return names;
}

}  // namespace

int LabMain(int argc, const char* const* argv) {
  CLI::App app(
      "Tries policies of asking on made-up towns, and prints what came of it.",
      "omziend lab");
  app.footer(Names());
  std::vector<std::string> paths;
  lab::TrialOptions options;
  app.add_option("scenario", paths, "Towns, as in config/lab/")
      ->check(CLI::ExistingFile)
      ->required();
  app.add_option("--seeds", options.seeds, "How many towns are drawn of each")
      ->check(CLI::Range(1, kSeedsMax))
      ->capture_default_str();
  app.add_option("--first-seed", options.first_seed, "The seed of the first")
      ->capture_default_str();
  app.add_option("--finer-steps", options.finer_steps,
                 "To the finer bound; 0: it is not reckoned")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  app.add_option("--policy", options.only, "Only these; default: all")
      ->expected(1)
      ->take_all();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  for (const std::string& path : paths) {
    const auto scenario = lab::ReadScenario(path);
    if (!scenario.ok()) {
      std::cerr << "omziend lab: " << scenario.status().message() << '\n';
      return EXIT_FAILURE;
    }
    const auto trial = lab::RunTrial(*scenario, options);
    if (!trial.ok()) {
      std::cerr << "omziend lab: " << trial.status().message() << '\n';
      return EXIT_FAILURE;
    }
    std::cout << lab::TableOf(*trial) << std::flush;
  }
  return EXIT_SUCCESS;
}

}  // namespace omzien::tools
