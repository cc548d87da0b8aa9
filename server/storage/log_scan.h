// Reads a write-ahead log past its damaged places, to say what stands behind
// them. A start does not: it keeps what comes before, which is a true prefix.
//
// The form is RocksDB's: blocks of 32 KiB; in them records of checksum (4
// bytes, masked CRC-32C over type and payload), length (2), type (1: whole, 2:
// first, 3: middle, 4: last part) and payload; a payload is a WriteBatch.
// https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::storage {

struct LogScan {
  // Commands read before the first damaged place; the journal entries in them.
  std::int64_t batches = 0;
  std::vector<std::int64_t> entries;
  // Where the first damaged place is. With nothing behind it, that is how a
  // power cut leaves the end of a log.
  std::optional<std::size_t> damaged_at;
  // The same of what is whole behind it.
  std::int64_t batches_behind = 0;
  std::vector<std::int64_t> entries_behind;
};

LogScan ScanLog(absl::string_view log);

}  // namespace omzien::storage
