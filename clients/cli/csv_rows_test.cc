#include "clients/cli/csv_rows.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

using ::testing::ElementsAre;

const std::vector<CsvColumn> kColumns = {{"name", true}, {"phone"}};

absl::StatusOr<CsvRows> Read(absl::string_view text) {
  return ReadCsv(text, kColumns, Language::kEnglish);
}

TEST(CsvRowsTest, ReadsColumnsInAnyOrderAndKnowsItsLines) {
  const absl::StatusOr<CsvRows> read = Read(
      "\xef\xbb\xbfphone;Name\r\n"
      "06;  Renée \r\n"
      "\r\n"
      ";\"van; \"\"den\"\"\nBerg\"\n"
      "07;Bo");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->rows.size(), 3U);
  EXPECT_EQ(read->rows[0].line, 2);
  EXPECT_THAT(read->rows[0].cells, ElementsAre("Renée", "06"));
  EXPECT_EQ(read->rows[1].line, 4);
  EXPECT_THAT(read->rows[1].cells, ElementsAre("van; \"den\"\nBerg", ""));
  EXPECT_EQ(read->rows[2].line, 6);
  EXPECT_THAT(read->rows[2].cells, ElementsAre("Bo", "07"));
}

TEST(CsvRowsTest, AnOptionalColumnMayBeAbsentAndCommasWillDo) {
  const absl::StatusOr<CsvRows> read = Read("name\nBo\n");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(read->rows[0].cells, ElementsAre("Bo", ""));
  const absl::StatusOr<CsvRows> commas = Read("name,phone\nBo,06\n");
  ASSERT_TRUE(commas.ok()) << commas.status();
  EXPECT_THAT(commas->rows[0].cells, ElementsAre("Bo", "06"));
}

// As of old on a Mac, and mixed.
TEST(CsvRowsTest, ALoneCarriageReturnEndsALine) {
  const absl::StatusOr<CsvRows> read =
      Read("name;phone\rBo;06\rAn;07\r\nEl;08\n");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->rows.size(), 3U);
  EXPECT_EQ(read->rows[0].line, 2);
  EXPECT_EQ(read->rows[1].line, 3);
  EXPECT_EQ(read->rows[2].line, 4);
}

// Blank lines count as lines, and what libcsv takes for text is a row.
TEST(CsvRowsTest, ALineOfFormFeedsIsARowOnItsOwnLine) {
  const absl::StatusOr<CsvRows> read = Read("name;phone\n \t\n\f\f\nBo;06\n");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].line, 3);
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->rows[0].line, 4);
}

TEST(CsvRowsTest, ReportsARowOfAnotherLengthAndReadsOn) {
  const absl::StatusOr<CsvRows> read = Read("name;phone\nBo;06;x\nAn;07\n");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].line, 2);
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->rows[0].line, 3);
}

TEST(CsvRowsTest, RefusesAFileThatCannotBeReadAndSaysWhy) {
  const struct {
    absl::string_view text;
    absl::string_view says;
  } kCases[] = {
      {"", "empty"},
      {"name;fone\nBo;06\n", "Did you mean phone?"},
      {"phone\n06\n", "missing: name"},
      {"name;name\na;b\n", "twice"},
      {"name;phone\nBo;06\nA\"n;07\n", "Line 3"},
      {"name;phone\nBo;06\n\"An;07\n", "Line 3"},
      {"name\nRen\xe9"
       "e\n",
       "UTF-8"},
  };
  for (const auto& test : kCases) {
    const absl::Status status = Read(test.text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << test.text;
    EXPECT_TRUE(absl::StrContains(status.message(), test.says)) << status;
  }
}

}  // namespace
}  // namespace omzien::cli
