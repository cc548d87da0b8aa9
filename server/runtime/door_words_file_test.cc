// Goal: what is no list of words for the door does not start; the one that we
// ship is one, and no two of its words can be taken for each other.

#include "server/runtime/door_words_file.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// "aaaa", "aaab", ...
std::string Lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    std::string word = "aaaa";
    for (int rest = i, at = 3; rest > 0; rest /= 26, --at) {
      word[static_cast<std::size_t>(at)] = static_cast<char>('a' + rest % 26);
    }
    absl::StrAppend(&lines, word, "\n");
  }
  return lines;
}

struct Read {
  std::vector<std::string> words;
  std::string problems;
};

Read ReadText(const absl::StatusOr<std::string>& text) {
  Problems problems;
  Read read;
  read.words = ReadDoorWords(
      "words.txt", [&](const std::string&) { return text; }, problems);
  read.problems = std::string(problems.ToStatus().message());
  return read;
}

TEST(DoorWordsFileTest, GivesTheWordsWithoutTheNotes) {
  const Read read = ReadText("# A note\n\n" + Lines(511) + "  zwaan \r\n");
  EXPECT_EQ(read.problems, "");
  ASSERT_THAT(read.words, SizeIs(512));
  EXPECT_EQ(read.words.front(), "aaaa");
  EXPECT_EQ(read.words.back(), "zwaan");
}

TEST(DoorWordsFileTest, NamesEachLineThatIsNone) {
  for (const char* line : {"uil", "regenbogen", "Zwaan", "caf\u00e9s",
                           "twee woorden", "brug1", "aan-uit"}) {
    const Read read = ReadText(absl::StrCat(Lines(512), line, "\n"));
    EXPECT_THAT(read.problems, HasSubstr("words.txt:513:1: must be one word"))
        << line;
  }
  EXPECT_THAT(ReadText(Lines(512) + "aaac\n").problems,
              HasSubstr("words.txt:513:1: stands on line 3 already"));
  EXPECT_THAT(ReadText(Lines(511)).problems,
              HasSubstr("words.txt: holds 511 words"));
  EXPECT_THAT(ReadText("").problems, HasSubstr("holds 0 words"));
  EXPECT_THAT(ReadText(absl::NotFoundError("cannot be read")).problems,
              HasSubstr("words.txt: cannot be read"));
}

// As one hears it: spellings of one sound are made the same.
std::string Sound(const std::string& word) {
  std::string sound = absl::StrReplaceAll(word, {{"sch", "sx"},
                                                 {"ch", "x"},
                                                 {"g", "x"},
                                                 {"ij", "ei"},
                                                 {"ou", "au"},
                                                 {"th", "t"},
                                                 {"c", "k"},
                                                 {"z", "s"},
                                                 {"v", "f"},
                                                 {"y", "i"}});
  if (sound.back() == 'd') sound.back() = 't';
  if (sound.back() == 'b') sound.back() = 'p';
  const auto same = std::ranges::unique(sound);
  sound.erase(same.begin(), same.end());
  return sound;
}

// Whether one changed, added or left out sound makes one of the other.
bool AreNear(const std::string& one, const std::string& other) {
  const std::string& shorter = one.size() < other.size() ? one : other;
  const std::string& longer = one.size() < other.size() ? other : one;
  if (longer.size() - shorter.size() > 1) return false;
  const auto [at, in_longer] = std::ranges::mismatch(shorter, longer);
  const std::string tail(in_longer, longer.end());
  const std::string rest(at, shorter.end());
  if (tail.empty()) return true;
  return shorter.size() == longer.size() ? tail.substr(1) == rest.substr(1)
                                         : tail.substr(1) == rest;
}

TEST(DoorWordsFileTest, NoTwoOfOursSoundAlike) {
  Problems problems;
  const auto words =
      ReadDoorWords(OMZIEN_CONFIG_DIR "/door_words.txt", TextOfFile, problems);
  ASSERT_TRUE(problems.empty()) << problems.ToStatus();
  EXPECT_TRUE(std::ranges::is_sorted(words));
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      EXPECT_FALSE(AreNear(Sound(words[i]), Sound(words[j])))
          << words[i] << " " << words[j];
      EXPECT_FALSE(absl::StartsWith(words[j], words[i]))
          << words[i] << " " << words[j];
    }
  }
}

}  // namespace
}  // namespace omzien::runtime
