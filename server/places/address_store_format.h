// The file that holds all addresses, as it lies on disk and in memory. Known to
// the writer and the reader only.
//
//   Header | rows by postcode and number | postcodes | texts
//
// Little-endian, read in place by mmap. A flat file beat an embedded database
// here: written once in order, never changed, no cache to warm or tune.

#pragma once

#include <bit>
#include <compare>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace omzien::places {

static_assert(std::endian::native == std::endian::little,
              "the address store is little-endian");

inline constexpr absl::string_view kStoreFileName = "addresses.store";
inline constexpr absl::string_view kStoreMagic = "OMZADDR\n";
// Raised when what follows is read differently.
inline constexpr uint32_t kStoreVersion = 1;

struct StoreHeader {
  char magic[8];
  uint32_t version;
  uint32_t body_crc32;  // Of all that follows the header, as zlib counts.
  uint64_t file_bytes;
  uint32_t row_count;
  uint32_t postcode_count;
  uint64_t text_bytes;
  uint32_t reserved[5];
  uint32_t header_crc32;  // Of all above.
};
static_assert(sizeof(StoreHeader) == 64);

struct StoreRow {
  uint32_t house_number;
  uint32_t tail;     // Text: letter, tab, addition.
  uint32_t street;   // Text.
  uint32_t village;  // Text.
  int32_t latitude_e7;
  int32_t longitude_e7;

  friend auto operator<=>(const StoreRow&, const StoreRow&) = default;
};
static_assert(sizeof(StoreRow) == 24);

// One more than there are postcodes: the last one's first_row is row_count.
struct StorePostcode {
  uint32_t code;
  uint32_t first_row;
};

// A text is known by where it starts: a byte with its length, then UTF-8.
inline constexpr uint32_t kTextBytesMax = 255;
inline constexpr char kTailSeparator = '\t';
inline constexpr double kDegreesE7 = 1e7;

}  // namespace omzien::places
