// Texts that a notation of the protos must not take.

#pragma once

#include <string>
#include <vector>

#include "omzien/v1/options.pb.h"

namespace omzien::input {

// Wrong whatever else the rules say; none for a field that takes any text.
std::vector<std::string> WrongTexts(const v1::FieldRules& rules);

}  // namespace omzien::input
