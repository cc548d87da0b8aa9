// CSV as people's spreadsheets write it, read with libcsv: rows with their line
// numbers, under columns that are known. Pure.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {

// One thing that is wrong with one row.
struct RowProblem {
  int line = 0;             // In the file, from 1.
  std::string field;        // The column; empty when about the whole row.
  std::string description;  // What is wrong and what would be right.
  friend bool operator==(const RowProblem&, const RowProblem&) = default;
};

struct CsvColumn {
  absl::string_view name;
  bool required = false;  // The column must be there; its cells may be empty.
};

// A row, with its cells in the order of the columns that were asked for; a
// column that the file does not have is empty.
struct CsvRow {
  int line = 0;
  std::vector<std::string> cells;
};

struct CsvRows {
  std::vector<CsvRow> rows;
  std::vector<RowProblem> problems;  // Rows with too few or too many cells.
};

// Reads UTF-8 with a heading line; columns in any order, divided by semicolons,
// or commas when the heading has no semicolon. Cells lose the spaces around
// them. kInvalidArgument, with the line, when the file as a whole cannot be
// read: not UTF-8, no heading, an unknown or missing column, a broken quote.
absl::StatusOr<CsvRows> ReadCsv(absl::string_view text,
                                const std::vector<CsvColumn>& columns,
                                Language language);

}  // namespace omzien::cli
