// Shell completion: a short script for each shell that asks `omzien completion
// words` what may come next.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {

// The shells there is a script for.
std::vector<std::string> Shells();

// The script for "bash", "zsh" or "fish"; a UsageError for another.
absl::StatusOr<std::string> CompletionScript(const std::string& shell,
                                             Language language);

}  // namespace omzien::cli
