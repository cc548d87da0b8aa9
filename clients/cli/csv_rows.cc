#include "clients/cli/csv_rows.h"

#include <csv.h>
#include <algorithm>
#include <boost/locale/encoding_utf.hpp>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "clients/cli/language.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/suggestion.h"

namespace omzien::cli {
namespace {

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsUtf8(absl::string_view text) {
  try {  // Boost's only way to refuse is to throw.
    boost::locale::conv::utf_to_utf<char32_t>(
        text.data(), text.data() + text.size(), boost::locale::conv::stop);
    return true;
  } catch (const boost::locale::conv::conversion_error&) {
    return false;
  }
}

// What libcsv's callbacks gather.
struct Gathered {
  std::vector<CsvRow> rows;
  std::vector<std::string> cells;
  int first_line = 0;  // Of the row that is open.
  bool open = false;
};

void TakeCell(void* cell, std::size_t size, void* gathered) {
  const absl::string_view text(static_cast<const char*>(cell), size);
  static_cast<Gathered*>(gathered)->cells.emplace_back(
      absl::StripAsciiWhitespace(text));
}

void TakeRow(int /*terminator*/, void* gathered) {
  auto& all = *static_cast<Gathered*>(gathered);
  all.rows.push_back({all.first_line, std::move(all.cells)});
  all.cells.clear();
  all.open = false;
}

// libcsv's parser, freed when it goes.
class Parser {
 public:
  explicit Parser(unsigned char delimiter) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, delimiter);
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False when the text is no CSV.
  bool Read(absl::string_view text, Gathered& gathered) {
    return csv_parse(&parser_, text.data(), text.size(), TakeCell, TakeRow,
                     &gathered) == text.size();
  }
  bool Finish(Gathered& gathered) {
    return csv_fini(&parser_, TakeCell, TakeRow, &gathered) == 0;
  }

 private:
  csv_parser parser_{};
};

// The first line with its end, which is LF, CR LF, or as of old on a Mac CR.
absl::string_view FirstLine(absl::string_view text) {
  std::size_t end = text.find_first_of("\r\n");
  if (end == absl::string_view::npos) return text;
  if (text.substr(end, 2) == "\r\n") ++end;
  return text.substr(0, end + 1);
}

// Feeds line by line, so that each row knows on which line it begins.
absl::StatusOr<std::vector<CsvRow>> Split(absl::string_view text,
                                          Language language) {
  Parser parser(absl::StrContains(FirstLine(text), ";") ? ';' : ',');
  Gathered gathered;
  int line = 0;
  bool readable = true;
  while (readable && !text.empty()) {
    ++line;
    const absl::string_view piece = FirstLine(text);
    text.remove_prefix(piece.size());
    // Blank as libcsv has it: a form feed is text.
    const bool blank =
        piece.find_first_not_of(" \t\r\n") == absl::string_view::npos;
    if (!gathered.open && !blank) {
      gathered.open = true;
      gathered.first_line = line;
    }
    readable = parser.Read(piece, gathered);
  }
  if (readable && parser.Finish(gathered)) return std::move(gathered.rows);
  return absl::InvalidArgumentError(
      Text{"Regel $0: een aanhalingsteken (\") staat verkeerd. Zet een cel met "
           "\" er helemaal tussen, en schrijf \"\" voor \" in de cel.",
           "Line $0: a quote (\") is out of place. Put a cell that holds \" "
           "wholly between quotes, and write \"\" for \" in the cell."}
          .In(language, gathered.open ? gathered.first_line : line));
}

// For each wanted column its place in the heading; -1 when it is not there.
absl::StatusOr<std::vector<int>> Places(const std::vector<std::string>& heading,
                                        const std::vector<CsvColumn>& columns,
                                        Language language) {
  std::vector<std::string> known;
  known.reserve(columns.size());
  for (const CsvColumn& column : columns) known.emplace_back(column.name);
  std::map<std::string, int> place;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    const std::string name = absl::AsciiStrToLower(heading[i]);
    if (std::ranges::find(known, name) == known.end()) {
      return absl::InvalidArgumentError(
          Text{"De kolom \"$0\" ken ik niet.$1 Bekend zijn: $2.",
               "I do not know the column \"$0\".$1 Known are: $2."}
              .In(language, heading[i], DidYouMean(name, known, language),
                  absl::StrJoin(known, ", ")));
    }
    if (!place.emplace(name, static_cast<int>(i)).second) {
      return absl::InvalidArgumentError(
          Text{"De kolom \"$0\" staat er twee keer.",
               "The column \"$0\" is there twice."}
              .In(language, name));
    }
  }
  std::vector<int> places;
  std::vector<std::string> missing;
  for (const CsvColumn& column : columns) {
    const auto found = place.find(std::string(column.name));
    places.push_back(found == place.end() ? -1 : found->second);
    if (column.required && found == place.end()) {
      missing.emplace_back(column.name);
    }
  }
  if (missing.empty()) return places;
  return absl::InvalidArgumentError(
      Text{"Deze kolommen ontbreken: $0.", "These columns are missing: $0."}.In(
          language, absl::StrJoin(missing, ", ")));
}

}  // namespace

absl::StatusOr<CsvRows> ReadCsv(absl::string_view text,
                                const std::vector<CsvColumn>& columns,
                                Language language) {
  absl::ConsumePrefix(&text, kByteOrderMark);
  if (!IsUtf8(text)) {
    return absl::InvalidArgumentError(
        Text{"Het bestand is geen UTF-8. Bewaar het in uw rekenblad als \"CSV "
             "UTF-8\".",
             "The file is not UTF-8. Save it in your spreadsheet as \"CSV "
             "UTF-8\"."}
            .In(language));
  }
  OMZIEN_ASSIGN_OR_RETURN(std::vector<CsvRow> rows, Split(text, language));
  if (rows.empty()) {
    return absl::InvalidArgumentError(
        Text{"Het bestand is leeg: de eerste regel noemt de kolommen.",
             "The file is empty: its first line names the columns."}
            .In(language));
  }
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<int> places,
                          Places(rows.front().cells, columns, language));
  CsvRows result;
  const std::size_t width = rows.front().cells.size();
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    if (row->cells.size() != width) {
      result.problems.push_back(
          {row->line, "",
           Text{"heeft $0 cellen, de eerste regel heeft er $1",
                "has $0 cells, the first line has $1"}
               .In(language, row->cells.size(), width)});
      continue;
    }
    CsvRow& ordered = result.rows.emplace_back();
    ordered.line = row->line;
    for (const int place : places) {
      ordered.cells.push_back(
          place < 0 ? "" : row->cells[static_cast<std::size_t>(place)]);
    }
  }
  return result;
}

}  // namespace omzien::cli
