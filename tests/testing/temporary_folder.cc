#include "tests/testing/temporary_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace omzien::testing {

std::string TemporaryFolder::Make() {
  std::string path =
      (std::filesystem::temp_directory_path() / "omzien-XXXXXX").string();
  return mkdtemp(path.data()) == nullptr ? std::string() : path;
}

}  // namespace omzien::testing
