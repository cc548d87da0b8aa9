#include "server/tools/register_command.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_join.h"
#include "server/core/settings.h"
#include "server/runtime/config_file.h"
#include "server/tools/algorithm_entry.h"
#include "server/tools/algorithm_words.h"
#include "server/tools/register.h"

namespace omzien::tools {
namespace {

constexpr int kUsage = 2;

struct RegisterOptions {
  std::string config_path;
  bool algorithm = false;
  std::string municipality;  // Empty: all.
};

int PrintProcessing(const core::Settings& settings) {
  std::cout << WriteRegister(settings);
  int exit_code = EXIT_SUCCESS;
  for (const std::string& path : MissingFor(settings)) {
    std::cerr << "omziend register: " << path
              << " is empty; the register is not whole without it\n";
    exit_code = EXIT_FAILURE;
  }
  return exit_code;
}

int PrintAlgorithm(const core::Settings& settings,
                   const RegisterOptions& options) {
  std::vector<std::string> ids;
  std::string drafts;
  for (const auto& municipality : settings.config.municipalities()) {
    ids.push_back(municipality.id());
    if (options.municipality.empty() ||
        options.municipality == municipality.id()) {
      drafts += WriteAlgorithmEntry(settings.config, municipality);
    }
  }
  if (drafts.empty()) {
    std::cerr << "omziend register: " << options.config_path
              << " has no municipality " << options.municipality << "; it has "
              << absl::StrJoin(ids, ", ") << '\n';
    return kUsage;
  }
  std::cout << drafts;
  std::cerr << "omziend register: a draft; fill in what is marked \"" << kMark
            << " ...]\" before you publish it\n";
  return EXIT_SUCCESS;
}

}  // namespace

int RegisterMain(int argc, const char* const* argv) {
  CLI::App app(
      "Prints the register of processing (AVG, article 30) in Dutch Markdown, "
      "as it follows from this version and this configuration. With "
      "--algorithm: a draft for the Algoritmeregister, for each municipality.",
      "omziend register");
  RegisterOptions options;
  app.add_option("-c,--config", options.config_path, "The configuration")
      ->check(CLI::ExistingFile)
      ->required();
  auto* algorithm = app.add_flag(
      "--algorithm", options.algorithm,
      "Print what the Algoritmeregister asks about how volunteers are chosen");
  app.add_option("--municipality", options.municipality,
                 "Only the draft of this one, \"GM1669\"")
      ->needs(algorithm);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  const auto settings = runtime::ReadConfig(options.config_path);
  if (!settings.ok()) {
    std::cerr << "omziend register: " << settings.status().message() << '\n';
    return EXIT_FAILURE;
  }
  return options.algorithm ? PrintAlgorithm(*settings, options)
                           : PrintProcessing(*settings);
}

}  // namespace omzien::tools
