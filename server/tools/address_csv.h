// Reads addresses in the BAG's CSV: semicolons, a header, UTF-8. Columns are
// known by name and may stand in any order:
//
//   straat;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;lat;lon
//
// Others are skipped. Quotes, a byte order mark and CRLF are understood.

#pragma once

#include <csv.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/places/known_address.h"

namespace omzien::tools {

// For one thread.
class AddressCsv {
 public:
  // Called for each row below the header. The address, or why the row is wrong
  // (INVALID_ARGUMENT); it borrows from the reader until the call returns. An
  // error that it returns ends the reading.
  using Sink = absl::AnyInvocable<absl::Status(
      int64_t line, const absl::StatusOr<places::KnownAddress>& row)>;

  explicit AddressCsv(Sink sink);
  AddressCsv(const AddressCsv&) = delete;
  AddressCsv& operator=(const AddressCsv&) = delete;
  ~AddressCsv();

  // Pieces may end anywhere. INVALID_ARGUMENT when the header lacks a column or
  // a quotation mark is never closed; else what the sink returned.
  absl::Status Feed(absl::string_view piece);

  // After the last piece.
  absl::Status End();

 private:
  enum Column {
    kStreet,
    kNumber,
    kLetter,
    kAddition,
    kPostcode,
    kVillage,
    kLatitude,
    kLongitude,
    kColumns
  };

  static void OnField(void* text, size_t bytes, void* self);
  static void OnRow(int end, void* self);

  void FeedLine(absl::string_view line);
  void ReadRow();
  absl::Status ReadHeader();
  absl::StatusOr<places::KnownAddress> ReadAddress() const;
  absl::string_view FieldAt(size_t column) const;

  Sink sink_;
  csv_parser parser_ = {};
  absl::Status status_;
  int64_t line_ = 1;      // The one that is being read.
  int64_t row_line_ = 1;  // Where its row began.
  bool has_header_ = false;
  std::array<size_t, kColumns> column_at_ = {};
  size_t header_columns_ = 0;
  // The fields of the row so far: their text, and where each ends.
  std::string text_;
  std::vector<size_t> field_end_;
};

}  // namespace omzien::tools
