#include "server/runtime/config_file.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/settings.h"

namespace omzien::runtime {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr absl::string_view kConfig =
    R"(storage { data_dir: "store" }
places { village_file: "villages.csv" }
skills_file: "skills.textproto"
texts_dir: "texts"
municipalities {
  id: "GM1669"
  display_name: "Roerdalen"
  villages: [ "Melick", "Vlodrop" ]
  time_zone: "Europe/Amsterdam"
  desk_phone: "0475-000 001"
  job_policy {
    referrals { rule: "" initiative: "Voorbeeld" contact: "de balie" }
  }
  terms {
    key: "nl"
    value { contribution: "a" expenses: "b" insurance: "c" damage: "d" }
  }
}
organisations {
  name: "organisations/welzijn"
  display_name: "Welzijn"
  municipalities: "municipalities/GM1669"
} vault { unsealed: true } door_words_file: ")" OMZIEN_CONFIG_DIR
    "/door_words.txt\"";

constexpr absl::string_view kSkills = R"(skills {
  name: "skills/company"
  display_names { key: "nl" value: "Praatje" }
  display_names { key: "en" value: "A chat" }
  risk: RISK_CLASS_LIGHT
}
)";

class ConfigFileTest : public testing::Test {
 public:
  ConfigFileTest()
      : folder_(std::filesystem::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_ / "texts" / "nl");
    Write("villages.csv", "");
    Write("omzien.textproto", kConfig);
    Write("skills.textproto", kSkills);
  }
  ~ConfigFileTest() override { std::filesystem::remove_all(folder_); }

 protected:
  void Write(absl::string_view name, absl::string_view text) {
    std::ofstream(folder_ / std::string(name)) << text;
  }

  absl::StatusOr<core::Settings> Read() {
    return ReadConfig((folder_ / "omzien.textproto").string());
  }

  // The problems, without the folder.
  std::vector<std::string> Problems() {
    const absl::Status status = Read().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    return absl::StrSplit(
        absl::StrReplaceAll(status.message(), {{folder_.string() + "/", ""}}),
        '\n');
  }

  const std::filesystem::path folder_;
};

TEST_F(ConfigFileTest, FillsInDefaultsAndResolvesPaths) {
  const auto settings = Read();
  ASSERT_TRUE(settings.ok()) << settings.status();
  const auto& config = settings->config;
  EXPECT_EQ(config.server().listen(), "127.0.0.1:7400");
  EXPECT_EQ(config.server().message_bytes_max(), 4 << 20);
  EXPECT_EQ(config.server().turn_max().nanos(), 5'000'000);
  EXPECT_EQ(config.default_language(), "nl");
  EXPECT_EQ(config.storage().data_dir(), (folder_ / "store").string());
  EXPECT_EQ(config.texts_dir(), (folder_ / "texts").string());
  EXPECT_EQ(config.notify().smtp().ca_file(), "");
  EXPECT_THAT(config.places().sources(),
              ElementsAre(config::v1::Places::SOURCE_VILLAGE));
  const auto& policy = config.municipalities(0).ask_policy();
  EXPECT_EQ(policy.first_wave_size(), 3);
  EXPECT_EQ(policy.how_did_it_go_after().seconds(), 7200);
  EXPECT_EQ(policy.quiet_start(), "21:00");
  EXPECT_EQ(policy.weights().distance(), 100);
  EXPECT_EQ(config.municipalities(0).terms().at("nl").damage(), "d");
  ASSERT_EQ(settings->skills.skills_size(), 1);
  EXPECT_EQ(settings->skills.skills(0).usual_duration().seconds(), 3600);
}

TEST_F(ConfigFileTest, AnExplicitZeroDurationIsKept) {
  Write("omzien.textproto",
        absl::StrReplaceAll(kConfig, {{"  job_policy {",
                                       "  ask_policy { reminder_before {} }\n"
                                       "  job_policy {"}}));
  const auto settings = Read();
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->config.municipalities(0)
                .ask_policy()
                .reminder_before()
                .seconds(),
            0);
}

