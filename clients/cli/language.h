// The language in which the client speaks: Dutch first, English beside it.
// Every text that a person reads stands in the code as a pair.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/substitute.h"

namespace omzien::cli {

enum class Language { kDutch, kEnglish };

// One text in both languages. Values are literals: cheap to copy.
struct Text {
  absl::string_view dutch;
  absl::string_view english;

  std::string In(Language language) const {
    return std::string(language == Language::kDutch ? dutch : english);
  }

  // Fills $0, $1, ... as absl::Substitute does.
  template <typename... Arguments>
  std::string In(Language language, const Arguments&... arguments) const {
    return absl::Substitute(language == Language::kDutch ? dutch : english,
                            arguments...);
  }
};

// The language of "nl", "en", "nl_NL.UTF-8" or "en-GB"; Dutch for anything
// else, because the people served read Dutch.
Language LanguageOf(absl::string_view tag);

}  // namespace omzien::cli
