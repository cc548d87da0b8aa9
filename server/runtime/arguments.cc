#include "server/runtime/arguments.h"

#include <optional>
#include <string>

#include "CLI/CLI.hpp"

namespace omzien::runtime {
namespace {

constexpr int kUsage = 2;

void AddConfig(CLI::App& command, Arguments& arguments) {
  command
      .add_option("-c,--config", arguments.config_path,
                  "The configuration, a textproto that explains itself")
      ->default_val("/etc/omzien/omzien.textproto")
      ->check(CLI::ExistingFile);
}

}  // namespace

std::optional<Arguments> ReadArguments(int argc, const char* const* argv,
                                       int& exit_code) {
  Arguments arguments;
  CLI::App app("omziend: the server of Omzien, neighbourhood help.", "omziend");
  app.set_version_flag("--version", "omziend " OMZIEN_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Each with --help of its own: omziend make-key prints a master key;\n"
      "omziend import-addresses builds the address store; omziend verify "
      "looks\n"
      "whether a data folder is sound; omziend restore puts a backup in its "
      "place;\n"
      "omziend register prints the register of processing and drafts for the\n"
      "Algoritmeregister; omziend replay makes the decisions of the last days\n"
      "again and says whether they come out the same; omziend what-if tries\n"
      "last month's jobs again under another way of asking.\n"
      "SIGTERM stops in good order; SIGHUP reads the file of master keys "
      "anew;\n"
      "SIGUSR1 confirms a clock that has jumped.\n"
      "Exit codes: 0 stopped in good order; 1 could not start or go on, the "
      "last line\nsays why and what to do; 2 this line is wrong.");
  CLI::App* serve = app.add_subcommand("serve", "Serve until told to stop");
  AddConfig(*serve, arguments);
  serve->add_option("--time-file", arguments.time_file,
                    "For demonstrations and tests: lets time go by as many "
                    "seconds faster as stand in this file; a second line "
                    "\"jump SECONDS\" sets the clock off by so many");
  CLI::App* check = app.add_subcommand(
      "check-config", "Read the configuration, say what is wrong, and stop");
  AddConfig(*check, arguments);
  NewAdministrator administrator;
  CLI::App* add = app.add_subcommand(
      "add-administrator",
      "Give somebody the role of administrator, while nobody serves: the first "
      "one. She signs in with a code by mail, and makes others with `omzien "
      "members add`");
  AddConfig(*add, arguments);
  add->add_option("--email", administrator.email, "Where codes are mailed to")
      ->required();
  add->add_option("--name", administrator.given_name, "Her first name")
      ->required();
  add->add_option("--organisation", administrator.organisation,
                  "organisations/ID of the configuration; may be left out when "
                  "there is one");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : kUsage;
    return std::nullopt;
  }
  arguments.check_only = check->parsed();
  if (add->parsed()) arguments.administrator = administrator;
  return arguments;
}

}  // namespace omzien::runtime
