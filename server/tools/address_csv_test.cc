// Goal: each way the BAG's CSV can be written is read, wrong rows are told by
// line and reason, and a wrong file is refused at once.

#include "server/tools/address_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/places/known_address.h"

namespace omzien::tools {
namespace {

constexpr absl::string_view kHeader =
    "straat;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;"
    "gemeente;provincie;lat;lon\n";

struct Read {
  absl::Status status;
  std::vector<std::string> rows;  // "2: Proefweg 1A-bis 6075AB Zonnedorp".
};

// Feeds `text` in pieces of `piece_bytes`.
Read ReadAll(absl::string_view text, size_t piece_bytes = 1 << 20) {
  Read read;
  AddressCsv csv(
      [&](int64_t line, const absl::StatusOr<places::KnownAddress>& row) {
        if (row.ok()) {
          read.rows.push_back(absl::StrCat(
              line, ": ", row->street, " ", row->house_number, row->letter,
              row->addition.empty() ? "" : "-", row->addition, " ",
              row->postcode.ToString(), " ", row->village));
        } else {
          read.rows.push_back(absl::StrCat(line, "! ", row.status().message()));
        }
        return absl::OkStatus();
      });
  while (!text.empty() && read.status.ok()) {
    read.status = csv.Feed(text.substr(0, piece_bytes));
    text.remove_prefix(std::min(piece_bytes, text.size()));
  }
  if (read.status.ok()) {
    read.status = csv.End();
  }
  return read;
}

TEST(AddressCsvTest, ReadsEachNotationInPiecesOfAnySize) {
  const struct {
    absl::string_view goal;
    std::string text;
  } kCases[] = {
      {"plain", absl::StrCat(kHeader,
                             "Proefweg;1;A;bis;6075AB;Zonnedorp;X;Y;51.1;6.1\n"
                             "Proefweg;2;;;6075AB;Zonnedorp;X;Y;51.1;6.1\n")},
      {"no newline at the end",
       absl::StrCat(kHeader,
                    "Proefweg;1;A;bis;6075AB;Zonnedorp;X;Y;51.1;6.1\n"
                    "Proefweg;2;;;6075AB;Zonnedorp;X;Y;51.1;6.1")},
      {"quotes",
       absl::StrCat(
           kHeader,
           "\"Proefweg\";\"1\";\"A\";bis;\"6075AB\";Zonnedorp;X;Y;51.1;6.1\n"
           "Proefweg;2;\"\";;6075AB;Zonnedorp;\"X;Y\";Y;51.1;6.1\n")},
      {"byte order mark, CRLF, spaces, another order",
       "\xef\xbb\xbfpostcode;lon;lat;woonplaats;straat;huisnummer;huisletter;"
       "huisnummertoevoeging\r\n"
       "6075 AB;6.1;51.1;Zonnedorp;Proefweg; 1 ;A;bis\r\n"
       "6075ab;6.1;51.1; Zonnedorp;Proefweg;2;;\r\n"},
  };
  for (const auto& c : kCases) {
    for (const size_t piece_bytes : {size_t{1}, size_t{7}, size_t{1} << 20}) {
      SCOPED_TRACE(absl::StrCat(c.goal, ", ", piece_bytes));
      const Read read = ReadAll(c.text, piece_bytes);
      EXPECT_TRUE(read.status.ok()) << read.status;
      EXPECT_THAT(read.rows,
                  ::testing::ElementsAre("2: Proefweg 1A-bis 6075AB Zonnedorp",
                                         "3: Proefweg 2 6075AB Zonnedorp"));
    }
  }
}

TEST(AddressCsvTest, WrongRowsAreToldByLine) {
  const struct {
    absl::string_view row;
    absl::string_view why;
  } kCases[] = {
      {"Proefweg;1;;;6075AB", "5 columns"},
      {"Proefweg;1;;;;Zonnedorp;X;Y;51.1;6.1", "\"\" is no postcode"},
      {"Proefweg;1;;;0075AB;Zonnedorp;X;Y;51.1;6.1", "postcode"},
      {"Proefweg;0;;;6075AB;Zonnedorp;X;Y;51.1;6.1", "house number"},
      {"Proefweg;x;;;6075AB;Zonnedorp;X;Y;51.1;6.1", "house number"},
      {"Proefweg;1;AB;;6075AB;Zonnedorp;X;Y;51.1;6.1", "too long"},
      {"Proefweg;1;;toolong;6075AB;Zonnedorp;X;Y;51.1;6.1", "too long"},
      {"Proefweg;1;;;6075AB;;X;Y;51.1;6.1", "woonplaats"},
      {"Pr\xf6"
       "fweg;1;;;6075AB;Zonnedorp;X;Y;51.1;6.1",
       "not UTF-8"},
      {"Proefweg;1;;;6075AB;Zonnedorp;X;Y;;", "no point in the Netherlands"},
      {"Proefweg;1;;;6075AB;Zonnedorp;X;Y;6.1;51.1",
       "no point in the Netherlands"},
      {"Proefweg;1;;;6075AB;Zonnedorp;X;Y;nan;6.1",
       "no point in the Netherlands"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.row));
    const Read read = ReadAll(absl::StrCat(kHeader, "\n", c.row, "\n"));
    EXPECT_TRUE(read.status.ok()) << read.status;
    ASSERT_EQ(read.rows.size(), 1U);
    // An empty line counts.
    EXPECT_TRUE(absl::StartsWith(read.rows[0], "3! ")) << read.rows[0];
    EXPECT_THAT(read.rows[0], ::testing::HasSubstr(std::string(c.why)));
  }
}

TEST(AddressCsvTest, AWrongFileIsRefused) {
  const struct {
    std::string text;
    absl::string_view why;
  } kCases[] = {
      {"", "empty"},
      {"\n\n", "empty"},
      {"street,number\nA,1\n", "straat"},
      {"straat;huisnummer;huisletter;huisnummertoevoeging;postcode;"
       "woonplaats;lat\n",
       "\"lon\""},
      {absl::StrCat(kHeader, "\"Proefweg;1\n", std::string(20, '\n')),
       "line 2: a quotation mark is not closed"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.text);
    const Read read = ReadAll(c.text);
    EXPECT_EQ(read.status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(read.status.message()),
                ::testing::HasSubstr(std::string(c.why)));
  }
}

TEST(AddressCsvTest, AnErrorOfTheSinkEndsTheReading) {
  int calls = 0;
  AddressCsv csv([&](int64_t, const absl::StatusOr<places::KnownAddress>&) {
    ++calls;
    return absl::ResourceExhaustedError("full");
  });
  const std::string row = "Proefweg;1;;;6075AB;Zonnedorp;X;Y;51.1;6.1\n";
  EXPECT_EQ(csv.Feed(absl::StrCat(kHeader, row, row)).code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace omzien::tools
