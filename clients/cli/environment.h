// The client's port to the world around it: where it writes, what time it is,
// what the environment says. Tests put their own in its place.

#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace omzien::cli {

// Used by one thread. The streams outlive it.
struct Environment {
  std::ostream* out;
  std::ostream* err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int columns = 0;  // Width of the terminal; 0 when output is not fitted.

  std::function<std::optional<std::string>(const std::string&)> variable;
  std::function<absl::Time()> now;
  std::function<void(absl::Duration)> wait;
  std::function<std::string()> new_uuid;  // RFC 4122, version 4, lower case.
  // The whole file; kNotFound or kPermissionDenied when it cannot be read.
  std::function<absl::StatusOr<std::string>(const std::string&)> read_file;
  // Writes a file that only its owner can read, whole or not at all; its folder
  // is made when absent.
  std::function<absl::Status(const std::string& path, const std::string& text)>
      write_secret = nullptr;
  // A line that somebody types; nothing when nobody is there to type.
  std::function<std::optional<std::string>()> read_line = nullptr;
  // File descriptor of a terminal at which somebody types; -1: nobody does.
  int typing = -1;
  // Opens a page of the web in a browser, when there is one; may be null.
  std::function<void(const std::string& url)> open_page = nullptr;
};

// The real one: standard output, the system's clock and random numbers.
Environment SystemEnvironment();

// A UUID that follows from `uuid` and `name` (RFC 4122, version 5): so that one
// command with several calls gives each the same id whenever it is repeated.
// `uuid` must be one.
std::string DerivedUuid(const std::string& uuid, const std::string& name);

// True for a UUID in lower case with dashes.
bool IsUuid(const std::string& text);

}  // namespace omzien::cli
