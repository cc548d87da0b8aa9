// The command line of `omziend serve` and its kin.

#pragma once

#include <optional>
#include <string>

namespace omzien::runtime {

// Of `omziend add-administrator`.
struct NewAdministrator {
  std::string email;
  std::string given_name;
  std::string organisation;  // Empty: the only one there is.
};

struct Arguments {
  std::string config_path;
  // Of a ShiftedClock; empty: real time.
  std::string time_file;
  // Only read and check the configuration.
  bool check_only = false;
  std::optional<NewAdministrator> administrator = std::nullopt;
};

// Reads `omziend serve|check-config|add-administrator [--config FILE] ...`.
// Nothing when the program should end now: help was asked, or the line is
// wrong, and that was said; `exit_code` says with what.
std::optional<Arguments> ReadArguments(int argc, const char* const* argv,
                                       int& exit_code);

}  // namespace omzien::runtime
