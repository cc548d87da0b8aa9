#include "clients/cli/command_line.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

// A small tree: `need post|show`, `watch`, with a global --json.
class CommandLineTest : public ::testing::Test {
 protected:
  CommandLineTest() : line_("omzien", {"hulp", "help"}, Language::kDutch) {
    const Command root = line_.root();
    root.Take(json_, {"--json", {"als JSON", "as JSON"}});
    const Command need = root.Add("need", For::kResident, {"vraag", "need"});
    const Command post = need.Add("post", For::kResident, {"stel", "post"});
    post.Take(what_, {"--what", {"wat", "what"}, "TEXT", true});
    post.Take(skills_, {"--skill", {"kan", "can"}, "SKILL", true});
    post.Run([](Session&) { return absl::OkStatus(); });
    const Command show = need.Add("show", For::kEveryone, {"toon", "show"});
    show.Take(need_, {"NEED", {"vraag", "need"}, "", true});
    show.Run([](Session&) { return absl::OkStatus(); });
    const Command watch = root.Add("watch", For::kEveryone, {"kijk", "watch"});
    watch.Take(after_, {"--after", {"na", "after"}, "N"});
    watch.Take(state_, {"--state", {"", ""}, "", false, {"open", "done"}});
    watch.Run([](Session&) { return absl::OkStatus(); });
  }

  std::string Mistake(std::vector<std::string> words) {
    const absl::Status status = line_.Parse(std::move(words)).status();
    EXPECT_EQ(ExitOf(status), Exit::kUsage) << status;
    return std::string(status.message());
  }

  CommandLine line_;
  bool json_ = false;
  std::string what_;
  std::string need_;
  std::string state_;
  std::vector<std::string> skills_;
  int after_ = 0;
};

TEST_F(CommandLineTest, ReadsOptionsAlsoGlobalOnesAfterTheCommand) {
  const absl::StatusOr<Parsed> parsed =
      line_.Parse({"need", "post", "--what", "gras", "--skill", "a", "--skill",
                   "b", "--json"});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_TRUE(parsed->action);
  EXPECT_EQ(parsed->whom, For::kResident);
  EXPECT_EQ(what_, "gras");
  EXPECT_THAT(skills_, ElementsAre("a", "b"));
  EXPECT_TRUE(json_);
}

TEST_F(CommandLineTest, TakesANegativeNumber) {
  ASSERT_TRUE(line_.Parse({"watch", "--after", "-1"}).ok());
  EXPECT_EQ(after_, -1);
}

TEST_F(CommandLineTest, SuggestsWhatMayHaveBeenMeant) {
  const struct {
    std::vector<std::string> words;
    const char* suggestion;
  } kCases[] = {
      {{"nede", "post"}, "Bedoelde u need?"},
      {{"need", "psot"}, "Bedoelde u post?"},
      {{"need", "post", "--waht", "x"}, "Bedoelde u --what?"},
      {{"watch", "--jsno"}, "Bedoelde u --json?"},
  };
  for (const auto& test : kCases) {
    const std::string message = Mistake(test.words);
    EXPECT_TRUE(absl::StrContains(message, test.suggestion)) << message;
  }
}

TEST_F(CommandLineTest, NamesAllThatIsMissingAtOnce) {
  const std::string message = Mistake({"need", "post"});
  EXPECT_TRUE(absl::StrContains(message, "--what, --skill")) << message;
  EXPECT_TRUE(absl::StrContains(message, "omzien need post --help")) << message;
  EXPECT_TRUE(absl::StrContains(Mistake({"need", "show"}), "NEED"));
}

TEST_F(CommandLineTest, AGroupAloneNamesItsCommands) {
  EXPECT_TRUE(absl::StrContains(Mistake({"need"}), "post, show"));
}

TEST_F(CommandLineTest, ShowsHelpInTheReadersLanguage) {
  const absl::StatusOr<Parsed> root = line_.Parse({});
  ASSERT_TRUE(root.ok());
  EXPECT_FALSE(root->action);
  EXPECT_TRUE(absl::StrContains(root->text, "Gebruik: omzien")) << root->text;
  const absl::StatusOr<Parsed> post = line_.Parse({"need", "post", "--help"});
  ASSERT_TRUE(post.ok()) << post.status();
  EXPECT_TRUE(absl::StrContains(post->text, "omzien need post")) << post->text;
  EXPECT_TRUE(absl::StrContains(post->text, "--what TEXT (verplicht)"))
      << post->text;
}

TEST_F(CommandLineTest, KnowsWhatMayComeNext) {
  EXPECT_THAT(line_.Candidates({}), Contains("need"));
  EXPECT_THAT(line_.Candidates({"need"}), Contains("post"));
  EXPECT_THAT(line_.Candidates({"need", "post"}), Contains("--what"));
  EXPECT_THAT(line_.Candidates({"need", "post"}), Contains("--json"));
  EXPECT_THAT(line_.Candidates({"watch", "--state"}),
              ElementsAre("open", "done"));
}

}  // namespace
}  // namespace omzien::cli
