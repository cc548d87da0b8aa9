// How often the real server said something.

#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "tests/scenarios/binary_world.h"

namespace omzien::surroundings {

// Lines of its log that hold these words.
inline int TimesLogged(const scenarios::Binary& world,
                       absl::string_view words) {
  const std::string log = world.Log();
  const std::vector<absl::string_view> lines = absl::StrSplit(log, '\n');
  return static_cast<int>(
      std::ranges::count_if(lines, [words](absl::string_view line) {
        return absl::StrContains(line, words);
      }));
}

}  // namespace omzien::surroundings
