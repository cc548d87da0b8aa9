#include "server/notify/template.h"

#include <algorithm>
#include <cstddef>
#include <kainjow/mustache.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"

namespace omzien::notify {
namespace {

namespace mustache = kainjow::mustache;

// One {{...}}.
struct Tag {
  char sigil = ' ';  // '#', '^', '/', '{' or ' ' for a plain name.
  std::string name;
  int line = 0;
};

absl::Status ErrorAt(const TextPlace& place, int line,
                     absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat(place.path, ":", line, ": ", message));
}

// A letter has none; and one of them is ours, kBlank.
absl::Status CheckCharacters(const std::string& text, const TextPlace& place) {
  const auto wrong = std::ranges::find_if(text, [](char character) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(character)) &&
           !absl::StrContains("\t\r\n", character);
  });
  if (wrong == text.end()) return absl::OkStatus();
  const auto lines = std::count(text.begin(), wrong, '\n');
  return ErrorAt(place, place.line + static_cast<int>(lines),
                 "there is a control character; take it out");
}

absl::StatusOr<std::vector<Tag>> FindTags(const std::string& text,
                                          const TextPlace& place) {
  std::vector<Tag> tags;
  std::size_t at = 0;
  std::size_t counted = 0;
  int line = place.line;
  while ((at = text.find("{{", at)) != std::string::npos) {
    line += static_cast<int>(
        std::count(text.data() + counted, text.data() + at, '\n'));
    counted = at;
    const bool raw =
        absl::StartsWith(absl::string_view(text).substr(at), "{{{");
    const std::string closing = raw ? "}}}" : "}}";
    const std::size_t begin = at + closing.size();
    const std::size_t end = text.find(closing, begin);
    if (end == std::string::npos) {
      return ErrorAt(place, line, "{{ is not closed with }}");
    }
    absl::string_view name = absl::StripAsciiWhitespace(
        absl::string_view(text).substr(begin, end - begin));
    Tag tag{.sigil = raw ? '{' : ' ', .name = "", .line = line};
    if (!raw && !name.empty() && absl::StrContains("#^/", name.substr(0, 1))) {
      tag.sigil = name.front();
      name = absl::StripAsciiWhitespace(name.substr(1));
    }
    tag.name = std::string(name);
    tags.push_back(std::move(tag));
    at = end + closing.size();
  }
  return tags;
}

bool IsKnown(const Tag& tag, const std::vector<Tag>& open,
             const Vocabulary& vocabulary) {
  const bool opens = tag.sigil == '#' || tag.sigil == '^';
  if (tag.sigil == '{') return vocabulary.raw_texts.contains(tag.name);
  if (vocabulary.texts.contains(tag.name)) return true;
  if (opens && vocabulary.flags.contains(tag.name)) return true;
  if (opens && vocabulary.lists.contains(tag.name)) return true;
  return std::ranges::any_of(open, [&](const Tag& outer) {
    const auto list = vocabulary.lists.find(outer.name);
    return outer.sigil == '#' && list != vocabulary.lists.end() &&
           list->second.contains(tag.name);
  });
}

// Everything a writer of texts could use here, to put into an error.
std::string KnownNames(const Vocabulary& vocabulary) {
  std::set<std::string> names = vocabulary.texts;
  names.insert(vocabulary.flags.begin(), vocabulary.flags.end());
  names.insert(vocabulary.raw_texts.begin(), vocabulary.raw_texts.end());
  for (const auto& [list, within] : vocabulary.lists) {
    names.insert(
        absl::StrCat(list, " (with ", absl::StrJoin(within, ", "), ")"));
  }
  return absl::StrJoin(names, ", ");
}

absl::Status CheckTags(const std::vector<Tag>& tags, const TextPlace& place,
                       const Vocabulary& vocabulary) {
  std::vector<Tag> open;
  for (const Tag& tag : tags) {
    if (tag.sigil == '/') {
      if (open.empty() || open.back().name != tag.name) {
        return ErrorAt(
            place, tag.line,
            absl::StrCat(
                "{{/", tag.name, "}} closes ",
                open.empty()
                    ? "nothing"
                    : absl::StrCat("{{", std::string(1, open.back().sigil),
                                   open.back().name, "}} of line ",
                                   open.back().line)));
      }
      open.pop_back();
      continue;
    }
    if (!IsKnown(tag, open, vocabulary)) {
      return ErrorAt(
          place, tag.line,
          absl::StrCat("nothing is called {{", tag.name,
                       "}} here; known are: ", KnownNames(vocabulary)));
    }
    if (tag.sigil == '#' || tag.sigil == '^') open.push_back(tag);
  }
  if (open.empty()) return absl::OkStatus();
  return ErrorAt(
      place, open.back().line,
      absl::StrCat("{{", std::string(1, open.back().sigil), open.back().name,
                   "}} is not closed with {{/", open.back().name, "}}"));
}

// Stands on lines that are meant to be blank. The library drops a blank line
// beside a section's tag, and leaves one where a section is not there; with all
// tags within lines, and no line blank, it does neither.
constexpr char kBlank[] = "\x01";

// True for "{{#pets}}" alone on a line.
bool IsSectionTag(absl::string_view line) {
  return line.size() > 4 && absl::StartsWith(line, "{{") &&
         absl::StrContains("#^/", line.substr(2, 1)) &&
         line.find("}}") == line.size() - 2;
}

std::string JoinTagsToLines(absl::string_view text) {
  std::string joined;
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const absl::string_view trimmed = absl::StripAsciiWhitespace(lines[i]);
    if (IsSectionTag(trimmed)) {
      absl::StrAppend(&joined, trimmed);
      continue;
    }
    absl::StrAppend(&joined, trimmed.empty() ? kBlank : lines[i],
                    i + 1 < lines.size() ? "\n" : "");
  }
  return joined;
}

}  // namespace

absl::StatusOr<Template> Template::Parse(const std::string& text,
                                         const TextPlace& place,
                                         const Vocabulary& vocabulary) {
  OMZIEN_RETURN_IF_ERROR(CheckCharacters(text, place));
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<Tag> tags, FindTags(text, place));
  OMZIEN_RETURN_IF_ERROR(CheckTags(tags, place, vocabulary));
  const mustache::mustache parsed(text);
  if (!parsed.is_valid()) {
    return ErrorAt(place, place.line, parsed.error_message());
  }
  return Template(JoinTagsToLines(text));
}

std::string Template::Render(const Values& values, Escape escape) const {
  mustache::data data;
  for (const auto& [name, text] : values.texts) {
    if (!text.empty()) data.set(name, text);
  }
  for (const std::string& name : values.flags) data.set(name, true);
  for (const auto& [name, entries] : values.lists) {
    mustache::data list{mustache::data::type::list};
    for (const auto& entry : entries) {
      mustache::data item;
      for (const auto& [key, text] : entry) item.set(key, text);
      list.push_back(item);
    }
    data.set(name, list);
  }
  // Parsed anew each time: the library's render() changes its object, and a
  // Template is shared between threads.
  mustache::mustache parsed(text_);
  if (escape == Escape::kNone) {
    parsed.set_custom_escape([](const std::string& text) { return text; });
  }
  return absl::StrReplaceAll(parsed.render(data), {{kBlank, ""}});
}

}  // namespace omzien::notify
