// Makes the file that address_store.h reads: beside the one in use, and put in
// its place whole.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/places/address_store_format.h"
#include "server/places/known_address.h"

namespace omzien::places {

// What was written.
struct AddressStoreSummary {
  size_t addresses = 0;
  size_t postcodes = 0;
  size_t duplicates = 0;  // Left out: the same postcode, number and tail.
  uint64_t file_bytes = 0;
};

// For one thread, and one at a time in a folder: Create takes a lock there.
// Addresses come in any order and are sorted in memory, 28 bytes each (280 MB
// for the whole country). Until Finish returns OK the store in use is
// untouched; what a crash leaves is removed by the next writer.
class AddressStoreWriter {
 public:
  // Makes `dir` when it is absent. ABORTED when another writer is busy there.
  static absl::StatusOr<std::unique_ptr<AddressStoreWriter>> Create(
      const std::string& dir);

  AddressStoreWriter(const AddressStoreWriter&) = delete;
  AddressStoreWriter& operator=(const AddressStoreWriter&) = delete;

  // Gives the lock back.
  ~AddressStoreWriter();

  // INVALID_ARGUMENT when a text is longer than kTextBytesMax,
  // RESOURCE_EXHAUSTED after kRowsMax addresses. Copies what it needs.
  absl::Status Add(const KnownAddress& address);

  // Writes, syncs, reads back, and replaces the store in use by one rename.
  // Once; after an error the store in use is as it was.
  absl::StatusOr<AddressStoreSummary> Finish();

  // Three times the country.
  static constexpr size_t kRowsMax = 30'000'000;

 private:
  struct SortRow {
    uint32_t postcode;
    StoreRow row;

    friend auto operator<=>(const SortRow&, const SortRow&) = default;
  };
  // Rows are kept in pieces, so that growing never copies them all.
  static constexpr size_t kPieceRows = 1 << 20;

  AddressStoreWriter(std::string dir, int lock)
      : dir_(std::move(dir)), lock_(lock) {}

  uint32_t TextAt(absl::string_view text);
  absl::StatusOr<AddressStoreSummary> Write(int file);
  template <typename Sink>
  AddressStoreSummary Merge(Sink sink) const;
  std::string PathOf(absl::string_view name) const;

  const std::string dir_;
  const int lock_;
  size_t rows_ = 0;
  std::vector<std::vector<SortRow>> pieces_;
  std::string texts_;
  absl::flat_hash_map<std::string, uint32_t> text_at_;
};

}  // namespace omzien::places
