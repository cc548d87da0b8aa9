#include "server/runtime/disk.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace omzien::runtime {

namespace fs = std::filesystem;

DiskFigures LookAtDisk(const std::string& folder) {
  DiskFigures figures;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  // An error leaves the iterator at the end.
  for (; !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    std::error_code gone;
    if (!entry->is_regular_file(gone)) continue;
    const std::uintmax_t size = entry->file_size(gone);
    if (gone) continue;
    figures.bytes += static_cast<std::int64_t>(size);
    if (entry->path().extension() == ".log") {
      figures.log_bytes += static_cast<std::int64_t>(size);
    }
  }
  const fs::space_info space = fs::space(folder, error);
  if (!error) {
    figures.free_bytes = static_cast<std::int64_t>(space.available);
    figures.disk_bytes = static_cast<std::int64_t>(space.capacity);
  }
  return figures;
}

}  // namespace omzien::runtime
