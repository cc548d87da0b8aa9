#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/environment.h"

namespace omzien::cli {
namespace {

int TerminalColumns() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0) return 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 80;
  return size.ws_col > 0 ? size.ws_col : 80;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) {
    return absl::DataLossError(absl::StrCat("cannot read all of ", path));
  }
  return text;
}

absl::Status WriteSecret(const std::string& path, const std::string& text) {
  const auto failed = [&path](const std::string& why) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot write ", path, ": ", why));
  };
  std::error_code error;
  const std::filesystem::path folder =
      std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) return failed(error.message());
  std::string made = path + ".XXXXXX";
  // For its owner alone from the first moment (mkstemp, POSIX.1-2017).
  const int file = mkstemp(made.data());
  if (file < 0) return failed(std::generic_category().message(errno));
  const auto size = static_cast<ssize_t>(text.size());
  const bool written =
      write(file, text.data(), text.size()) == size && fsync(file) == 0;
  close(file);
  if (written) std::filesystem::rename(made, path, error);
  if (written && !error) return absl::OkStatus();
  std::filesystem::remove(made, error);
  return failed("the disk takes it not");
}

std::optional<std::string> ReadLine() {
  std::string line;
  if (isatty(STDIN_FILENO) == 0 || !std::getline(std::cin, line)) {
    return std::nullopt;
  }
  return line;
}

// Only where there is a screen to show it on. Nobody waits for the browser.
void OpenPage(const std::string& url) {
  constexpr char kOpener[] = "/usr/bin/xdg-open";
  const bool screen = std::getenv("DISPLAY") != nullptr ||
                      std::getenv("WAYLAND_DISPLAY") != nullptr;
  if (!screen || access(kOpener, X_OK) != 0) return;
  const pid_t child = fork();
  if (child < 0) return;
  if (child > 0) {
    waitpid(child, nullptr, 0);
    return;
  }
  // Twice, so that no child is left to wait for.
  if (fork() != 0) _exit(0);
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(nowhere, STDIN_FILENO);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  execl(kOpener, kOpener, url.c_str(), nullptr);
  _exit(127);
}

}  // namespace

Environment SystemEnvironment() {
  Environment environment;
  environment.out = &std::cout;
  environment.err = &std::cerr;
  environment.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  environment.err_is_terminal = isatty(STDERR_FILENO) != 0;
  environment.columns = TerminalColumns();
  environment.variable =
      [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  };
  environment.now = [] { return absl::Now(); };
  environment.wait = [](absl::Duration wait) { absl::SleepFor(wait); };
  environment.new_uuid = [] {
    return boost::uuids::to_string(boost::uuids::random_generator()());
  };
  environment.read_file = ReadFile;
  environment.write_secret = WriteSecret;
  environment.read_line = ReadLine;
  environment.typing = isatty(STDIN_FILENO) != 0 ? STDIN_FILENO : -1;
  environment.open_page = OpenPage;
  return environment;
}

std::string DerivedUuid(const std::string& uuid, const std::string& name) {
  const boost::uuids::uuid space = boost::uuids::string_generator()(uuid);
  return boost::uuids::to_string(
      boost::uuids::name_generator_sha1(space)(name));
}

bool IsUuid(const std::string& text) {
  try {  // Boost's only way to refuse a notation is to throw.
    return boost::uuids::to_string(boost::uuids::string_generator()(text)) ==
           text;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace omzien::cli
