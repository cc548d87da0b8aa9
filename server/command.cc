// What `omziend` does with its line.

#include <cstdlib>
#include <iostream>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "server/add_administrator.h"
#include "server/runtime/arguments.h"
#include "server/runtime/config_file.h"
#include "server/runtime/log.h"
#include "server/runtime/log_lines.h"
#include "server/serve.h"
#include "server/tools/import_addresses_command.h"
#include "server/tools/lab_command.h"
#include "server/tools/make_key_command.h"
#include "server/tools/register_command.h"
#include "server/tools/replay_command.h"
#include "server/tools/restore_command.h"
#include "server/tools/verify_command.h"
#include "server/tools/what_if_command.h"

namespace omzien {
namespace {

// What is done beside serving, with options of its own.
struct Tool {
  absl::string_view name;
  int (*main)(int argc, const char* const* argv);
};
constexpr Tool kTools[] = {
    {"import-addresses", tools::ImportAddressesMain},
    {"lab", tools::LabMain},
    {"make-key", tools::MakeKeyMain},
    {"register", tools::RegisterMain},
    {"replay", tools::ReplayMain},
    {"restore", tools::RestoreMain},
    {"verify", tools::VerifyMain},
    {"what-if", tools::WhatIfMain},
};

}  // namespace

int Main(int argc, const char* const* argv, ServeOptions options) {
  const absl::string_view command = argc > 1 ? argv[1] : "";
  for (const Tool& tool : kTools) {
    if (command == tool.name) return tool.main(argc - 1, argv + 1);
  }
  int exit_code = EXIT_SUCCESS;
  const auto arguments = runtime::ReadArguments(argc, argv, exit_code);
  if (!arguments.has_value()) return exit_code;
  const auto settings = runtime::ReadConfig(arguments->config_path);
  absl::Status status = settings.status();
  if (status.ok() && !arguments->check_only) {
    runtime::Log log(std::cerr, runtime::LogOptions(*settings));
    options.time_file = arguments->time_file;
    status = arguments->administrator.has_value()
                 ? AddAdministrator(*settings, *arguments->administrator, log)
                 : Serve(*settings, options, log);
  }
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "omziend: " << status.message() << std::endl;
  return EXIT_FAILURE;
}

}  // namespace omzien
