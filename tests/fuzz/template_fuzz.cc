// Templates of texts, as an operator may write them, and what is filled in.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "server/notify/template.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using notify::Template;
using notify::Values;
using notify::Vocabulary;

const Vocabulary& Words() {
  static const auto& words = *new Vocabulary{.texts = {"name"},
                                             .flags = {"pets"},
                                             .lists = {{"reasons", {"reason"}}},
                                             .raw_texts = {"body"}};
  return words;
}

// Lines of blanks count as empty ones.
std::string WithoutBlanks(absl::string_view text) {
  std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  for (absl::string_view& line : lines) {
    if (absl::StripAsciiWhitespace(line).empty()) line = "";
  }
  return absl::StrJoin(lines, "\n");
}

void CheckRendering(const Template& parsed, const std::string& text,
                    const std::string& value) {
  const Values empty;
  const Values full{
      .texts = {{"name", value}},
      .flags = {"pets"},
      .lists = {{"reasons", {{{"reason", value}}, {{"reason", "b"}}}}}};
  for (const auto escape : {Template::Escape::kNone, Template::Escape::kHtml}) {
    Require(parsed.Render(full, escape) == parsed.Render(full, escape),
            "rendering changes nothing");
    const std::string without = parsed.Render(empty, escape);
    if (absl::StrContains(text, "{{")) continue;
    Require(WithoutBlanks(without) == WithoutBlanks(text),
            "a text without places stays as it is");
  }
  // A text of its own markup aside, none can come from a value.
  if (!absl::StrContains(text, "<")) {
    Require(
        !absl::StrContains(parsed.Render(full, Template::Escape::kHtml), "<"),
        "no value becomes markup");
  }
}

}  // namespace

std::vector<std::string> Seeds() { return {}; }

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const std::string value(input.Until('|'));
  const std::string text(input.Rest());
  const absl::StatusOr<Template> parsed =
      Template::Parse(text, {.path = "text.txt", .line = 3}, Words());
  if (!parsed.ok()) {
    RequireRefusal(parsed.status(), absl::StatusCode::kInvalidArgument);
    Require(absl::StartsWith(parsed.status().message(), "text.txt:"),
            "a refusal names the file and the line");
    return 0;
  }
  CheckRendering(*parsed, text, value);
  return 0;
}
