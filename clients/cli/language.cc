#include "clients/cli/language.h"

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace omzien::cli {

Language LanguageOf(absl::string_view tag) {
  return absl::StartsWithIgnoreCase(tag, "en") ? Language::kEnglish
                                               : Language::kDutch;
}

}  // namespace omzien::cli
