#include "server/notify/template.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::notify {
namespace {

using ::testing::HasSubstr;

const Vocabulary& Words() {
  static const auto& words = *new Vocabulary{.texts = {"name"},
                                             .flags = {"pets"},
                                             .lists = {{"reasons", {"reason"}}},
                                             .raw_texts = {"body"}};
  return words;
}

TEST(TemplateTest, FillsInWhatIsThere) {
  const Values full{
      .texts = {{"name", "{{pets}} & <Co>"}, {"body", "<p>"}},
      .flags = {"pets"},
      .lists = {{"reasons", {{{"reason", "a"}}, {{"reason", "b"}}}}}};
  const struct {
    absl::string_view why, text, want_full, want_empty;
  } cases[] = {
      {"value, not read again", "{{name}}", "{{pets}} & <Co>", ""},
      {"only when there", "{{#pets}}y{{/pets}}{{^pets}}n{{/pets}}", "y", "n"},
      {"a value says it is there", "{{#name}}y{{/name}}", "y", ""},
      {"list", "{{#reasons}}-{{reason}}{{/reasons}}", "-a-b", ""},
      {"lines of tags alone vanish", "a\n{{#pets}}\nb\n{{/pets}}\nc", "a\nb\nc",
       "a\nc"},
      {"blank lines beside them stay", "a\n\n{{#pets}}\nb\n{{/pets}}\n\nc",
       "a\n\nb\n\nc", "a\n\n\nc"},
      {"one after the other",
       "{{#pets}}\na\n{{/pets}}\n{{^pets}}\nb\n{{/pets}}\nc", "a\nc", "b\nc"},
      {"a list of lines", "{{#reasons}}\n- {{reason}}\n{{/reasons}}\nc",
       "- a\n- b\nc", "c"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    const auto parsed = Template::Parse(std::string(c.text), {"f", 1}, Words());
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(parsed->Render(full, Template::Escape::kNone), c.want_full);
    EXPECT_EQ(parsed->Render({}, Template::Escape::kNone), c.want_empty);
  }
}

TEST(TemplateTest, EscapesHtmlButForRawTexts) {
  const auto parsed =
      Template::Parse("{{name}}{{{body}}}", {"frame.html", 1}, Words());
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  const Values values{.texts = {{"name", "<b>&\"'"}, {"body", "<p>"}},
                      .flags = {},
                      .lists = {}};
  EXPECT_EQ(parsed->Render(values, Template::Escape::kHtml),
            "&lt;b&gt;&amp;&quot;&apos;<p>");
}

TEST(TemplateTest, SaysWhatIsWrongAndWhere) {
  const struct {
    absl::string_view why, text, want;
  } cases[] = {
      {"unknown", "a\n\n{{nam}}", "f:12: nothing is called {{nam}}"},
      {"known names are told", "{{nam}}", "known are: body, name, pets"},
      {"a flag is no value", "{{pets}}", "nothing is called {{pets}}"},
      {"outside its list", "{{reason}}", "nothing is called {{reason}}"},
      {"not closed", "\n{{#pets}}\nx", "f:11: {{#pets}} is not closed"},
      {"wrongly closed", "{{#pets}}\n{{/name}}", "f:11: {{/name}} closes"},
      {"closes nothing", "{{/pets}}", "{{/pets}} closes nothing"},
      {"half a tag", "x\n{{name", "f:11: {{ is not closed"},
      {"nothing at all", "x{{", "f:10: {{ is not closed"},
      {"raw", "{{{name}}}", "nothing is called {{name}}"},
      {"partial", "{{>name}}", "nothing is called {{>name}}"},
      {"other brackets", "{{=<% %>=}}", "nothing is called"},
      {"control character", "a\nb\x01", "f:11: there is a control character"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    const auto parsed =
        Template::Parse(std::string(c.text), {"f", 10}, Words());
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(parsed.status().message()),
                HasSubstr(std::string(c.want)));
  }
}

}  // namespace
}  // namespace omzien::notify
