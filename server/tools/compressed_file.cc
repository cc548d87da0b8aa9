#include "server/tools/compressed_file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <zstd.h>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"

namespace omzien::tools {
namespace {

constexpr size_t kPieceBytes = 1 << 18;
constexpr absl::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

absl::Status Failed(const std::string& path) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", path));
}

}  // namespace

absl::StatusOr<std::unique_ptr<CompressedFile>> CompressedFile::Open(
    const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) {
    return Failed(path);
  }
  struct stat info = {};
  const bool is_known = fstat(fileno(file), &info) == 0;
  std::unique_ptr<CompressedFile> opened(new CompressedFile(
      path, file, is_known ? static_cast<uint64_t>(info.st_size) : 0));
  OMZIEN_RETURN_IF_ERROR(opened->Fill());
  if (absl::StartsWith(
          absl::string_view(opened->packed_.data(), opened->packed_end_),
          kZstdMagic)) {
    opened->unpacker_ = ZSTD_createDCtx();
    opened->plain_.resize(kPieceBytes);
  }
  return opened;
}

CompressedFile::CompressedFile(std::string path, std::FILE* file,
                               uint64_t bytes_total)
    : path_(std::move(path)),
      file_(file),
      bytes_total_(bytes_total),
      packed_(kPieceBytes) {}

CompressedFile::~CompressedFile() {
  ZSTD_freeDCtx(unpacker_);
  std::fclose(file_);  // Read only: nothing can be lost.
}

absl::Status CompressedFile::Fill() {
  packed_at_ = 0;
  packed_end_ = std::fread(packed_.data(), 1, packed_.size(), file_);
  bytes_read_ += packed_end_;
  return std::ferror(file_) != 0 ? Failed(path_) : absl::OkStatus();
}

absl::StatusOr<absl::string_view> CompressedFile::Read() {
  if (unpacker_ == nullptr) {
    // Open() has read the first piece already.
    if (packed_at_ == packed_end_) {
      OMZIEN_RETURN_IF_ERROR(Fill());
    }
    packed_at_ = packed_end_;
    return absl::string_view(packed_.data(), packed_end_);
  }
  size_t unpacked = 0;
  while (unpacked == 0) {
    if (packed_at_ == packed_end_) {
      OMZIEN_RETURN_IF_ERROR(Fill());
    }
    if (packed_end_ == 0) {
      break;
    }
    OMZIEN_ASSIGN_OR_RETURN(unpacked, Unpack());
  }
  if (unpacked == 0 && is_frame_open_) {
    return absl::DataLossError(
        absl::StrCat(path_, " ends too early; fetch it again"));
  }
  return absl::string_view(plain_.data(), unpacked);
}

absl::StatusOr<size_t> CompressedFile::Unpack() {
  ZSTD_inBuffer in = {packed_.data(), packed_end_, packed_at_};
  ZSTD_outBuffer out = {plain_.data(), plain_.size(), 0};
  const size_t left = ZSTD_decompressStream(unpacker_, &out, &in);
  packed_at_ = in.pos;
  if (ZSTD_isError(left) != 0) {
    return absl::DataLossError(absl::StrCat(
        path_, " is damaged (", ZSTD_getErrorName(left), "); fetch it again"));
  }
  is_frame_open_ = left != 0;
  return out.pos;
}

}  // namespace omzien::tools
