// Colour for a terminal, and nothing at all elsewhere.

#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace omzien::cli {

enum class Ink { kPlain, kStrong, kFaint, kGood, kCareful, kBad };

// `text` in the given ink, or as it is when `coloured` is false. The codes are
// those of ECMA-48, "select graphic rendition".
inline std::string Inked(absl::string_view text, Ink ink, bool coloured) {
  if (!coloured || text.empty()) return std::string(text);
  absl::string_view code;
  switch (ink) {
    case Ink::kPlain:
      return std::string(text);
    case Ink::kStrong:
      code = "1";
      break;
    case Ink::kFaint:
      code = "2";
      break;
    case Ink::kGood:
      code = "32";
      break;
    case Ink::kCareful:
      code = "33";
      break;
    case Ink::kBad:
      code = "31";
      break;
  }
  return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

}  // namespace omzien::cli
