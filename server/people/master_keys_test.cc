#include "server/people/master_keys.h"

#include <sys/stat.h>
#include <sys/types.h>

#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::people {
namespace {

const std::string kOnes(64, '1');
const std::string kTwos(64, '2');

TEST(MasterKeysTest, ReadsALineAKey) {
  const auto keys = MasterKeys::Parse(
      absl::StrCat("# of May\n\n  1 ", kOnes, "  \r\n7\t", kTwos, "\n"));
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ(keys->newest(), 7);
  ASSERT_NE(keys->Find(1), nullptr);
  EXPECT_EQ((*keys->Find(1))[0], 0x11);
  EXPECT_EQ((*keys->Find(7))[31], 0x22);
  EXPECT_EQ(keys->Find(2), nullptr);
}

TEST(MasterKeysTest, ReadsOneLineOfTheEnvironment) {
  const auto keys = MasterKeys::Parse(absl::StrCat("1 ", kOnes, ";2 ", kTwos));
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ(keys->newest(), 2);
}

TEST(MasterKeysTest, SaysWhichLineIsWrongAndNeverWhatItHolds) {
  const struct {
    std::string text;
    std::string says;
  } rows[] = {
      {"", "there is no master key"},
      {"# nothing\n", "there is no master key"},
      {absl::StrCat("\n", kOnes), "line 2: this is not a number and a key"},
      {absl::StrCat("0 ", kOnes), "line 1: this is not a number and a key"},
      {absl::StrCat("256 ", kOnes), "line 1"},
      {absl::StrCat("1 ", kOnes, " 2"), "line 1"},
      {absl::StrCat("1 ", kOnes, "1"), "line 1: the key is not 64"},
      {absl::StrCat("1 ", kOnes.substr(1)), "line 1: the key is not 64"},
      {absl::StrCat("1 ", kOnes.substr(1), "g"), "line 1: the key is not 64"},
      {absl::StrCat("1 ", kOnes, "\n1 ", kTwos),
       "line 2: there is a key of this number already"},
  };
  for (const auto& row : rows) {
    const auto keys = MasterKeys::Parse(row.text);
    EXPECT_EQ(keys.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_TRUE(absl::StrContains(keys.status().message(), row.says))
        << keys.status();
    EXPECT_FALSE(absl::StrContains(keys.status().message(), "1111"))
        << keys.status();
  }
}

TEST(MasterKeysTest, WhatIsPrintedCanBeRead) {
  const std::string line = NewMasterKeyLine(3);
  const auto keys = MasterKeys::Parse(line);
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ(keys->newest(), 3);
  EXPECT_NE(line, NewMasterKeyLine(3));
}

TEST(MasterKeysTest, AFileThatOthersCanReadIsRefused) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() + "/master";
  std::ofstream(path) << NewMasterKeyLine(1);
  for (const mode_t mode : {0644, 0604, 0660, 0602}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    const auto keys = MasterKeys::ReadFile(path);
    EXPECT_EQ(keys.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_TRUE(absl::StrContains(keys.status().message(), "chmod 600"))
        << keys.status();
  }
  for (const mode_t mode : {0600, 0400, 0640}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_TRUE(MasterKeys::ReadFile(path).ok());
  }
  const auto missing = MasterKeys::ReadFile(folder.path() + "/nothing");
  EXPECT_TRUE(absl::StrContains(missing.status().message(), "make-key"))
      << missing.status();
}

}  // namespace
}  // namespace omzien::people