TEST_F(ConfigFileTest, NamesTheLineAndWhatWouldBeRight) {
  struct Case {
    absl::string_view from;
    absl::string_view to;
    absl::string_view where;
    absl::string_view what;
  };
  const std::vector<Case> cases = {
      {"texts_dir", "text_dir", "omzien.textproto:4:9: ",
       "did you mean \"texts_dir\"? Known here: server, "},
      {"texts_dir:", "texts_dir", "omzien.textproto:4:11: ", "Expected \":\""},
      {"places {", "places { sources: SOURCE_FIEL ",
       "omzien.textproto:2:32: ", "did you mean \"SOURCE_FILE\"?"},
      {"places {", "server { listen: \"0.0.0.0:7400\" } places {",
       "omzien.textproto:2:10: server.listen: ",
       "can be reached by others, who could read along"},
      {"places {", "server { listen: \"7400\" } places {",
       "omzien.textproto:2:10: server.listen: ", "is no address and port"},
      {"places {", "server { watches_max: -1 } places {",
       "omzien.textproto:2:10: server.watches_max: ", "give 1 to 100000"},
      {"places {", "server { turn_max { nanos: 1 } } places {",
       "omzien.textproto:2:10: server.turn_max: ",
       "is 1ns; give {nanos: 1000000} to {seconds: 1}"},
      {"places {",
       "notify { smtp { url: \"smtp://127.0.0.1.a.example\" } } places {",
       "omzien.textproto:2:17: notify.smtp.url: ", "is no mail server"},
      {"places {",
       "notify { smtp { url: \"smtp://mail.example\" from: \"a@b.example\" } } "
       "places {",
       "omzien.textproto:2:10: notify.smtp.require_tls: ",
       "write require_tls: true"},
      {"places {",
       "notify { smtp { url: \"smtp://u:p@[::1]\" from: \"a@b.example\" } } "
       "places {",
       "omzien.textproto:2:17: notify.smtp.url: ", "holds a user"},
      {"places {",
       "notify { smtp { url: \"smtps://mail.example\" from: \"a@b.example\" "
       "user: \"u\" } } places {",
       "omzien.textproto:2:10: notify.smtp.password_env: ", "both or neither"},
      {"places {", "places { sources: SOURCE_FILE",
       "omzien.textproto:2:1: places.address_dir: ", "import-addresses"},
      {"places {", "places { sources: [SOURCE_PDOK, SOURCE_PDOK]",
       "omzien.textproto:2:10: places.sources[1]: ", "twice"},
      {"places {", "places { address_dir: \"store/addresses\"",
       "omzien.textproto:1:11: storage.data_dir: ", "keep the two apart"},
      {"villages.csv", "other.csv",
       "omzien.textproto:2:10: places.village_file", "there is no file"},
      {"data_dir: \"store\"", "",
       "omzien.textproto:1:1: storage.data_dir: ", "must be given"},
      {"texts_dir: \"texts\"", R"(texts_dir: "texts" default_language: "en")",
       "omzien.textproto:4:20: default_language: ", "no texts for \"en\""},
      {"skills.textproto", "absent.textproto",
       "absent.textproto: ", "cannot be read: No such file"},
      {"\"GM1669\"", "\"1669\"",
       "omzien.textproto:6:3: municipalities[0].id: ", "write \"GM1669\""},
      {"\"Vlodrop\"", "\"Melick\"",
       "omzien.textproto:8:3: municipalities[0].villages[1]: ", "twice"},
      {"Europe/Amsterdam", "Europe/Roermond",
       "omzien.textproto:9:3: municipalities[0].time_zone: ", "tzdata"},
      {"0475-000 001", "balie", "omzien.textproto:10:3: municipalities[0].desk",
       "is no telephone number"},
      {"rule: \"\"", "rule: \"TOO_FAR\"",
       "omzien.textproto:12:17: municipalities[0].job_policy.referrals[0].rule",
       "is no rule"},
      {"rule: \"\"", R"(rule: "" skill: "skills/sing")",
       "omzien.textproto:12:26: "
       "municipalities[0].job_policy.referrals[0].skill",
       "not in the skills catalogue"},
      {"job_policy {", "job_policy { refused_risks: RISK_CLASS_LIGHT",
       "omzien.textproto:11:16: municipalities[0].job_policy.refused_risks[0]",
       "only RISK_CLASS_HEAVY"},
      {"job_policy {", "ask_policy { quiet_start: \"9:05\" } job_policy {",
       "omzien.textproto:11:16: municipalities[0].ask_policy.quiet_start: ",
       "quarter of an hour"},
      {"job_policy {", "ask_policy { weights { distance: 1001 } } job_policy {",
       "omzien.textproto:11:26: municipalities[0].ask_policy.weights.distance",
       "give 0 to 1000"},
      {"damage: \"d\"", "", "omzien.textproto:16:5: municipalities[0].terms[0]",
       "is empty"},
      {"key: \"nl\"", "key: \"en\"",
       "omzien.textproto:14:3: municipalities[0].terms: ", "default language"},
      {"organisations/welzijn", "Welzijn",
       "omzien.textproto:20:3: organisations[0].name: ",
       "organisations/words-with-dashes"},
      {"municipalities/GM1669", "municipalities/GM0001",
       "omzien.textproto:22:3: organisations[0].municipalities[0]: ",
       "not among the municipalities"},
  };
  for (const Case& c : cases) {
    const std::string text = absl::StrReplaceAll(kConfig, {{c.from, c.to}});
    ASSERT_NE(text, kConfig) << c.from;
    Write("omzien.textproto", text);
    EXPECT_THAT(Problems(),
                Contains(AllOf(StartsWith(c.where), HasSubstr(c.what))))
        << c.to;
  }
}

