#include "tests/scenarios/demo_config.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "server/people/master_keys.h"
#include "server/runtime/config_file.h"
#include "tests/scenarios/demo_places.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

void SetUpVault(const std::string& folder, config::v1::Config& config) {
  const std::string master = folder + "/master-keys";
  if (!std::filesystem::exists(master)) {
    std::ofstream(master) << people::NewMasterKeyLine(1);
    std::filesystem::permissions(master, std::filesystem::perms::owner_read);
  }
  config.mutable_vault()->set_key_file(folder + "/keys/people.keys");
  config.mutable_vault()->set_copy_dir(folder + "/key-copies");
  config.mutable_vault()->set_master_key_file(master);
}

void WriteDemoConfig(const std::string& folder, int mail_port,
                     const std::function<void(config::v1::Config&)>& change) {
  auto settings =
      runtime::ReadConfig(OMZIEN_CONFIG_DIR "/demo/omzien.textproto");
  ASSERT_TRUE(settings.ok()) << settings.status();
  auto& config = settings->config;
  config.mutable_server()->set_listen("127.0.0.1:0");
  config.mutable_storage()->set_data_dir(folder + "/store");
  config.mutable_storage()->set_backup_dir(folder + "/backups");
  config.mutable_places()->set_address_dir(DemoPlaces(folder));
  SetUpVault(folder, config);
  config.mutable_notify()->mutable_smtp()->set_url(
      absl::StrCat("smtp://127.0.0.1:", mail_port));
  if (change) change(config);
  std::string text;
  google::protobuf::TextFormat::PrintToString(config, &text);
  std::ofstream(folder + "/omzien.textproto") << text;
}

std::vector<Mail> ReadMails(const std::string& path, std::int64_t& position) {
  std::vector<Mail> mails;
  std::ifstream file(path);
  file.seekg(position);
  for (std::string line; std::getline(file, line);) {
    if (file.eof()) break;  // Still being written.
    position = file.tellg();
    google::protobuf::Struct record;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(line, &record).ok());
    const auto& fields = record.fields();
    mails.push_back({fields.at("rcpt_to").list_value().values(0).string_value(),
                     fields.at("headers")
                         .struct_value()
                         .fields()
                         .at("Subject")
                         .string_value(),
                     fields.at("text").string_value(),
                     !fields.at("calendar").string_value().empty()});
  }
  return mails;
}

std::vector<Mail> ReadMails(const std::string& path) {
  std::int64_t position = 0;
  return ReadMails(path, position);
}

void SetOneByOne(config::v1::Config& config) {
  auto& one_by_one = *config.mutable_municipalities(0)
                          ->mutable_ask_policy()
                          ->mutable_one_by_one();
  one_by_one.set_target_permille(995);
  one_by_one.set_trouble_permille(10);
  one_by_one.set_missed_days(182);
  one_by_one.set_continuity_permille(50);
  one_by_one.mutable_long_wait()->set_seconds(30L * 86'400);
  one_by_one.mutable_newcomer_wait()->set_seconds(14L * 86'400);
}

}  // namespace omzien::scenarios
