// Tables for people: columns aligned by what a terminal shows, cut to its
// width. No package of Debian 12 draws tables, so this is ours and small.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/style.h"

namespace omzien::cli {

struct Cell {
  std::string text;
  Ink ink = Ink::kPlain;
};

// How many columns a terminal gives to UTF-8 `text`: combining marks take
// none, East Asian wide characters and emoji two (Unicode UAX #11, the blocks
// that are wide as a whole).
int ColumnsOf(absl::string_view text);

// `text` cut to at most `columns`, with "…" where something was cut.
std::string CutTo(absl::string_view text, int columns);

// A value type; not thread-safe.
class Table {
 public:
  // The column `whole` is never cut: it holds ids, which people copy. -1 means
  // that any may be cut.
  explicit Table(std::vector<std::string> headings, int whole = -1);

  // `cells` are as many as the headings.
  void Add(std::vector<Cell> cells);

  bool empty() const { return rows_.empty(); }

  // The table, a line a row, each ending in '\n'. Lines longer than `columns`
  // are made to fit by cutting the widest columns; 0 cuts nothing.
  std::string Draw(int columns, bool coloured) const;

 private:
  std::vector<int> Widths(int columns) const;

  std::vector<std::string> headings_;
  int whole_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace omzien::cli
