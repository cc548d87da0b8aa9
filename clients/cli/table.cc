#include "clients/cli/table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/style.h"

namespace omzien::cli {
namespace {

constexpr int kGap = 2;
constexpr int kColumnMin = 8;  // A column is never cut below this.

struct CodePoint {
  std::uint32_t value;
  std::size_t bytes;
};

// The code point at the start of `text`, which is not empty. A byte that is no
// UTF-8 counts as one character, so that nothing is ever skipped.
CodePoint FirstOf(absl::string_view text) {
  const auto byte = [text](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  std::size_t length = 1;
  for (const std::uint32_t first : {0xC0U, 0xE0U, 0xF0U}) {
    if (lead >= first) ++length;
  }
  if (length == 1 || length > text.size()) return {lead, 1};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {lead, 1};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  return {value, length};
}

struct Block {
  std::uint32_t first;
  std::uint32_t last;
};

constexpr Block kNoColumns[] = {
    {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
constexpr Block kTwoColumns[] = {
    {0x1100, 0x115F},   {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

template <std::size_t n>
bool IsIn(const Block (&blocks)[n], std::uint32_t value) {
  return std::any_of(std::begin(blocks), std::end(blocks),
                     [value](const Block& block) {
                       return block.first <= value && value <= block.last;
                     });
}

int ColumnsOfOne(std::uint32_t value) {
  if (IsIn(kNoColumns, value)) return 0;
  return IsIn(kTwoColumns, value) ? 2 : 1;
}

}  // namespace

int ColumnsOf(absl::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const CodePoint point = FirstOf(text);
    columns += ColumnsOfOne(point.value);
    text.remove_prefix(point.bytes);
  }
  return columns;
}

std::string CutTo(absl::string_view text, int columns) {
  if (ColumnsOf(text) <= columns) return std::string(text);
  std::size_t bytes = 0;
  int used = 1;  // The ellipsis.
  while (bytes < text.size()) {
    const CodePoint point = FirstOf(text.substr(bytes));
    if (used + ColumnsOfOne(point.value) > columns) break;
    used += ColumnsOfOne(point.value);
    bytes += point.bytes;
  }
  return absl::StrCat(text.substr(0, bytes), "…");
}

Table::Table(std::vector<std::string> headings, int whole)
    : headings_(std::move(headings)), whole_(whole) {}

void Table::Add(std::vector<Cell> cells) {
  cells.resize(headings_.size());
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths(int columns) const {
  std::vector<int> widths;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    int width = ColumnsOf(headings_[i]);
    for (const auto& row : rows_) {
      width = std::max(width, ColumnsOf(row[i].text));
    }
    widths.push_back(width);
  }
  if (columns == 0 || widths.empty()) return widths;
  std::vector<int*> cuttable;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (static_cast<int>(i) != whole_) cuttable.push_back(&widths[i]);
  }
  const int room = columns - kGap * (static_cast<int>(widths.size()) - 1);
  while (std::accumulate(widths.begin(), widths.end(), 0) > room) {
    const auto widest = std::ranges::max_element(
        cuttable,
        [](const int* one, const int* other) { return *one < *other; });
    if (widest == cuttable.end() || **widest <= kColumnMin) break;
    --**widest;
  }
  return widths;
}

std::string Table::Draw(int columns, bool coloured) const {
  const std::vector<int> widths = Widths(columns);
  std::string drawn;
  const auto draw_row = [&](const std::vector<Cell>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string text = CutTo(row[i].text, widths[i]);
      absl::StrAppend(&drawn, Inked(text, row[i].ink, coloured));
      if (i + 1 == row.size()) break;
      const int padding = widths[i] - ColumnsOf(text) + kGap;
      drawn.append(static_cast<std::size_t>(padding), ' ');
    }
    drawn.erase(drawn.find_last_not_of(' ') + 1);
    drawn.push_back('\n');
  };
  std::vector<Cell> head;
  head.reserve(headings_.size());
  for (const std::string& heading : headings_) {
    head.push_back({heading, Ink::kStrong});
  }
  draw_row(head);
  for (const auto& row : rows_) draw_row(row);
  return drawn;
}

}  // namespace omzien::cli
