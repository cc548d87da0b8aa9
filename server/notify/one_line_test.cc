#include "server/notify/one_line.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace omzien::notify {
namespace {

TEST(OneLineTest, MakesAnythingFitForALine) {
  const struct {
    absl::string_view why, text, want;
  } cases[] = {
      {"plain", "een lamp", "een lamp"},
      {"letters beyond ASCII stay", "Zoë – café €", "Zoë – café €"},
      {"line breaks", "a\r\nBcc: b\n\n\nc", "a Bcc: b c"},
      {"tabs, form feeds, ends", "\t a\f\vb \n", "a b"},
      {"a zero byte", absl::string_view("a\0b", 3), "a b"},
      {"C1's next line",
       "a\xC2\x85"
       "b",
       "a b"},
      {"Unicode's line separator",
       "a\xE2\x80\xA8"
       "b",
       "a b"},
      {"a mark that turns the direction",
       "a\xE2\x80\xAE"
       "b",
       "ab"},
      {"not UTF-8", "a\xFFz", "a?z"},
      {"too long an encoding", "\xC0\xAF", "??"},
      {"half a character", "a\xE2\x82", "a??"},
      {"nothing", "", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(OneLine(c.text), c.want);
  }
}

TEST(CharacterCountTest, CountsCharactersNotBytes) {
  EXPECT_EQ(CharacterCount("Zoë €"), 5);
}

}  // namespace
}  // namespace omzien::notify