TEST_F(ConfigFileTest, ChecksTheSkills) {
  struct Case {
    absl::string_view from;
    absl::string_view to;
    absl::string_view what;
  };
  const std::vector<Case> cases = {
      {"skills/company", "skills/Company",
       "skills.textproto:2:3: skills[0].name: \"skills/Company\" is no name"},
      {"key: \"en\"", "key: \"de\"", "has no name in \"en\""},
      {"risk: RISK_CLASS_LIGHT", "", "skills[0].risk: is not given"},
      {"risk:", "usual_duration { seconds: 60 } risk:", "give {seconds: 900}"},
  };
  for (const Case& c : cases) {
    Write("skills.textproto", absl::StrReplaceAll(kSkills, {{c.from, c.to}}));
    EXPECT_THAT(Problems(), ElementsAre(HasSubstr(c.what))) << c.to;
  }
  Write("skills.textproto", absl::StrCat(kSkills, kSkills));
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("stands here twice")));
  std::string many;
  for (int i = 0; i <= 128; ++i) {
    absl::StrAppend(&many, absl::StrReplaceAll(
                               kSkills, {{"company", absl::StrCat("s", i)}}));
  }
  Write("skills.textproto", many);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("holds 129; give 1 to 128")));
}

TEST_F(ConfigFileTest, EachRuleNeedsAPlaceToReferOnTo) {
  Write("omzien.textproto",
        absl::StrReplaceAll(kConfig, {{"rule: \"\"", "rule: \"TOO_HEAVY\""}}));
  EXPECT_THAT(Problems(),
              ElementsAre(HasSubstr("JOB_TOO_LONG"), HasSubstr("TOO_MANY_A_"),
                          HasSubstr("TOO_DANGEROUS"), HasSubstr("STRUCTURAL")));
}

TEST_F(ConfigFileTest, NamesAllProblemsAtOnceInTheOrderOfTheFile) {
  Write("omzien.textproto",
        absl::StrReplaceAll(kConfig, {{"GM1669", "1669"},
                                      {"Europe/Amsterdam", ""},
                                      {"storage {", "storage { cash_mb: 5"}}));
  Write("skills.textproto",
        absl::StrReplaceAll(kSkills, {{"skills/company", "company"}}));
  EXPECT_THAT(
      Problems(),
      ElementsAre(StartsWith("omzien.textproto:1:"),
                  StartsWith("omzien.textproto:6:3: municipalities[0].id: "),
                  StartsWith("omzien.textproto:9:3: "),
                  StartsWith("skills.textproto:2:3: skills[0].name: ")));
}

TEST_F(ConfigFileTest, AnEmptyFileIsReadAndLacksWhatMustBeGiven) {
  Write("omzien.textproto", "");
  EXPECT_THAT(Problems(),
              ElementsAre(StartsWith("omzien.textproto:1:1: places.village"),
                          HasSubstr("data_dir: "), HasSubstr("vault.key_file"),
                          HasSubstr("master_key_"), HasSubstr(" texts_dir: "),
                          HasSubstr(" skills_"), HasSubstr(" door_w"),
                          HasSubstr(" municipalities: ")));
}

TEST_F(ConfigFileTest, AMissingFileIsOneClearLine) {
  EXPECT_EQ(ReadConfig("/nowhere/f.textproto").status().message(),
            "/nowhere/f.textproto: cannot be read: No such file or directory; "
            "name an existing textproto file");
  EXPECT_THAT(ReadConfig(folder_.string()).status().message(),
              HasSubstr("Is a directory"));
}

}  // namespace
}  // namespace omzien::runtime
