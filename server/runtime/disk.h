// How much room a folder takes, and what is left on its disk.

#pragma once

#include <cstdint>
#include <string>

namespace omzien::runtime {

struct DiskFigures {
  std::int64_t bytes = 0;      // All files in the folder and below.
  std::int64_t log_bytes = 0;  // Of these, RocksDB's write-ahead log (*.log).
  std::int64_t free_bytes = 0;
  std::int64_t disk_bytes = 0;
};

// As far as it can be read: files come and go meanwhile.
DiskFigures LookAtDisk(const std::string& folder);

}  // namespace omzien::runtime
