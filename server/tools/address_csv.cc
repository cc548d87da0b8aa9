#include "server/tools/address_csv.h"

#include <csv.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "boost/locale/utf.hpp"
#include "server/places/known_address.h"
#include "server/places/postcode.h"

namespace omzien::tools {
namespace {

using places::KnownAddress;
using places::Postcode;

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr char kDelimiter = ';';
// In the order of AddressCsv::Column.
constexpr absl::string_view kColumnNames[] = {
    "straat",   "huisnummer", "huisletter", "huisnummertoevoeging",
    "postcode", "woonplaats", "lat",        "lon"};
// The contract's limit (place.proto).
constexpr size_t kAdditionBytesMax = 6;
// A row of more lines than this has a quotation mark that is not closed.
constexpr int64_t kRowLinesMax = 5;

absl::Status Wrong(absl::string_view what) {
  return absl::InvalidArgumentError(what);
}

bool IsUtf8(absl::string_view text) {
  namespace utf = boost::locale::utf;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (!utf::is_valid_codepoint(utf::utf_traits<char>::decode(at, end))) {
      return false;
    }
  }
  return true;
}

}  // namespace

AddressCsv::AddressCsv(Sink sink) : sink_(std::move(sink)) {
  // Fails for want of memory only, and then later calls report it.
  csv_init(&parser_, 0);
  csv_set_delim(&parser_, kDelimiter);
}

AddressCsv::~AddressCsv() { csv_free(&parser_); }

void AddressCsv::OnField(void* text, size_t bytes, void* self) {
  auto& csv = *static_cast<AddressCsv*>(self);
  csv.text_.append(static_cast<const char*>(text), bytes);
  csv.field_end_.push_back(csv.text_.size());
}

void AddressCsv::OnRow(int /*end*/, void* self) {
  static_cast<AddressCsv*>(self)->ReadRow();
}

absl::Status AddressCsv::Feed(absl::string_view piece) {
  while (status_.ok() && !piece.empty()) {
    const size_t newline = piece.find('\n');
    const bool is_whole = newline != absl::string_view::npos;
    const size_t bytes = is_whole ? newline + 1 : piece.size();
    FeedLine(piece.substr(0, bytes));
    piece.remove_prefix(bytes);
    if (!is_whole) {
      break;
    }
    ++line_;
    if (field_end_.empty() && parser_.entry_pos == 0) {
      row_line_ = line_;
    } else if (status_.ok() && line_ - row_line_ > kRowLinesMax) {
      status_ = Wrong(
          absl::StrCat("line ", row_line_, ": a quotation mark is not closed"));
    }
  }
  return status_;
}

void AddressCsv::FeedLine(absl::string_view line) {
  if (csv_parse(&parser_, line.data(), line.size(), OnField, OnRow, this) !=
      line.size()) {
    status_ = absl::ResourceExhaustedError(
        absl::StrCat("line ", line_, ": ", csv_strerror(csv_error(&parser_))));
  }
}

absl::Status AddressCsv::End() {
  if (status_.ok() && csv_fini(&parser_, OnField, OnRow, this) != CSV_SUCCESS) {
    status_ =
        Wrong(absl::StrCat("line ", line_, ": the last row is not whole"));
  }
  if (status_.ok() && !has_header_) {
    status_ = Wrong("the file is empty");
  }
  return status_;
}

void AddressCsv::ReadRow() {
  if (status_.ok()) {
    if (has_header_) {
      status_ = sink_(row_line_, ReadAddress());
    } else {
      status_ = ReadHeader();
    }
  }
  text_.clear();
  field_end_.clear();
}

absl::string_view AddressCsv::FieldAt(size_t column) const {
  const size_t begin = column == 0 ? 0 : field_end_[column - 1];
  return absl::string_view(text_).substr(begin, field_end_[column] - begin);
}

absl::Status AddressCsv::ReadHeader() {
  has_header_ = true;
  header_columns_ = field_end_.size();
  for (size_t wanted = 0; wanted < kColumns; ++wanted) {
    size_t at = 0;
    while (at < header_columns_ &&
           absl::StripPrefix(FieldAt(at), kByteOrderMark) !=
               kColumnNames[wanted]) {
      ++at;
    }
    if (at == header_columns_) {
      return Wrong(absl::StrCat(
          "line 1: the header has no column \"", kColumnNames[wanted],
          "\"; wanted is the CSV of the BAG, with semicolons and the header "
          "straat;huisnummer;huisletter;huisnummertoevoeging;postcode;"
          "woonplaats;gemeente;provincie;lat;lon"));
    }
    column_at_[wanted] = at;
  }
  return absl::OkStatus();
}

absl::StatusOr<KnownAddress> AddressCsv::ReadAddress() const {
  if (field_end_.size() != header_columns_) {
    return Wrong(absl::StrCat("it has ", field_end_.size(), " columns and not ",
                              header_columns_));
  }
  // An answer with other bytes could not be sent.
  if (!IsUtf8(text_)) {
    return Wrong("it is not UTF-8; save the file as UTF-8");
  }
  const auto field = [&](Column column) { return FieldAt(column_at_[column]); };
  const std::optional<Postcode> postcode = Postcode::Parse(field(kPostcode));
  if (!postcode.has_value()) {
    return Wrong(absl::StrCat("\"", field(kPostcode), "\" is no postcode"));
  }
  int number = 0;
  if (!absl::SimpleAtoi(field(kNumber), &number) || number < 1 ||
      number > places::kHouseNumberMax) {
    return Wrong(absl::StrCat("\"", field(kNumber), "\" is no house number"));
  }
  if (field(kLetter).size() > 1 ||
      field(kAddition).size() > kAdditionBytesMax) {
    return Wrong(absl::StrCat("\"", field(kLetter), "\" or \"",
                              field(kAddition), "\" is too long"));
  }
  double latitude_deg = 0;
  double longitude_deg = 0;
  if (!absl::SimpleAtod(field(kLatitude), &latitude_deg) ||
      !absl::SimpleAtod(field(kLongitude), &longitude_deg) ||
      !places::IsInTheNetherlands(latitude_deg, longitude_deg)) {
    return Wrong(absl::StrCat("\"", field(kLatitude), "\", \"",
                              field(kLongitude),
                              "\" is no point in the Netherlands"));
  }
  if (field(kVillage).empty()) {
    return Wrong("it has no woonplaats");
  }
  return KnownAddress{.postcode = *postcode,
                      .house_number = number,
                      .letter = field(kLetter),
                      .addition = field(kAddition),
                      .street = field(kStreet),
                      .village = field(kVillage),
                      .latitude_deg = latitude_deg,
                      .longitude_deg = longitude_deg};
}

}  // namespace omzien::tools
