#include "clients/cli/skill_search.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "clients/cli/names.h"
#include "clients/cli/suggestion.h"
#include "omzien/v1/skill.pb.h"

namespace omzien::cli {
namespace {

// All words for one skill, in lower case.
std::vector<std::string> WordsFor(const v1::Skill& skill) {
  std::vector<std::string> words = {IdOf(skill.name())};
  for (const auto& [language, name] : skill.display_names()) {
    words.push_back(absl::AsciiStrToLower(name));
  }
  for (const std::string& synonym : skill.synonyms()) {
    words.push_back(absl::AsciiStrToLower(synonym));
  }
  return words;
}

std::vector<v1::Skill> Matching(
    const std::vector<v1::Skill>& skills,
    const std::function<bool(const std::string&)>& fits) {
  std::vector<v1::Skill> found;
  for (const v1::Skill& skill : skills) {
    const std::vector<std::string> words = WordsFor(skill);
    if (std::ranges::any_of(words, fits)) found.push_back(skill);
  }
  return found;
}

}  // namespace

std::string DisplayName(const v1::Skill& skill, Language language) {
  for (const char* tag : {language == Language::kDutch ? "nl" : "en", "nl"}) {
    const auto name = skill.display_names().find(tag);
    if (name != skill.display_names().end()) return name->second;
  }
  return IdOf(skill.name());
}

std::vector<v1::Skill> SearchSkills(const std::vector<v1::Skill>& skills,
                                    absl::string_view word) {
  const std::string wanted = absl::AsciiStrToLower(word);
  return Matching(skills, [&wanted](const std::string& known) {
    return absl::StrContains(known, wanted);
  });
}

absl::StatusOr<std::string> PickSkill(const std::vector<v1::Skill>& skills,
                                      absl::string_view typed,
                                      Language language) {
  const std::string wanted = absl::AsciiStrToLower(IdOf(typed));
  std::vector<v1::Skill> found = Matching(
      skills, [&wanted](const std::string& known) { return known == wanted; });
  if (found.empty() && !wanted.empty()) found = SearchSkills(skills, wanted);
  if (found.size() == 1) return found.front().name();
  if (found.empty()) {
    std::vector<std::string> known;
    for (const v1::Skill& skill : skills) {
      for (const std::string& word : WordsFor(skill)) known.push_back(word);
    }
    return absl::NotFoundError(
        Text{"De vaardigheid \"$0\" ken ik niet.$1 Zoek met: omzien skills "
             "WOORD",
             "I do not know the skill \"$0\".$1 Search with: omzien skills "
             "WORD"}
            .In(language, typed, DidYouMean(wanted, known, language)));
  }
  const std::string names = absl::StrJoin(
      found, ", ", [language](std::string* out, const v1::Skill& skill) {
        absl::StrAppend(out, IdOf(skill.name()), " (",
                        DisplayName(skill, language), ")");
      });
  return absl::InvalidArgumentError(
      Text{"\"$0\" kan meer betekenen: $1. Kies er een.",
           "\"$0\" can mean more than one: $1. Choose one."}
          .In(language, typed, names));
}

}  // namespace omzien::cli
