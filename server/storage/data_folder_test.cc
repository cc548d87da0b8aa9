// Goal: a folder that cannot be used is refused with words that say why.

#include "server/storage/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::storage {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(MakeDataFolderTest, MakesTheFolderOnce) {
  const testing::TemporaryFolder folder;
  for (const char* name : {"/data", "/data", "/other/", "/other/"}) {
    EXPECT_TRUE(MakeDataFolder(folder.path() + name).ok());
  }
  EXPECT_TRUE(std::filesystem::is_directory(folder.path() + "/data"));
  EXPECT_TRUE(std::filesystem::is_directory(folder.path() + "/other"));
}

TEST(MakeDataFolderTest, SaysWhatIsWrong) {
  const testing::TemporaryFolder folder;
  const std::string file = folder.path() + "/file";
  std::ofstream(file) << "x";
  struct Case {
    std::string dir;
    std::string text;
  };
  const std::vector<Case> cases = {
      {"", "storage.data_dir is empty"},
      {file, file + " is not a folder"},
      {file + "/data", file + " is not a folder; make that folder first"},
      {folder.path() + "/no/data", folder.path() + "/no does not exist"},
      {folder.path() + "/no/data/", folder.path() + "/no does not exist"},
  };
  for (const Case& wrong : cases) {
    const absl::Status status = MakeDataFolder(wrong.dir);
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(wrong.text));
  }
}

TEST(FolderLockTest, IsHeldByOne) {
  const testing::TemporaryFolder folder;
  std::optional<FolderLock> held;
  {
    auto first = FolderLock::Take(folder.path());
    ASSERT_TRUE(first.ok()) << first.status();
    held.emplace(*std::move(first));
  }
  const absl::Status second = FolderLock::Take(folder.path()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(second)) << second;
  EXPECT_THAT(std::string(second.message()),
              AllOf(HasSubstr("another omziend is running on " + folder.path()),
                    HasSubstr("(process " + std::to_string(getpid()) + ")")));
  held.reset();
  EXPECT_TRUE(FolderLock::Take(folder.path()).ok());
}

TEST(FolderLockTest, NeedsAFolderItCanWriteIn) {
  const testing::TemporaryFolder folder;
  const absl::Status status =
      FolderLock::Take(folder.path() + "/gone").status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("give this user the right to write there"));
}

}  // namespace
}  // namespace omzien::storage
