#include "server/tools/stopped_folder_fixture.h"

#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "server/people/master_keys.h"
#include "server/people/open_vault.h"
#include "server/people/vault.h"
#include "server/runtime/config_file.h"
#include "server/storage/rocks_store.h"

namespace omzien::tools {

namespace fs = std::filesystem;

void StoppedFolderTest::SetUp() {
  auto settings = runtime::ReadConfig(kShipped);
  ASSERT_TRUE(settings.ok()) << settings.status();
  auto& config = settings->config;
  config.mutable_storage()->set_data_dir(data_dir_);
  config.mutable_storage()->clear_backup_dir();
  auto& vault = *config.mutable_vault();
  vault.set_key_file(folder_.path() + "/keys/people.keys");
  vault.set_master_key_file(folder_.path() + "/master-keys");
  vault.clear_copy_dir();
  std::ofstream(vault.master_key_file()) << people::NewMasterKeyLine(1);
  fs::permissions(vault.master_key_file(), fs::perms::owner_read);
  std::string text;
  google::protobuf::TextFormat::PrintToString(config, &text);
  std::ofstream(config_path_) << text;
  vault_ = people::OpenVault(vault, people::Keys::kMayBeMade).value();
  store_ =
      storage::RocksStore::Open(
          {.data_dir = data_dir_,
           .sealer = std::string(people::Vault::kName),
           .clock = clock_,
           .on_failure =
               [](const absl::Status& status) { ADD_FAILURE() << status; }})
          .value();
}

void StoppedFolderTest::Stop() {
  store_.reset();
  vault_.reset();
}

Outcome StoppedFolderTest::RunLine(std::vector<const char*> line) const {
  line.insert(line.begin(), name_.c_str());
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int exit_code = main_(static_cast<int>(line.size()), line.data());
  return {exit_code, ::testing::internal::GetCapturedStdout(),
          ::testing::internal::GetCapturedStderr()};
}

Outcome StoppedFolderTest::Run(std::vector<const char*> more) const {
  more.insert(more.begin(), {"--config", config_path_.c_str()});
  return RunLine(more);
}

void StoppedFolderTest::ExpectRefused(
    const std::vector<WrongLine>& lines) const {
  for (const WrongLine& wrong : lines) {
    const Outcome outcome = RunLine(wrong.line);
    EXPECT_EQ(outcome.exit_code, 2) << wrong.said;
    EXPECT_THAT(outcome.err, ::testing::HasSubstr(wrong.said));
    EXPECT_THAT(outcome.out, ::testing::IsEmpty()) << wrong.said;
  }
}

std::map<std::string, std::string> StoppedFolderTest::AllFiles() const {
  std::map<std::string, std::string> files;
  for (const auto& file : fs::recursive_directory_iterator(folder_.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    files[file.path().string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return files;
}

}  // namespace omzien::tools
