#include "server/notify/page.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace omzien::notify {
namespace {

TEST(PageTest, MakesTextAndHtmlFromTheSameWords) {
  const struct {
    absl::string_view why, words, text, html;
  } cases[] = {
      {"paragraphs", "Een.\nTwee.\n\n\n\nDrie.", "Een.\nTwee.\n\nDrie.\n",
       "<p>Een.<br>\nTwee.</p>\n<p>Drie.</p>\n"},
      {"a list under its heading", "Nodig:\n- trap\n- boor\nKlaar.",
       "Nodig:\n- trap\n- boor\n\nKlaar.\n",
       "<p>Nodig:</p>\n<ul>\n<li>trap</li>\n<li>boor</li>\n</ul>\n"
       "<p>Klaar.</p>\n"},
      {"numbers", "1. een\n2. twee", "1. een\n2. twee\n",
       "<ol>\n<li>een</li>\n<li>twee</li>\n</ol>\n"},
      {"a quote is escaped and has no links",
       "> <script> https://kwaad.example", "> <script> https://kwaad.example\n",
       "<blockquote><p>&lt;script&gt; "
       "https://kwaad.example</p></blockquote>\n"},
      {"our links", "Zie (https://omzien.example/a?b=1&c).",
       "Zie (https://omzien.example/a?b=1&c).\n",
       "<p>Zie (https://omzien.example/a?b=1&amp;c).</p>\n"},
      {"our links alone", "Zie https://omzien.example/a.",
       "Zie https://omzien.example/a.\n",
       "<p>Zie <a href=\"https://omzien.example/a\">https://omzien.example/a"
       "</a>.</p>\n"},
      {"no other kind of link", "javascript:alert(1)", "javascript:alert(1)\n",
       "<p>javascript:alert(1)</p>\n"},
      {"nothing", "\n\n", "", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(PlainText(c.words), c.text);
    EXPECT_EQ(HtmlBody(c.words), c.html);
  }
}

TEST(PageTest, WrapsAt76Characters) {
  const std::string line = absl::StrCat(std::string(70, 'x'), " ëëëëë z");
  EXPECT_EQ(PlainText(line), absl::StrCat(std::string(70, 'x'), " ëëëëë\nz\n"));
  EXPECT_EQ(PlainText(absl::StrCat("- ", line)),
            absl::StrCat("- ", std::string(70, 'x'), "\n  ëëëëë z\n"));
  EXPECT_EQ(PlainText(absl::StrCat("> ", line)),
            absl::StrCat("> ", std::string(70, 'x'), "\n> ëëëëë z\n"));
  EXPECT_EQ(PlainText(std::string(100, 'x')),
            absl::StrCat(std::string(100, 'x'), "\n"));
}

}  // namespace
}  // namespace omzien::notify
