#include "server/places/village_name.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace omzien::places {
namespace {

// The base letters of U+00C0 to U+00FF; '.' for those without one.
constexpr absl::string_view kLatin1Base =
    "aaaaaa.ceeeeiiii.nooooo.ouuuuy.."
    "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
constexpr char kLatin1Lead = '\xc3';

}  // namespace

std::string FoldName(absl::string_view name) {
  std::string folded;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '(') {
      break;
    }
    if (c == kLatin1Lead && i + 1 < name.size()) {
      const size_t at = static_cast<unsigned char>(name[i + 1]) & 0x3fU;
      if (kLatin1Base[at] != '.') {
        folded.push_back(kLatin1Base[at]);
        ++i;
        continue;
      }
    }
    if (absl::ascii_isalnum(c)) {
      folded.push_back(absl::ascii_tolower(c));
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      folded.push_back(c);
    } else if (c != '\'') {
      folded.push_back(' ');
    }
  }
  std::vector<absl::string_view> words =
      absl::StrSplit(folded, ' ', absl::SkipEmpty());
  for (absl::string_view& word : words) {
    if (word == "st") {
      word = "sint";
    }
  }
  return absl::StrJoin(words, " ");
}

int EditDistance(absl::string_view a, absl::string_view b, int max) {
  const auto length_a = static_cast<int>(a.size());
  const auto length_b = static_cast<int>(b.size());
  if (std::abs(length_a - length_b) > max) {
    return max + 1;
  }
  // Optimal string alignment; rows i - 2, i - 1 and i of the table.
  std::vector<int> before_last(b.size() + 1);
  std::vector<int> last(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) {
    row[j] = static_cast<int>(j);
  }
  for (size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return std::min(row[b.size()], max + 1);
}

}  // namespace omzien::places
