#include "server/runtime/door_words_file.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

// Nine bits a word: four cannot be guessed at a door.
constexpr std::size_t kWordsMin = 512;
constexpr std::size_t kWordsMax = 10'000;
constexpr std::size_t kLettersMin = 4;
constexpr std::size_t kLettersMax = 8;

bool IsWord(absl::string_view line) {
  return line.size() >= kLettersMin && line.size() <= kLettersMax &&
         std::ranges::all_of(
             line, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

}  // namespace

std::vector<std::string> ReadDoorWords(const std::string& path, FileText text,
                                       Problems& problems) {
  const absl::StatusOr<std::string> content = text(path);
  if (!content.ok()) {
    problems.Add({path, 0, 0, std::string(content.status().message())});
    return {};
  }
  std::vector<std::string> words;
  std::map<absl::string_view, int> seen;  // On which line.
  int number = 0;
  for (absl::string_view line : absl::StrSplit(*content, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    if (!IsWord(line)) {
      problems.Add({path, number, 1,
                    absl::StrCat("must be one word of ", kLettersMin, " to ",
                                 kLettersMax, " letters from a to z")});
    } else if (const auto [first, is_new] = seen.emplace(line, number);
               !is_new) {
      problems.Add({path, number, 1,
                    absl::StrCat("stands on line ", first->second,
                                 " already; leave one out")});
    } else {
      words.emplace_back(line);
    }
  }
  if (words.size() < kWordsMin || words.size() > kWordsMax) {
    problems.Add({path, 0, 0,
                  absl::StrCat("holds ", words.size(), " words; give ",
                               kWordsMin, " to ", kWordsMax)});
  }
  return words;
}

}  // namespace omzien::runtime
