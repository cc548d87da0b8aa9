#include "server/runtime/log.h"

#include <cstddef>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

using ::testing::EndsWith;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

TEST(LogTest, ALineHasTimeLevelMessageAndFields) {
  std::ostringstream out;
  Log log(out, {});
  log.Info("listening", {{"port", "7400"}, {"host", "127.0.0.1"}});
  EXPECT_THAT(out.str(),
              MatchesRegex("time=20[0-9-]+T[0-9:]+\\.[0-9]{3}Z level=info "
                           "message=listening port=7400 host=127.0.0.1\n"));
}

TEST(LogTest, QuotesWhatIsNotOneWordSoThatAnEventStaysOneLine) {
  struct Case {
    absl::string_view value;
    absl::string_view written;
  };
  constexpr Case kCases[] = {
      {"", "k=\"\""},
      {"two words", "k=\"two words\""},
      {"a=b", "k=\"a=b\""},
      {"say \"no\"", R"(k="say \"no\"")"},
      {"first\nlevel=error", R"(k="first\nlevel=error")"},
      {"Odiliënberg", "k=\"Odiliënberg\""},
      {"{}", "k={}"},  // No format string.
  };
  for (const Case& c : kCases) {
    std::ostringstream out;
    Log log(out, {});
    log.Info("m", {{"k", std::string(c.value)}});
    EXPECT_THAT(out.str(), EndsWith(absl::StrCat(" ", c.written, "\n")));
  }
}

TEST(LogTest, DropsWhatIsBelowTheLevel) {
  struct Case {
    absl::string_view name;
    std::size_t lines;
  };
  constexpr Case kCases[] = {{"info", 3}, {"warning", 2}, {"error", 1}};
  for (const Case& c : kCases) {
    std::ostringstream out;
    Log log(out, {.level = LogLevelFromName(c.name)});
    log.Info("one");
    log.Warning("two");
    log.Error("three");
    const std::vector<std::string> lines =
        absl::StrSplit(out.str(), '\n', absl::SkipEmpty());
    EXPECT_EQ(lines.size(), c.lines) << c.name;
  }
}

TEST(LogTest, TellsJournaldTheLevel) {
  std::ostringstream out;
  Log log(out, {.journald = true});
  log.Info("one");
  log.Warning("two");
  log.Error("three");
  const std::vector<std::string> lines = absl::StrSplit(out.str(), '\n');
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_THAT(lines[0], StartsWith("<6>time="));
  EXPECT_THAT(lines[1], StartsWith("<4>time="));
  EXPECT_THAT(lines[2], StartsWith("<3>time="));
}

TEST(LogTest, LinesOfManyThreadsDoNotMix) {
  constexpr int kThreads = 4;
  constexpr int kLines = 200;
  std::ostringstream out;
  Log log(out, {});
  std::vector<std::thread> writers;
  writers.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    writers.emplace_back([&log] {
      for (int line = 0; line < kLines; ++line) log.Info("same");
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::vector<std::string> lines =
      absl::StrSplit(out.str(), '\n', absl::SkipEmpty());
  EXPECT_EQ(lines.size(), static_cast<std::size_t>(kThreads * kLines));
  for (const std::string& line : lines) {
    ASSERT_THAT(line, MatchesRegex("time=[^ ]+ level=info message=same"));
  }
}

}  // namespace
}  // namespace omzien::runtime
