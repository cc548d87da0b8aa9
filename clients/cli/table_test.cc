#include "clients/cli/table.h"

#include <string>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/style.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

TEST(TableTest, CountsWhatATerminalShows) {
  const struct {
    const char* text;
    int columns;
  } kCases[] = {
      {"", 0},     {"gras", 4}, {"coördinator", 11}, {"e\u0301\u0301n", 2},
      {"日本", 4}, {"🌱", 2},   {"\xff\xfe", 2},     {"caf\xc3", 4},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(ColumnsOf(test.text), test.columns) << test.text;
  }
}

TEST(TableTest, CutsBetweenCharacters) {
  EXPECT_EQ(CutTo("coördinator", 11), "coördinator");
  EXPECT_EQ(CutTo("coördinator", 4), "coö…");
  EXPECT_EQ(CutTo("日本語", 4), "日…");
}

TEST(TableTest, AlignsColumnsAndLeavesNoTrailingSpace) {
  Table table({"naam", "dorp"});
  table.Add({{"Renée"}, {"Posterholt"}});
  table.Add({{"Bo"}, {""}});
  EXPECT_EQ(table.Draw(0, false),
            "naam   dorp\n"
            "Renée  Posterholt\n"
            "Bo\n");
}

TEST(TableTest, FitsTheTerminalByCuttingTheWidestColumn) {
  Table table({"id", "what"});
  table.Add({{"abc"}, {"a long story that does not fit on the line"}});
  for (const absl::string_view line :
       absl::StrSplit(table.Draw(20, false), '\n')) {
    EXPECT_LE(ColumnsOf(line), 20) << line;
  }
}

TEST(TableTest, NeverCutsTheColumnThatPeopleCopyFrom) {
  Table table({"id", "what"}, 0);
  const std::string id = "6t0qc89q9cqpzmj0392y7xxbn3";
  table.Add({{id}, {"a long story that does not fit on the line"}});
  const std::string drawn = table.Draw(40, false);
  EXPECT_NE(drawn.find(id), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("…"), std::string::npos) << drawn;
}

TEST(TableTest, ColoursOnlyWhenAsked) {
  Table table({"staat"});
  table.Add({{"open", Ink::kGood}});
  EXPECT_EQ(table.Draw(0, false), "staat\nopen\n");
  EXPECT_NE(table.Draw(0, true).find("\x1b[32mopen\x1b[0m"), std::string::npos);
}

}  // namespace
}  // namespace omzien::cli
