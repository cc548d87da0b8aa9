// Where backups and keys may be.

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

// What reading the shipped configuration says with `to` for `from`.
absl::Status CheckWith(absl::string_view from, absl::string_view to) {
  const testing::TemporaryFolder folder;
  const std::string path = absl::StrCat(folder.path(), "/config");
  std::filesystem::copy(OMZIEN_CONFIG_DIR, path,
                        std::filesystem::copy_options::recursive);
  const std::string file = absl::StrCat(path, "/omzien.textproto");
  std::ifstream in(file);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(absl::StrReplaceAll({{from, to}}, &text), 1);
  std::ofstream(file) << text;
  return ReadConfig(file).status();
}

TEST(StorageCheckTest, BackupsAreOutsideTheDataFolder) {
  constexpr absl::string_view kBackups = "/var/lib/omzien/backups";
  for (const char* right : {"/var/lib/omzien/backups", "", "/var/lib/copies",
                            "/var/lib/omzien/store-backups", "backups"}) {
    EXPECT_EQ(CheckWith(kBackups, right), absl::OkStatus()) << right;
  }
  for (const char* wrong :
       {"/var/lib/omzien/store", "/var/lib/omzien/store/backups",
        "/var/lib/omzien/other/../store/backups"}) {
    EXPECT_THAT(std::string(CheckWith(kBackups, wrong).message()),
                AllOf(HasSubstr("storage.backup_dir: "),
                      HasSubstr("would be lost with it")))
        << wrong;
  }
}

// A backup that holds the keys would bring who was erased back.
TEST(StorageCheckTest, KeysAreOutsideDataAndBackups) {
  constexpr absl::string_view kKeys = "/var/lib/omzien/keys/people.keys";
  EXPECT_EQ(CheckWith(kKeys, "/var/lib/people.keys"), absl::OkStatus());
  for (const char* wrong :
       {"/var/lib/omzien/store/people.keys", "/var/lib/omzien/backups/keys"}) {
    EXPECT_THAT(std::string(CheckWith(kKeys, wrong).message()),
                AllOf(HasSubstr("vault.key_file: "),
                      HasSubstr("bring destroyed keys back")))
        << wrong;
  }
  EXPECT_THAT(std::string(CheckWith(kKeys, "").message()),
              AllOf(HasSubstr("vault.key_file: "), HasSubstr("must be given")));
}

TEST(StorageCheckTest, TheMasterKeysComeFromOnePlace) {
  const std::string both = "master_key_env: \"KEYS\"";
  EXPECT_THAT(
      std::string(CheckWith("master_key_env: \"\"", both).message()),
      AllOf(HasSubstr("vault.master_key_env: "), HasSubstr("give either")));
  EXPECT_THAT(
      std::string(CheckWith("/etc/omzien/master-keys", "").message()),
      AllOf(HasSubstr("vault.master_key_file: "), HasSubstr("make-key")));
  EXPECT_THAT(
      std::string(CheckWith("unsealed: false", "unsealed: true").message()),
      AllOf(HasSubstr("vault.unsealed: "), HasSubstr("leave one out")));
}

}  // namespace
}  // namespace omzien::runtime
