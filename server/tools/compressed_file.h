// Reads a file from front to back, unpacking zstd when it is packed.

#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct ZSTD_DCtx_s;

namespace omzien::tools {

// For one thread.
class CompressedFile {
 public:
  // NOT_FOUND and so on when it cannot be opened. Whether it is packed is seen
  // from its first bytes, not from its name.
  static absl::StatusOr<std::unique_ptr<CompressedFile>> Open(
      const std::string& path);

  CompressedFile(const CompressedFile&) = delete;
  CompressedFile& operator=(const CompressedFile&) = delete;
  ~CompressedFile();

  // The next piece, valid until the next call; empty at the end. DATA_LOSS when
  // the packed data is damaged or ends too early.
  absl::StatusOr<absl::string_view> Read();

  // Bytes on disk, to show progress by.
  uint64_t bytes_read() const { return bytes_read_; }
  uint64_t bytes_total() const { return bytes_total_; }

 private:
  CompressedFile(std::string path, std::FILE* file, uint64_t bytes_total);

  absl::Status Fill();
  // Bytes put into plain_.
  absl::StatusOr<size_t> Unpack();

  const std::string path_;
  std::FILE* const file_;
  const uint64_t bytes_total_;
  uint64_t bytes_read_ = 0;
  ZSTD_DCtx_s* unpacker_ = nullptr;  // Null: not packed.
  std::vector<char> packed_;
  size_t packed_at_ = 0;
  size_t packed_end_ = 0;
  std::vector<char> plain_;
  bool is_frame_open_ = false;
};

}  // namespace omzien::tools
