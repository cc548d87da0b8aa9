#include "server/places/address_store_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>
#include <zconf.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <queue>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/places/address_store.h"
#include "server/places/address_store_format.h"
#include "server/places/known_address.h"

namespace omzien::places {
namespace {

constexpr absl::string_view kLockName = "import.lock";
constexpr absl::string_view kPartName = "addresses.store.part";
constexpr size_t kBufferBytes = 1 << 20;
constexpr mode_t kFileMode = 0644;
// Leaves room for the texts of one more address.
constexpr size_t kTextsMax = UINT32_MAX - 3 * (kTextBytesMax + 1);

absl::Status Failed(absl::string_view what, const std::string& path) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", what, " ", path));
}

// Appends to a file and counts the checksum on the way. The first error stays.
class Appender {
 public:
  explicit Appender(int file) : file_(file) { buffer_.reserve(kBufferBytes); }

  void Append(const void* data, size_t bytes) {
    if (buffer_.size() + bytes > kBufferBytes) {
      Flush();
    }
    buffer_.append(static_cast<const char*>(data), bytes);
    bytes_ += bytes;
  }

  void Flush() {
    crc_ = crc32_z(crc_, reinterpret_cast<const Bytef*>(buffer_.data()),
                   buffer_.size());
    absl::string_view rest = buffer_;
    while (error_ == 0 && !rest.empty()) {
      const ssize_t written = write(file_, rest.data(), rest.size());
      if (written >= 0) {
        rest.remove_prefix(static_cast<size_t>(written));
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    buffer_.clear();
  }

  uint32_t crc() const { return static_cast<uint32_t>(crc_); }
  uint64_t bytes() const { return bytes_; }
  int error() const { return error_; }

 private:
  const int file_;
  std::string buffer_;
  uLong crc_ = 0;
  uint64_t bytes_ = 0;
  int error_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<AddressStoreWriter>> AddressStoreWriter::Create(
    const std::string& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  if (error) {
    return absl::ErrnoToStatus(error.value(),
                               absl::StrCat("cannot make the folder ", dir));
  }
  const std::string path = absl::StrCat(dir, "/", kLockName);
  const int lock = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (lock < 0) {
    return Failed("write in", dir);
  }
  std::unique_ptr<AddressStoreWriter> writer(new AddressStoreWriter(dir, lock));
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return absl::AbortedError(
        absl::StrCat("another import is busy in ", dir, "; wait for it"));
  }
  // What a crash left.
  unlink(writer->PathOf(kPartName).c_str());
  return writer;
}

AddressStoreWriter::~AddressStoreWriter() { close(lock_); }

std::string AddressStoreWriter::PathOf(absl::string_view name) const {
  return absl::StrCat(dir_, "/", name);
}

uint32_t AddressStoreWriter::TextAt(absl::string_view text) {
  const auto found = text_at_.find(text);
  if (found != text_at_.end()) {
    return found->second;
  }
  const auto at = static_cast<uint32_t>(texts_.size());
  texts_.push_back(static_cast<char>(text.size()));
  texts_.append(text.data(), text.size());
  text_at_.emplace(text, at);
  return at;
}

absl::Status AddressStoreWriter::Add(const KnownAddress& address) {
  if (rows_ == kRowsMax || texts_.size() > kTextsMax) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the file is too large: ", rows_, " addresses so far"));
  }
  const std::string tail = absl::StrCat(
      address.letter, std::string(1, kTailSeparator), address.addition);
  for (const absl::string_view text :
       {absl::string_view(tail), address.street, address.village}) {
    if (text.size() > kTextBytesMax) {
      return absl::InvalidArgumentError(
          absl::StrCat("a name is longer than ", kTextBytesMax, " bytes"));
    }
  }
  if (pieces_.empty() || pieces_.back().size() == kPieceRows) {
    if (!pieces_.empty()) {
      std::sort(pieces_.back().begin(), pieces_.back().end());
    }
    pieces_.emplace_back().reserve(kPieceRows);
  }
  pieces_.back().push_back(
      {address.postcode.code(),
       {.house_number = static_cast<uint32_t>(address.house_number),
        .tail = TextAt(tail),
        .street = TextAt(address.street),
        .village = TextAt(address.village),
        .latitude_e7 = static_cast<int32_t>(
            std::lround(address.latitude_deg * kDegreesE7)),
        .longitude_e7 = static_cast<int32_t>(
            std::lround(address.longitude_deg * kDegreesE7))}});
  ++rows_;
  return absl::OkStatus();
}

// Calls sink(postcode, row) in order, without duplicates.
template <typename Sink>
AddressStoreSummary AddressStoreWriter::Merge(Sink sink) const {
  using Head = std::pair<const SortRow*, const SortRow*>;  // Next and end.
  const auto later = [](const Head& a, const Head& b) {
    return *b.first < *a.first;
  };
  std::priority_queue<Head, std::vector<Head>, decltype(later)> heads(later);
  for (const std::vector<SortRow>& piece : pieces_) {
    heads.emplace(piece.data(), piece.data() + piece.size());
  }
  AddressStoreSummary summary;
  const SortRow* last = nullptr;
  while (!heads.empty()) {
    auto [next, end] = heads.top();
    heads.pop();
    const bool is_duplicate =
        last != nullptr && last->postcode == next->postcode &&
        last->row.house_number == next->row.house_number &&
        last->row.tail == next->row.tail;
    if (is_duplicate) {
      ++summary.duplicates;
    } else {
      sink(next->postcode, next->row);
      last = next;
    }
    if (++next != end) {
      heads.emplace(next, end);
    }
  }
  return summary;
}

absl::StatusOr<AddressStoreSummary> AddressStoreWriter::Write(int file) {
  StoreHeader header = {};
  if (lseek(file, sizeof(header), SEEK_SET) < 0) {
    return Failed("write", PathOf(kPartName));
  }
  Appender body(file);
  std::vector<StorePostcode> postcodes;
  AddressStoreSummary summary =
      Merge([&](uint32_t postcode, const StoreRow& row) {
        if (postcodes.empty() || postcodes.back().code != postcode) {
          postcodes.push_back({postcode, header.row_count});
        }
        body.Append(&row, sizeof(row));
        ++header.row_count;
      });
  header.postcode_count = static_cast<uint32_t>(postcodes.size());
  postcodes.push_back({Postcode::kCodeEnd, header.row_count});
  for (const StorePostcode& postcode : postcodes) {
    body.Append(&postcode, sizeof(postcode));
  }
  body.Append(texts_.data(), texts_.size());
  body.Flush();
  std::memcpy(header.magic, kStoreMagic.data(), kStoreMagic.size());
  header.version = kStoreVersion;
  header.body_crc32 = body.crc();
  header.file_bytes = sizeof(header) + body.bytes();
  header.text_bytes = texts_.size();
  header.header_crc32 =
      static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(&header),
                                    offsetof(StoreHeader, header_crc32)));
  if (body.error() != 0) {
    return absl::ErrnoToStatus(body.error(), "cannot write the address store");
  }
  if (pwrite(file, &header, sizeof(header), 0) != sizeof(header) ||
      fsync(file) != 0) {
    return Failed("write", PathOf(kPartName));
  }
  summary.addresses = header.row_count;
  summary.postcodes = header.postcode_count;
  summary.file_bytes = header.file_bytes;
  return summary;
}

absl::StatusOr<AddressStoreSummary> AddressStoreWriter::Finish() {
  const std::string part = PathOf(kPartName);
  const std::string store = PathOf(kStoreFileName);
  if (!pieces_.empty()) {
    std::sort(pieces_.back().begin(), pieces_.back().end());
  }
  const int file =
      open(part.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, kFileMode);
  if (file < 0) {
    return Failed("make", part);
  }
  absl::Cleanup remove_part = [&] {
    close(file);
    unlink(part.c_str());
  };
  OMZIEN_ASSIGN_OR_RETURN(const AddressStoreSummary summary, Write(file));
  // What cannot be read back must not replace what can.
  OMZIEN_RETURN_IF_ERROR(AddressStore::Open(part).status());
  if (std::rename(part.c_str(), store.c_str()) != 0) {
    return Failed("replace", store);
  }
  std::move(remove_part).Cancel();
  close(file);
  // The new name must outlive a power cut too.
  const int folder = open(dir_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return Failed("sync", dir_);
  }
  const absl::Cleanup close_folder = [folder] { close(folder); };
  if (fsync(folder) != 0) {
    return Failed("sync", dir_);
  }
  return summary;
}

}  // namespace omzien::places
