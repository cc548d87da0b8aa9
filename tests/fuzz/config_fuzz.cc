// The configuration and the skills catalogue, as an operator may write them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "server/core/settings.h"
#include "server/runtime/config_file.h"
#include "server/runtime/textproto.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

// Between the two texts of an input.
constexpr char kSeparator = '\x1e';
constexpr char kPath[] = "/etc/omzien/omzien.textproto";

std::string Shipped(const char* name) {
  return runtime::TextOfFile(absl::StrCat(OMZIEN_CONFIG_DIR, name)).value();
}

const std::string& DoorWords() {
  static const auto& words = *new std::string(Shipped("/door_words.txt"));
  return words;
}

absl::StatusOr<core::Settings> Read(const std::string& config,
                                    const std::string& skills) {
  return runtime::ReadConfig(
      kPath, [&](const std::string& path) -> absl::StatusOr<std::string> {
        if (absl::EndsWith(path, "/door_words.txt")) return DoorWords();
        return path == kPath ? config : skills;
      });
}

std::string Print(const google::protobuf::Message& message) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return text;
}

void CheckRefusal(const absl::Status& status, const std::string& skills_path) {
  RequireRefusal(status, absl::StatusCode::kInvalidArgument);
  bool names_file = absl::StartsWith(status.message(), kPath);
  names_file |=
      !skills_path.empty() && absl::StartsWith(status.message(), skills_path);
  Require(names_file, "a refusal begins with the file");
}

}  // namespace

std::vector<std::string> Seeds() {
  const std::string skills = Shipped("/skills.textproto").substr(0, 2000);
  std::vector<std::string> seeds;
  for (const char* name : {"/omzien.textproto", "/demo/omzien.textproto"}) {
    seeds.push_back(
        absl::StrCat(Shipped(name), std::string(1, kSeparator), skills));
  }
  return seeds;
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const std::string config(input.Until(kSeparator));
  const std::string skills(input.Rest());
  const auto settings = Read(config, skills);
  if (!settings.ok()) {
    CheckRefusal(settings.status(), "/");
    return 0;
  }
  Require(settings->config.municipalities_size() > 0,
          "a server without a municipality has nothing to do");
  Require(settings->skills.skills_size() > 0, "there is a skill");
  const auto again = Read(Print(settings->config), Print(settings->skills));
  Require(again.ok(), absl::StrCat("what is good stays good when printed: ",
                                   again.status().ToString()));
  Require(Fixed(again->config) == Fixed(settings->config) &&
              Fixed(again->skills) == Fixed(settings->skills),
          "what is printed is read the same");
  return 0;
}
