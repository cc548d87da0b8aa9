// The name of what a decision was made by: "3f2a90c1d7be-1", the first 12 hex
// digits of the SHA-256 of a municipality's numbers, and the edition of the
// formula (matcher/formula.h).

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "omzien/config/v1/municipality.pb.h"

namespace omzien::core {

// By this program's formula.
std::string PolicyVersionOf(const omzien::config::v1::AskPolicy& numbers);

// The part that tells the numbers.
absl::string_view NumbersOf(absl::string_view policy_version);

// 0 when it does not say.
int FormulaOf(absl::string_view policy_version);

}  // namespace omzien::core
