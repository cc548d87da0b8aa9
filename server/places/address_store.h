// All addresses of a register, read-only, out of one file that
// address_store_writer.h made. Memory-mapped: opening reads the file once to
// check it, look-ups touch what they need.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "server/places/address_store_format.h"
#include "server/places/known_address.h"
#include "server/places/postcode.h"

namespace omzien::places {

// Immutable after Open, so thread-safe. What it returns borrows from it. The
// file may be replaced or removed meanwhile, but never written into.
class AddressStore {
 public:
  // NOT_FOUND when there is no such file, FAILED_PRECONDITION when another
  // version of Omzien wrote it, DATA_LOSS when it is damaged or cut off.
  static absl::StatusOr<std::unique_ptr<AddressStore>> Open(
      const std::string& path);

  AddressStore(const AddressStore&) = delete;
  AddressStore& operator=(const AddressStore&) = delete;
  ~AddressStore();

  // All addresses of a postcode by house number; empty when it does not exist.
  std::vector<KnownAddress> InPostcode(Postcode postcode) const;

  // Those with this house number.
  std::vector<KnownAddress> WithNumber(Postcode postcode,
                                       int32_t house_number) const;

  size_t address_count() const { return rows_.size(); }
  size_t postcode_count() const { return postcodes_.size() - 1; }

  // The n-th address by postcode; n < address_count().
  KnownAddress AddressAt(size_t n) const;

 private:
  AddressStore(const char* data, size_t bytes) : data_(data), bytes_(bytes) {}

  absl::Status Check(const std::string& path);
  absl::Span<const StoreRow> RowsOf(Postcode postcode) const;
  KnownAddress Known(Postcode postcode, const StoreRow& row) const;
  absl::string_view Text(uint32_t at) const;

  const char* data_;
  size_t bytes_;
  absl::Span<const StoreRow> rows_;
  absl::Span<const StorePostcode> postcodes_;
  absl::string_view texts_;
};

}  // namespace omzien::places
