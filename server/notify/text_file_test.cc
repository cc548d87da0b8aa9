#include "server/notify/text_file.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::notify {
namespace {

using ::testing::HasSubstr;

constexpr absl::string_view kNames[] = {"subject", "text"};

TEST(TextFileTest, ReadsPartsAndRemembersTheirLines) {
  const auto file = ParseTextFile(
      "a.txt", "# note\n\n[subject]\nHallo\n[text]\n\n# note\nEen\n\nTwee\n\n",
      kNames);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->parts.at("subject").text, "Hallo");
  EXPECT_EQ(file->parts.at("subject").line, 4);
  EXPECT_EQ(file->parts.at("text").text, "Een\n\nTwee");
  EXPECT_EQ(file->parts.at("text").line, 8);
}

TEST(TextFileTest, SaysWhatIsWrongAndWhere) {
  const struct {
    absl::string_view why, content, want;
  } cases[] = {
      {"unknown", "[subject]\na\n[body]\nb\n", "a.txt:3: unknown part [body]"},
      {"twice", "[subject]\na\n[subject]\nb\n", "a.txt:3: part [subject] is"},
      {"missing", "[subject]\na\n", "part [text] is missing"},
      {"empty", "[subject]\n\n[text]\nb\n", "a.txt:1: part [subject] is empty"},
      {"before", "# note\nHallo\n[subject]\n", "a.txt:2: text before"},
      {"latin-1", "[subject]\nZo\xEB\n", "a.txt:2: not UTF-8"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    const auto file = ParseTextFile("a.txt", c.content, kNames);
    EXPECT_EQ(file.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(file.status().message()),
                HasSubstr(std::string(c.want)));
  }
}

TEST(TextFileTest, NamesTheFileThatIsMissing) {
  const auto file = ReadTextFile("/nowhere/invited.txt", kNames);
  EXPECT_EQ(file.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(file.status().message()),
              HasSubstr("/nowhere/invited.txt"));
}

}  // namespace
}  // namespace omzien::notify
