// One of a few words, checked with a suggestion for a typing error.

#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/suggestion.h"
#include "clients/cli/words.h"

namespace omzien::cli {

// A UsageError that says what `option` may be.
inline absl::Status NotOneOf(const std::string& option,
                             const std::string& typed,
                             const std::vector<std::string>& choices,
                             Language language) {
  return UsageError(Text{"$0 kan niet \"$1\" zijn, wel: $2.$3",
                         "$0 cannot be \"$1\", only: $2.$3"}
                        .In(language, option, typed,
                            absl::StrJoin(choices, ", "),
                            DidYouMean(typed, choices, language)));
}

// OK when `typed` is one of `choices`; else a UsageError.
inline absl::Status OneOf(const std::string& option, const std::string& typed,
                          const std::vector<std::string>& choices,
                          Language language) {
  if (std::ranges::find(choices, typed) != choices.end()) {
    return absl::OkStatus();
  }
  return NotOneOf(option, typed, choices, language);
}

// The value of an enumeration that `typed` names (see words.h); else a
// UsageError.
template <typename Enum>
absl::StatusOr<Enum> Chosen(const std::string& option, const std::string& typed,
                            Language language) {
  if (const std::optional<Enum> value = Parse<Enum>(typed)) return *value;
  return NotOneOf(option, typed, Names<Enum>(), language);
}

}  // namespace omzien::cli
