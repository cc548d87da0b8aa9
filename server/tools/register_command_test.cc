#include "server/tools/register_command.h"

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "server/runtime/config_file.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::tools {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kShipped[] = OMZIEN_CONFIG_DIR "/omzien.textproto";

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Outcome RunRegister(std::vector<const char*> line) {
  line.insert(line.begin(), "register");
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int exit_code =
      RegisterMain(static_cast<int>(line.size()), line.data());
  return {exit_code, ::testing::internal::GetCapturedStdout(),
          ::testing::internal::GetCapturedStderr()};
}

// The shipped configuration, with a second municipality.
std::string WriteTwo(const std::string& folder) {
  auto settings = runtime::ReadConfig(kShipped);
  EXPECT_TRUE(settings.ok()) << settings.status();
  auto& config = settings->config;
  auto* other = config.add_municipalities();
  *other = config.municipalities(0);
  other->set_id("GM0957");
  other->set_display_name("Elders");
  std::string text;
  google::protobuf::TextFormat::PrintToString(config, &text);
  const std::string path = folder + "/omzien.textproto";
  std::ofstream(path) << text;
  return path;
}

// A wrong line says what is wrong, and prints no draft that looks whole.
TEST(RegisterCommandTest, SaysWhatIsWrongWithALine) {
  const struct {
    std::vector<const char*> line;
    int exit_code;
    const char* said;
  } lines[] = {
      {{}, 2, "--config is required"},
      {{"--algorithm"}, 2, "--config is required"},
      {{"--config", "nowhere.textproto"}, 2, "nowhere.textproto"},
      {{"--config", kShipped, "--algorithme"}, 2, "--algorithme"},
      {{"--config", kShipped, "--municipality", "GM1669"},
       2,
       "--municipality requires --algorithm"},
      {{"--config", kShipped, "--algorithm", "--municipality", "GM0000"},
       2,
       "has no municipality GM0000; it has GM1669"},
      {{"--config", OMZIEN_CONFIG_DIR "/door_words.txt", "--algorithm"},
       1,
       "omziend register: "},
  };
  for (const auto& wrong : lines) {
    const Outcome outcome = RunRegister(wrong.line);
    EXPECT_EQ(outcome.exit_code, wrong.exit_code) << wrong.said;
    EXPECT_THAT(outcome.err, HasSubstr(wrong.said));
    EXPECT_THAT(outcome.out, IsEmpty()) << wrong.said;
  }
}

// Without the flag it is the register of processing, as it was.
TEST(RegisterCommandTest, PrintsTheOneOrTheOther) {
  const Outcome processing = RunRegister({"--config", kShipped});
  EXPECT_EQ(processing.exit_code, 0);
  EXPECT_THAT(processing.out, AllOf(HasSubstr("# Register van verwerkingen"),
                                    Not(HasSubstr("# Algoritmeregister"))));
  const Outcome algorithm = RunRegister({"--config", kShipped, "--algorithm"});
  EXPECT_EQ(algorithm.exit_code, 0);
  EXPECT_THAT(algorithm.out, AllOf(HasSubstr("# Algoritmeregister"),
                                   Not(HasSubstr("# Register van"))));
  EXPECT_THAT(algorithm.err, HasSubstr("before you publish"));
}

// One draft for each municipality, or only that of the one that is asked for.
TEST(RegisterCommandTest, PrintsADraftForEachMunicipality) {
  const testing::TemporaryFolder folder;
  const std::string path = WriteTwo(folder.path());
  EXPECT_THAT(
      RunRegister({"--config", path.c_str(), "--algorithm"}).out,
      AllOf(HasSubstr("# Algoritmeregister: Gemeente Roerdalen (GM1669)"),
            HasSubstr("# Algoritmeregister: Gemeente Elders (GM0957)")));
  EXPECT_THAT(RunRegister({"--config", path.c_str(), "--algorithm",
                           "--municipality", "GM0957"})
                  .out,
              AllOf(HasSubstr("Gemeente Elders (GM0957)"),
                    Not(HasSubstr("Gemeente Roerdalen ("))));
}

}  // namespace
}  // namespace omzien::tools
