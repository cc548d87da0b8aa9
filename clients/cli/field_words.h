// The table behind problem_words.h.

#pragma once

#include <span>

#include "absl/strings/string_view.h"

namespace omzien::cli {

struct FieldWords {
  absl::string_view said;   // By the server; "*" stands for a value.
  absl::string_view dutch;  // With $0, $1 in the place of the values.
};

// The first row that fits counts.
std::span<const FieldWords> AllFieldWords();

}  // namespace omzien::cli
