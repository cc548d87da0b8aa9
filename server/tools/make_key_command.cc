#include "server/tools/make_key_command.h"

#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.

#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "CLI/CLI.hpp"
#include "server/people/master_keys.h"

namespace omzien::tools {
namespace {

constexpr int kUsage = 2;

}  // namespace

int MakeKeyMain(int argc, const char* const* argv) {
  CLI::App app(
      "Prints a new master key, for the file that vault.master_key_file names "
      "(then: chmod 600). Without it nobody's data can be read: keep a copy "
      "where the backups are not, such as on paper in a safe.\n"
      "To replace it, add a line with the next number, and start the server: "
      "it wraps every key anew. When its log says that this is done, the "
      "older line can go.",
      "omziend make-key");
  int number = 1;
  app.add_option("--number", number, "Which one this is; the highest holds")
      ->check(CLI::Range(1, 255))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  if (sodium_init() < 0) {
    std::cerr << "omziend make-key: the system gives no random numbers\n";
    return EXIT_FAILURE;
  }
  std::cout << people::NewMasterKeyLine(static_cast<std::uint8_t>(number));
  return EXIT_SUCCESS;
}

}  // namespace omzien::tools
