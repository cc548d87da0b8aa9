#include "clients/cli/problem_words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "clients/cli/field_words.h"

namespace omzien::cli {
namespace {

// What stands where `pattern` has a "*"; nothing when `said` is something else.
std::optional<std::vector<std::string>> Fill(absl::string_view pattern,
                                             absl::string_view said) {
  const std::vector<absl::string_view> parts = absl::StrSplit(pattern, '*');
  if (!absl::ConsumePrefix(&said, parts.front())) return std::nullopt;
  std::vector<std::string> filled;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const std::size_t at =
        last && parts[i].empty() ? said.size() : said.find(parts[i]);
    if (at == absl::string_view::npos) return std::nullopt;
    filled.emplace_back(said.substr(0, at));
    said.remove_prefix(at + parts[i].size());
  }
  if (!said.empty()) return std::nullopt;
  return filled;
}

}  // namespace

std::optional<std::string> DutchForProblem(absl::string_view description) {
  for (const FieldWords& row : AllFieldWords()) {
    const auto filled = Fill(row.said, description);
    if (!filled.has_value()) continue;
    std::string dutch(row.dutch);
    for (std::size_t i = 0; i < filled->size(); ++i) {
      // Choices, which the server parts by an English word.
      const std::string value = absl::StrReplaceAll(
          (*filled)[i], {{"; or ", "; of "}, {" or ", " of "}});
      dutch = absl::StrReplaceAll(dutch, {{absl::StrCat("$", i), value}});
    }
    return dutch;
  }
  return std::nullopt;
}

}  // namespace omzien::cli
