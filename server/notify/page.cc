#include "server/notify/page.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "server/notify/one_line.h"

namespace omzien::notify {
namespace {

constexpr int kLineCharactersMax = 76;

enum class Shape { kParagraph, kBullets, kNumbers, kQuote };

// Lines that belong together.
struct Block {
  Shape shape = Shape::kParagraph;
  std::vector<std::string> lines;  // Without their marks, but for numbers.
};

// Length of "12. " at the start of `line`; 0 when there is none.
std::size_t NumberMark(absl::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(line[digits]))) {
    ++digits;
  }
  const bool marked = digits > 0 && absl::StartsWith(line.substr(digits), ". ");
  return marked ? digits + 2 : 0;
}

Shape ShapeOf(absl::string_view line) {
  if (absl::StartsWith(line, "- ")) return Shape::kBullets;
  if (absl::StartsWith(line, "> ")) return Shape::kQuote;
  return NumberMark(line) > 0 ? Shape::kNumbers : Shape::kParagraph;
}

std::vector<Block> Blocks(absl::string_view words) {
  std::vector<Block> blocks;
  bool fresh = true;
  const std::vector<absl::string_view> lines = absl::StrSplit(words, '\n');
  for (const absl::string_view untidy : lines) {
    const std::string line = OneLine(untidy);
    if (line.empty()) {
      fresh = true;
      continue;
    }
    const Shape shape = ShapeOf(line);
    // A list follows its heading without a blank line in between.
    if (fresh || blocks.back().shape != shape) {
      blocks.push_back({.shape = shape, .lines = {}});
    }
    fresh = false;
    const bool marked = shape == Shape::kBullets || shape == Shape::kQuote;
    blocks.back().lines.push_back(marked ? line.substr(2) : line);
  }
  return blocks;
}

// `first` begins the first line, `next` the others.
void AppendWrapped(absl::string_view line, absl::string_view first,
                   absl::string_view next, std::string& out) {
  absl::StrAppend(&out, first);
  int width = CharacterCount(first);
  bool begun = false;
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  for (const absl::string_view word : words) {
    const int characters = CharacterCount(word);
    if (begun && width + 1 + characters > kLineCharactersMax) {
      absl::StrAppend(&out, "\n", next);
      width = CharacterCount(next);
      begun = false;
    }
    absl::StrAppend(&out, begun ? " " : "", word);
    width += (begun ? 1 : 0) + characters;
    begun = true;
  }
  out += '\n';
}

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"},
                                    {"<", "&lt;"},
                                    {">", "&gt;"},
                                    {"\"", "&quot;"},
                                    {"'", "&#39;"}});
}

// Escapes, and makes links of the words that are https addresses.
std::string LinkedHtml(absl::string_view line) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  return absl::StrJoin(
      words, " ", [](std::string* out, absl::string_view word) {
        absl::string_view end;
        while (!word.empty() &&
               absl::StrContains(".,;:!?)", word.substr(word.size() - 1))) {
          end =
              absl::string_view(word.data() + word.size() - 1, end.size() + 1);
          word.remove_suffix(1);
        }
        const std::string safe = EscapeHtml(word);
        if (absl::StartsWith(word, "https://")) {
          absl::StrAppend(out, "<a href=\"", safe, "\">", safe, "</a>");
        } else {
          absl::StrAppend(out, safe);
        }
        absl::StrAppend(out, EscapeHtml(end));
      });
}

void AppendList(const Block& block, absl::string_view tag, std::string& out) {
  absl::StrAppend(&out, "<", tag, ">\n");
  for (const std::string& line : block.lines) {
    const std::size_t mark =
        block.shape == Shape::kNumbers ? NumberMark(line) : 0;
    absl::StrAppend(&out, "<li>", LinkedHtml(line.substr(mark)), "</li>\n");
  }
  absl::StrAppend(&out, "</", tag, ">\n");
}

}  // namespace

std::string PlainText(absl::string_view words) {
  std::string out;
  bool after_heading = false;
  for (const Block& block : Blocks(words)) {
    const bool listed =
        block.shape == Shape::kBullets || block.shape == Shape::kNumbers;
    if (!out.empty() && !(listed && after_heading)) out += '\n';
    for (const std::string& line : block.lines) {
      switch (block.shape) {
        case Shape::kParagraph:
          AppendWrapped(line, "", "", out);
          break;
        case Shape::kBullets:
          AppendWrapped(line, "- ", "  ", out);
          break;
        case Shape::kNumbers:
          AppendWrapped(line, "", "   ", out);
          break;
        case Shape::kQuote:
          AppendWrapped(line, "> ", "> ", out);
          break;
      }
    }
    after_heading = block.shape == Shape::kParagraph &&
                    absl::EndsWith(block.lines.back(), ":");
  }
  return out;
}

std::string HtmlBody(absl::string_view words) {
  std::string out;
  for (const Block& block : Blocks(words)) {
    switch (block.shape) {
      case Shape::kParagraph:
        absl::StrAppend(
            &out, "<p>",
            absl::StrJoin(block.lines, "<br>\n",
                          [](std::string* to, const std::string& line) {
                            absl::StrAppend(to, LinkedHtml(line));
                          }),
            "</p>\n");
        break;
      case Shape::kBullets:
        AppendList(block, "ul", out);
        break;
      case Shape::kNumbers:
        AppendList(block, "ol", out);
        break;
      case Shape::kQuote:
        absl::StrAppend(&out, "<blockquote><p>",
                        EscapeHtml(absl::StrJoin(block.lines, " ")),
                        "</p></blockquote>\n");
        break;
    }
  }
  return out;
}

}  // namespace omzien::notify
