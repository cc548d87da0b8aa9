// Where backups may be.

#include "server/runtime/service_check.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/runtime/config_file.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::runtime {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// What reading the shipped configuration says with this for `backup_dir`.
absl::Status CheckWith(absl::string_view backup_dir) {
  const testing::TemporaryFolder folder;
  const std::string path = absl::StrCat(folder.path(), "/config");
  std::filesystem::copy(OMZIEN_CONFIG_DIR, path,
                        std::filesystem::copy_options::recursive);
  const std::string file = absl::StrCat(path, "/omzien.textproto");
  std::ifstream in(file);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(
      absl::StrReplaceAll({{"/var/lib/omzien/backups", backup_dir}}, &text), 1);
  std::ofstream(file) << text;
  return ReadConfig(file).status();
}

TEST(ServiceCheckTest, BackupsAreOutsideTheDataFolder) {
  for (const char* right : {"/var/lib/omzien/backups", "", "/var/lib/omzien",
                            "/var/lib/omzien/store-backups", "backups"}) {
    EXPECT_EQ(CheckWith(right), absl::OkStatus()) << right;
  }
  for (const char* wrong :
       {"/var/lib/omzien/store", "/var/lib/omzien/store/backups",
        "/var/lib/omzien/other/../store/backups"}) {
    EXPECT_THAT(std::string(CheckWith(wrong).message()),
                AllOf(HasSubstr("storage.backup_dir: "),
                      HasSubstr("would be lost with it")))
        << wrong;
  }
}

}  // namespace
}  // namespace omzien::runtime
