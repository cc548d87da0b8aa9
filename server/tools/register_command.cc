#include "server/tools/register_command.h"

#include <cstdlib>
#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "server/runtime/config_file.h"
#include "server/tools/register.h"

namespace omzien::tools {
namespace {

constexpr int kUsage = 2;

}  // namespace

int RegisterMain(int argc, const char* const* argv) {
  CLI::App app(
      "Prints the register of processing (AVG, article 30) in Dutch Markdown, "
      "as it follows from this version and this configuration.",
      "omziend register");
  std::string config_path;
  app.add_option("-c,--config", config_path, "The configuration")
      ->check(CLI::ExistingFile)
      ->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  const auto settings = runtime::ReadConfig(config_path);
  if (!settings.ok()) {
    std::cerr << "omziend register: " << settings.status().message() << '\n';
    return EXIT_FAILURE;
  }
  std::cout << WriteRegister(*settings);
  int exit_code = EXIT_SUCCESS;
  for (const std::string& path : MissingFor(*settings)) {
    std::cerr << "omziend register: " << path
              << " is empty; the register is not whole without it\n";
    exit_code = EXIT_FAILURE;
  }
  return exit_code;
}

}  // namespace omzien::tools
