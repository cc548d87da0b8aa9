// An empty folder of a test's own, removed with all that is in it.

#pragma once

#include <filesystem>
#include <string>
#include <system_error>

namespace omzien::testing {

// Made under the system's folder for such things. Not copyable.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(Make()) {}
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;  // Nobody is left to tell.
    std::filesystem::remove_all(path_, ignored);
  }

  // Without a slash at the end. Empty when it could not be made; what uses it
  // fails then.
  const std::string& path() const { return path_; }

 private:
  static std::string Make();

  const std::string path_;
};

}  // namespace omzien::testing
