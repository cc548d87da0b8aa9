// What a server says of a field that is wrong, in the reader's language. A
// server speaks English; it says the same few things of all fields, and those
// have words here.

#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace omzien::cli {

// The Dutch for what a server said of a field; nothing when these are words of
// a newer server that we do not know.
std::optional<std::string> DutchForProblem(absl::string_view description);

}  // namespace omzien::cli
