#include "server/places/address_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zconf.h>
#include <zlib.h>
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "matcher/status_macros.h"
#include "server/places/address_store_format.h"
#include "server/places/known_address.h"
#include "server/places/postcode.h"

namespace omzien::places {
namespace {

absl::Status Damaged(const std::string& path, absl::string_view how) {
  return absl::DataLossError(
      absl::StrCat("the address store ", path, " is damaged: ", how,
                   "; make it anew with `omziend import-addresses`"));
}

uint32_t Crc32(const char* data, size_t bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(data), bytes));
}

}  // namespace

absl::StatusOr<std::unique_ptr<AddressStore>> AddressStore::Open(
    const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return absl::ErrnoToStatus(
        errno, absl::StrCat("cannot open the address store ", path));
  }
  const absl::Cleanup close_file = [file] { close(file); };
  struct stat info = {};
  if (fstat(file, &info) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", path));
  }
  const auto bytes = static_cast<size_t>(info.st_size);
  if (bytes < sizeof(StoreHeader)) {
    return Damaged(path, "it is too short");
  }
  void* const data = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file, 0);
  if (data == MAP_FAILED) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot map ", path));
  }
  std::unique_ptr<AddressStore> store(
      new AddressStore(static_cast<const char*>(data), bytes));
  OMZIEN_RETURN_IF_ERROR(store->Check(path));
  return store;
}

AddressStore::~AddressStore() { munmap(const_cast<char*>(data_), bytes_); }

absl::Status AddressStore::Check(const std::string& path) {
  StoreHeader header = {};
  std::memcpy(&header, data_, sizeof(header));
  if (absl::string_view(header.magic, sizeof(header.magic)) != kStoreMagic) {
    return Damaged(path, "it is not an address store");
  }
  if (header.version != kStoreVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("the address store ", path, " has format ", header.version,
                     " and this program reads format ", kStoreVersion,
                     "; make it anew with `omziend import-addresses`"));
  }
  if (Crc32(data_, offsetof(StoreHeader, header_crc32)) !=
      header.header_crc32) {
    return Damaged(path, "its header's checksum differs");
  }
  const size_t rows_bytes = size_t{header.row_count} * sizeof(StoreRow);
  const size_t postcodes_bytes =
      (size_t{header.postcode_count} + 1) * sizeof(StorePostcode);
  if (header.file_bytes != bytes_ || bytes_ != sizeof(header) + rows_bytes +
                                                   postcodes_bytes +
                                                   header.text_bytes) {
    return Damaged(path, absl::StrCat("it has ", bytes_, " bytes and not ",
                                      header.file_bytes));
  }
  // From front to back, once.
  madvise(const_cast<char*>(data_), bytes_, MADV_SEQUENTIAL);
  const char* const body = data_ + sizeof(header);
  if (Crc32(body, bytes_ - sizeof(header)) != header.body_crc32) {
    return Damaged(path, "its checksum differs");
  }
  madvise(const_cast<char*>(data_), bytes_, MADV_NORMAL);
  rows_ = {reinterpret_cast<const StoreRow*>(body), header.row_count};
  postcodes_ = {reinterpret_cast<const StorePostcode*>(body + rows_bytes),
                size_t{header.postcode_count} + 1};
  texts_ = {body + rows_bytes + postcodes_bytes, header.text_bytes};
  return absl::OkStatus();
}

absl::Span<const StoreRow> AddressStore::RowsOf(Postcode postcode) const {
  const auto* const end = postcodes_.end() - 1;
  const auto* const found = std::lower_bound(
      postcodes_.begin(), end, postcode.code(),
      [](const StorePostcode& a, uint32_t code) { return a.code < code; });
  if (found == end || found->code != postcode.code()) {
    return {};
  }
  return rows_.subspan(found->first_row,
                       std::next(found)->first_row - found->first_row);
}

std::vector<KnownAddress> AddressStore::InPostcode(Postcode postcode) const {
  std::vector<KnownAddress> found;
  const absl::Span<const StoreRow> rows = RowsOf(postcode);
  found.reserve(rows.size());
  for (const StoreRow& row : rows) {
    found.push_back(Known(postcode, row));
  }
  return found;
}

std::vector<KnownAddress> AddressStore::WithNumber(Postcode postcode,
                                                   int32_t house_number) const {
  std::vector<KnownAddress> found;
  const absl::Span<const StoreRow> rows = RowsOf(postcode);
  const auto number = static_cast<uint32_t>(house_number);
  for (const StoreRow& row :
       std::ranges::equal_range(rows, number, {}, &StoreRow::house_number)) {
    found.push_back(Known(postcode, row));
  }
  return found;
}

KnownAddress AddressStore::AddressAt(size_t n) const {
  const auto* const after = std::upper_bound(
      postcodes_.begin(), postcodes_.end() - 1, n,
      [](size_t row, const StorePostcode& a) { return row < a.first_row; });
  // Of a checked file every code is one.
  return Known(Postcode::FromCode(std::prev(after)->code).value(), rows_[n]);
}

KnownAddress AddressStore::Known(Postcode postcode, const StoreRow& row) const {
  const absl::string_view tail = Text(row.tail);
  const size_t separator = tail.find(kTailSeparator);
  const bool is_split = separator != absl::string_view::npos;
  return {.postcode = postcode,
          .house_number = static_cast<int32_t>(row.house_number),
          .letter = is_split ? tail.substr(0, separator) : "",
          .addition = is_split ? tail.substr(separator + 1) : "",
          .street = Text(row.street),
          .village = Text(row.village),
          .latitude_deg = row.latitude_e7 / kDegreesE7,
          .longitude_deg = row.longitude_e7 / kDegreesE7};
}

absl::string_view AddressStore::Text(uint32_t at) const {
  if (at >= texts_.size()) {
    return {};
  }
  return texts_.substr(at + 1, static_cast<unsigned char>(texts_[at]));
}

}  // namespace omzien::places
