// A file of texts, as in config/texts/nl: parts that each begin with their name
// in square brackets on a line of its own.
//
//   # A line that begins with # is a note to the reader and is never sent.
//   [subject]
//   Er komt iemand
//   [text]
//   Goed nieuws: er komt iemand.

#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace omzien::notify {

// One part of a file.
struct TextPart {
  std::string text;  // Without blank lines around it; notes are blank lines.
  int line = 0;      // Where `text` begins in the file, from 1.
};

// A value; thread-safe when const.
struct TextFile {
  std::string path;
  std::map<std::string, TextPart> parts;
};

// Reads `content` of the file `path` (only named in errors). Every part of
// `names` must be there, not empty, and no other. INVALID_ARGUMENT names file
// and line.
absl::StatusOr<TextFile> ParseTextFile(
    absl::string_view path, absl::string_view content,
    absl::Span<const absl::string_view> names);

// The same from the disk. NOT_FOUND names the file that is missing.
absl::StatusOr<TextFile> ReadTextFile(
    const std::string& path, absl::Span<const absl::string_view> names);

// A whole file as it is. NOT_FOUND names it.
absl::StatusOr<std::string> ReadFile(const std::string& path);

}  // namespace omzien::notify
