#include "server/api/citizen_number.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

namespace omzien::api {
namespace {

constexpr std::size_t kDigits = 9;

bool PassesElevenTest(absl::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    const int weight = i + 1 == kDigits ? -1 : static_cast<int>(kDigits - i);
    sum += weight * (digits[i] - '0');
  }
  return sum % 11 == 0 &&
         digits.find_first_not_of('0') != absl::string_view::npos;
}

bool IsCitizenNumber(absl::string_view digits) {
  return digits.size() == kDigits && PassesElevenTest(digits);
}

// "+31 612345678" and "0031-612345678".
bool IsCountryCode(absl::string_view group, absl::string_view before) {
  return group == "0031" ||
         (group == "31" && !before.empty() && before.back() == '+');
}

// The groups of digits from `at` on with one separator between each two; `at`
// goes behind them.
std::vector<absl::string_view> GroupsAt(absl::string_view text,
                                        std::size_t& at) {
  std::vector<absl::string_view> groups;
  for (;;) {
    const std::size_t begin = at;
    while (at < text.size() && absl::ascii_isdigit(text[at])) ++at;
    groups.push_back(text.substr(begin, at - begin));
    const bool goes_on =
        at + 1 < text.size() &&
        (text[at] == ' ' || text[at] == '.' || text[at] == '-') &&
        absl::ascii_isdigit(text[at + 1]);
    if (!goes_on) return groups;
    ++at;
  }
}

}  // namespace

bool HoldsCitizenNumber(absl::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!absl::ascii_isdigit(text[at])) {
      ++at;
      continue;
    }
    const absl::string_view before = text.substr(0, at);
    const auto groups = GroupsAt(text, at);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const bool is_phone =
          i > 0 && IsCountryCode(groups[i - 1], i == 1 ? before : "");
      if (!is_phone && IsCitizenNumber(groups[i])) return true;
    }
    const bool grouped = std::ranges::all_of(
        groups, [](absl::string_view group) { return group.size() > 1; });
    if (grouped && IsCitizenNumber(absl::StrJoin(groups, ""))) return true;
  }
  return false;
}

}  // namespace omzien::api
