#include "tests/surroundings/attempt.h"

#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "server/runtime/config_file.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/demo_config.h"
#include "tests/scenarios/demo_places.h"

namespace omzien::surroundings {

Attempts::Attempts() {
  auto settings =
      runtime::ReadConfig(OMZIEN_CONFIG_DIR "/demo/omzien.textproto");
  EXPECT_TRUE(settings.ok()) << settings.status();
  demo_ = settings->config;
  demo_.mutable_server()->set_listen("127.0.0.1:0");
  demo_.mutable_storage()->set_data_dir(Path("store"));
  scenarios::SetUpVault(folder_.path(), demo_);
  demo_.mutable_places()->set_address_dir(
      scenarios::DemoPlaces(folder_.path()));
}

std::string Attempts::Path(const std::string& name) const {
  return absl::StrCat(folder_.path(), "/", name);
}

std::string Attempts::Write(
    const std::function<void(omzien::config::v1::Config&)>& configure) const {
  auto config = demo_;
  configure(config);
  std::string text;
  google::protobuf::TextFormat::PrintToString(config, &text);
  std::ofstream(Path("omzien.textproto")) << text;
  return Path("omzien.textproto");
}

Attempt Attempts::Serve(
    const std::function<void(omzien::config::v1::Config&)>& configure) const {
  return Run({"serve", "--config", Write(configure)});
}

Attempt Attempts::Run(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), OMZIEND_PATH);
  std::remove(Path("said").c_str());
  scenarios::Child child(arguments, Path("said"));
  Attempt attempt{child.Wait(), ""};
  std::ifstream file(Path("said"));
  attempt.said.assign(std::istreambuf_iterator<char>(file), {});
  return attempt;
}

}  // namespace omzien::surroundings
