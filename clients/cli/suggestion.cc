#include "clients/cli/suggestion.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {
namespace {

constexpr std::size_t kSuggestionsMax = 3;

// Edits and swaps of neighbours that turn `from` into `to`.
std::size_t Distance(absl::string_view from, absl::string_view to) {
  std::vector<std::vector<std::size_t>> cost(
      from.size() + 1, std::vector<std::size_t>(to.size() + 1));
  for (std::size_t i = 0; i <= from.size(); ++i) {
    for (std::size_t j = 0; j <= to.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t change = from[i - 1] == to[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                             cost[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] &&
          from[i - 2] == to[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[from.size()][to.size()];
}

}  // namespace

std::vector<std::string> Nearest(absl::string_view typed,
                                 const std::vector<std::string>& known) {
  const std::string wanted = absl::AsciiStrToLower(typed);
  const std::size_t far = std::max<std::size_t>(1, (wanted.size() + 2) / 3);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& word : known) {
    const std::string lower = absl::AsciiStrToLower(word);
    const std::size_t distance =
        wanted.size() > 1 && absl::StartsWith(lower, wanted)
            ? 0
            : Distance(wanted, lower);
    if (distance <= far) found.emplace_back(distance, word);
  }
  std::ranges::stable_sort(
      found, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> nearest;
  for (auto& [distance, word] : found) {
    if (distance > found.front().first) break;
    if (nearest.size() < kSuggestionsMax) nearest.push_back(std::move(word));
  }
  return nearest;
}

std::string DidYouMean(absl::string_view typed,
                       const std::vector<std::string>& known,
                       Language language) {
  const std::vector<std::string> nearest = Nearest(typed, known);
  if (nearest.empty()) return "";
  return Text{" Bedoelde u $0?", " Did you mean $0?"}.In(
      language, absl::StrJoin(nearest, Text{" of ", " or "}.In(language)));
}

}  // namespace omzien::cli
