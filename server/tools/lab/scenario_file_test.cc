// Scenario files: those that we ship, and those that are wrong.

#include "server/tools/lab/scenario_file.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/runtime/textproto.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

using ::testing::HasSubstr;

const std::string& Town() {
  static const auto& path =
      *new std::string(OMZIEN_CONFIG_DIR "/lab/town.textproto");
  return path;
}

absl::Status ReadChanged(absl::string_view from, absl::string_view to) {
  const auto text = runtime::TextOfFile(Town());
  EXPECT_TRUE(text.ok());
  const std::string changed = absl::StrReplaceAll(*text, {{from, to}});
  EXPECT_NE(changed, *text) << from;
  return ReadScenario("town",
                      [&](const std::string&) {
                        return absl::StatusOr<std::string>(changed);
                      })
      .status();
}

TEST(ScenarioFileTest, ReadsAllThatWeShip) {
  for (const char* name : {"crisis", "desk", "overload", "scarce", "town"}) {
    const auto scenario = ReadScenario(std::string(OMZIEN_CONFIG_DIR "/lab/") +
                                       name + ".textproto");
    ASSERT_TRUE(scenario.ok()) << scenario.status();
    EXPECT_EQ(scenario->title, name);
  }
  const auto town = ReadScenario(Town());
  ASSERT_TRUE(town.ok());
  EXPECT_EQ(town->volunteers, 800);
  EXPECT_EQ(town->needs_per_day, 12);
  EXPECT_EQ(town->deadline_min, 2 * kDayMin);
  EXPECT_EQ(town->inactivity_mean_min, 3 * kDayMin);
  EXPECT_EQ(town->kinds.size(), 5U);
}

TEST(ScenarioFileTest, NamesTheLineOfEachMistake) {
  struct Case {
    absl::string_view from;
    absl::string_view to;
    absl::string_view message;
  };
  for (const Case& each :
       {Case{"days: 182", "days: 0", "town:6:"},
        Case{"per_day: 12", "per_hour: 12", "per_hour"},
        Case{"per_day: 12", "per_day: 0", "needs.per_day: is 0"},
        Case{"per_day: 12", "per_day: nan", "needs.per_day: is nan"},
        Case{"title: \"town\"", "title: \"A town\"", "title"},
        Case{"quit_hazard: 0.002", "quit_hazard: 2", "tiredness.quit_hazard"},
        Case{"seconds: 3600", "seconds: -5", "volunteers.answer_delay"},
        Case{"name: \"errands\"", "name: \"\"", "kinds[0].name"}}) {
    const absl::Status status = ReadChanged(each.from, each.to);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << each.to;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(std::string(each.message)));
  }
}

}  // namespace
}  // namespace omzien::lab
