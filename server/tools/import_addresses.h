// Makes a new address store out of a file and puts it in the place of the old.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "server/places/address_store_writer.h"

namespace omzien::tools {

// What to read and where to write.
struct ImportOptions {
  std::string file;         // CSV as address_csv.h has it, plain or zstd.
  std::string address_dir;  // places.address_dir; made when absent.
};

// What came of it.
struct ImportReport {
  places::AddressStoreSummary store;
  int64_t rows = 0;      // Below the header.
  int64_t bad_rows = 0;  // Left out.
  // The first few, one text each: "line 12: why".
  std::vector<std::string> bad_examples;
};

// How far it is.
struct ImportProgress {
  uint64_t bytes_read;
  uint64_t bytes_total;
  int64_t rows;
};

inline constexpr size_t kBadExamplesMax = 5;
// More than this part of the rows wrong: it is the wrong file.
inline constexpr double kBadRowsMax = 0.01;

// Calls `progress` now and then. On any error the store in use is as it was; a
// running server takes the new one at its next question. ABORTED when another
// import is busy, INVALID_ARGUMENT when the file is not what it should be (the
// text holds the first bad rows), DATA_LOSS when it is damaged.
absl::StatusOr<ImportReport> ImportAddresses(
    const ImportOptions& options,
    absl::FunctionRef<void(const ImportProgress&)> progress);

}  // namespace omzien::tools
