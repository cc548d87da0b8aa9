#include "server/people/open_vault.h"

#include <stdlib.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "server/people/master_keys.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::people {
namespace {

class OpenVaultTest : public ::testing::Test {
 protected:
  OpenVaultTest() {
    config_.set_key_file(folder_.path() + "/keys/people.keys");
    config_.set_master_key_env("OMZIEN_TEST_MASTER_KEYS");
    setenv("OMZIEN_TEST_MASTER_KEYS", NewMasterKeyLine(1).c_str(), 1);
  }

  const testing::TemporaryFolder folder_;
  omzien::config::v1::Vault config_;
};

TEST_F(OpenVaultTest, MakesAKeyFileOnlyWhileNothingIsSealed) {
  const auto missing = OpenVault(config_, Keys::kMustExist);
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(absl::StrContains(missing.status().message(), "put back"))
      << missing.status();
  std::string sealed;
  {
    const auto vault = OpenVault(config_, Keys::kMayBeMade);
    ASSERT_TRUE(vault.ok()) << vault.status();
    sealed = *(*vault)->Seal("truus", "de heg");
  }
  const auto open_to =
      std::filesystem::status(config_.key_file()).permissions();
  EXPECT_EQ(open_to & std::filesystem::perms(0077),
            std::filesystem::perms::none);
  const auto again = OpenVault(config_, Keys::kMustExist);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*(*again)->Open("truus", sealed), "de heg");
}

TEST_F(OpenVaultTest, TakesTheMasterKeysFromAFileToo) {
  config_.clear_master_key_env();
  config_.set_master_key_file(folder_.path() + "/master-keys");
  EXPECT_FALSE(OpenVault(config_, Keys::kMayBeMade).ok());
  EXPECT_FALSE(std::filesystem::exists(config_.key_file()));
  std::ofstream(config_.master_key_file()) << NewMasterKeyLine(1);
  std::filesystem::permissions(config_.master_key_file(),
                               std::filesystem::perms::owner_read);
  EXPECT_TRUE(OpenVault(config_, Keys::kMayBeMade).ok());
}

TEST_F(OpenVaultTest, SaysWhichVariableIsMissing) {
  unsetenv("OMZIEN_TEST_MASTER_KEYS");
  const auto vault = OpenVault(config_, Keys::kMayBeMade);
  EXPECT_TRUE(
      absl::StrContains(vault.status().message(), "OMZIEN_TEST_MASTER_KEYS"))
      << vault.status();
}

}  // namespace
}  // namespace omzien::people
