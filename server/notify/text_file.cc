#include "server/notify/text_file.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <ios>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "matcher/status_macros.h"
#include "server/notify/one_line.h"

namespace omzien::notify {
namespace {

absl::Status ErrorAt(absl::string_view path, int line,
                     absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ":", line, ": ", message));
}

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const int bytes = CharacterBytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return true;
}

// "[subject]" is "subject"; "" when the line is no heading.
absl::string_view Heading(absl::string_view line) {
  line = absl::StripAsciiWhitespace(line);
  if (line.size() < 3 || line.front() != '[' || line.back() != ']') return "";
  line = line.substr(1, line.size() - 2);
  const bool is_name = std::ranges::all_of(line, [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) || c == '_';
  });
  return is_name ? line : "";
}

// Cuts blank lines off both ends, keeping `line` right.
void Trim(TextPart& part) {
  std::size_t begin = 0;
  for (std::size_t end = 0;
       (end = part.text.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    const absl::string_view first(part.text.data() + begin, end - begin);
    if (!absl::StripAsciiWhitespace(first).empty()) break;
    ++part.line;
  }
  part.text.erase(0, begin);
  absl::StripTrailingAsciiWhitespace(&part.text);
}

}  // namespace

absl::StatusOr<TextFile> ParseTextFile(
    absl::string_view path, absl::string_view content,
    absl::Span<const absl::string_view> names) {
  TextFile file{.path = std::string(path), .parts = {}};
  TextPart* part = nullptr;
  int line_number = 0;
  const std::vector<absl::string_view> lines = absl::StrSplit(content, '\n');
  for (absl::string_view line : lines) {
    ++line_number;
    line = absl::StripSuffix(line, "\r");
    if (!IsUtf8(line)) {
      return ErrorAt(path, line_number, "not UTF-8; save the file as UTF-8");
    }
    if (absl::StartsWith(line, "#")) line = "";
    const absl::string_view name = Heading(line);
    if (!name.empty()) {
      if (std::ranges::find(names, name) == names.end()) {
        return ErrorAt(path, line_number,
                       absl::StrCat("unknown part [", name, "]; known are [",
                                    absl::StrJoin(names, "], ["), "]"));
      }
      const auto [at, added] = file.parts.try_emplace(std::string(name));
      if (!added) {
        return ErrorAt(path, line_number,
                       absl::StrCat("part [", name, "] is here twice"));
      }
      part = &at->second;
      part->line = line_number + 1;
    } else if (part != nullptr) {
      absl::StrAppend(&part->text, line, "\n");
    } else if (!absl::StripAsciiWhitespace(line).empty()) {
      return ErrorAt(path, line_number,
                     "text before the first part; begin with a line like "
                     "[subject], or with # for a note");
    }
  }
  for (const absl::string_view name : names) {
    const auto at = file.parts.find(std::string(name));
    if (at == file.parts.end()) {
      return ErrorAt(path, line_number,
                     absl::StrCat("part [", name, "] is missing"));
    }
    const int heading_line = at->second.line - 1;
    Trim(at->second);
    if (at->second.text.empty()) {
      return ErrorAt(path, heading_line,
                     absl::StrCat("part [", name, "] is empty"));
    }
  }
  return file;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  }
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad()) {
    return absl::NotFoundError(absl::StrCat(path, ": reading failed"));
  }
  return content;
}

absl::StatusOr<TextFile> ReadTextFile(
    const std::string& path, absl::Span<const absl::string_view> names) {
  OMZIEN_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  return ParseTextFile(path, content, names);
}

}  // namespace omzien::notify
