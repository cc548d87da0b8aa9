// "Did you mean ...": the nearest of a few known words to one mistyped.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {

// The words of `known` nearest to `typed`, at most three: those that begin with
// it, else those the fewest single-letter edits and swaps away (the optimal
// string alignment distance), and no more than a third of its length. Letters
// count without case. Ties keep the order of `known`.
std::vector<std::string> Nearest(absl::string_view typed,
                                 const std::vector<std::string>& known);

// " Bedoelde u a of b?", or nothing when nothing is near.
std::string DidYouMean(absl::string_view typed,
                       const std::vector<std::string>& known,
                       Language language);

}  // namespace omzien::cli
