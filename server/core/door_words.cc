#include "server/core/door_words.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/core/id_source.h"

namespace omzien::core {
namespace {

// Of 512 words: 68 thousand million ways to choose, and one try, at a door.
constexpr std::size_t kWords = 4;

// Digits that are no place in the list are thrown away: a remainder would make
// the first words likelier.
std::size_t DrawPlace(IdSource& ids, std::size_t size) {
  const int digits = static_cast<int>(absl::StrCat(size - 1).size());
  for (;;) {
    std::size_t place = 0;
    if (absl::SimpleAtoi(ids.NewDigits(digits), &place) && place < size) {
      return place;
    }
  }
}

}  // namespace

std::string DrawDoorWords(IdSource& ids,
                          const std::vector<std::string>& words) {
  if (words.size() < kWords) return "";
  std::vector<std::string> drawn;
  while (drawn.size() < kWords) {
    const std::string& word = words[DrawPlace(ids, words.size())];
    if (std::ranges::find(drawn, word) == drawn.end()) drawn.push_back(word);
  }
  return absl::StrJoin(drawn, " ");
}

}  // namespace omzien::core
