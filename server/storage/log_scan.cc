#include "server/storage/log_scan.h"

#include <rocksdb/file_checksum.h>
#include <rocksdb/status.h>
#include <rocksdb/write_batch.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/core/store.h"

namespace omzien::storage {
namespace {

constexpr std::size_t kBlock = 32768;
constexpr std::size_t kHeader = 7;
// Sequence and count.
constexpr std::size_t kBatchHeader = 12;
enum Type : std::uint8_t { kWhole = 1, kFirst = 2, kMiddle = 3, kLast = 4 };
// The families are made in the order of the keyspaces, after RocksDB's own.
constexpr std::uint32_t kJournalFamily =
    static_cast<std::uint32_t>(core::Keyspace::kJournal) + 1;

std::uint32_t Byte(absl::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

std::uint32_t LittleEndian(absl::string_view text) {
  return Byte(text, 0) | Byte(text, 1) << 8 | Byte(text, 2) << 16 |
         Byte(text, 3) << 24;
}

std::uint32_t MaskedCrc(absl::string_view text) {
  const auto generator =
      rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator(
          {});
  generator->Update(text.data(), text.size());
  generator->Finalize();
  std::uint32_t crc = 0;
  for (const char byte : generator->GetChecksum()) {
    crc = crc << 8 | static_cast<unsigned char>(byte);
  }
  return (crc >> 15 | crc << 17) + 0xa282ead8U;
}

struct Part {
  Type type;
  absl::string_view payload;
};

// nullopt when no whole part begins there.
std::optional<Part> PartAt(absl::string_view block) {
  if (block.size() < kHeader) return std::nullopt;
  const std::uint32_t type = Byte(block, 6);
  const std::size_t length = Byte(block, 4) | Byte(block, 5) << 8;
  if (type < kWhole || type > kLast || length > block.size() - kHeader) {
    return std::nullopt;
  }
  const absl::string_view checked = block.substr(kHeader - 1, length + 1);
  if (MaskedCrc(checked) != LittleEndian(block)) return std::nullopt;
  return Part{static_cast<Type>(type), checked.substr(1)};
}

class Entries final : public rocksdb::WriteBatch::Handler {
 public:
  explicit Entries(std::vector<std::int64_t>& sequences)
      : sequences_(sequences) {}

  rocksdb::Status PutCF(std::uint32_t family, const rocksdb::Slice& key,
                        const rocksdb::Slice& /*value*/) override {
    const std::int64_t sequence =
        core::JournalSequence({key.data(), key.size()});
    if (family == kJournalFamily && sequence > 0) {
      sequences_.push_back(sequence);
    }
    return rocksdb::Status::OK();
  }
  rocksdb::Status DeleteCF(std::uint32_t /*family*/,
                           const rocksdb::Slice& /*key*/) override {
    return rocksdb::Status::OK();
  }

 private:
  std::vector<std::int64_t>& sequences_;
};

// Puts parts together to batches.
class Scanner {
 public:
  void Damaged(std::size_t at) {
    if (!scan_.damaged_at) scan_.damaged_at = at;
    batch_.reset();
  }
  void Take(const Part& part, std::size_t at) {
    const bool begins = part.type == kWhole || part.type == kFirst;
    if (begins) {
      if (batch_) Damaged(at);
      batch_.emplace();
    }
    // Without its beginning, that stood in a damaged place.
    if (!batch_) return;
    batch_->append(part.payload.data(), part.payload.size());
    if (part.type == kWhole || part.type == kLast) Finish();
  }
  // At the end of the log.
  LogScan Result(std::size_t size) {
    if (batch_) Damaged(size);
    return scan_;
  }

 private:
  void Finish() {
    // Notes of RocksDB's own are shorter, or hold none of our keys.
    if (batch_->size() >= kBatchHeader) {
      const bool behind = scan_.damaged_at.has_value();
      Entries entries(behind ? scan_.entries_behind : scan_.entries);
      rocksdb::WriteBatch(*batch_).Iterate(&entries).PermitUncheckedError();
      ++(behind ? scan_.batches_behind : scan_.batches);
    }
    batch_.reset();
  }

  LogScan scan_;
  std::optional<std::string> batch_;
};

bool IsPadding(absl::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte == 0; });
}

}  // namespace

LogScan ScanLog(absl::string_view log) {
  Scanner scanner;
  for (std::size_t start = 0; start < log.size(); start += kBlock) {
    const absl::string_view block = log.substr(start, kBlock);
    std::size_t at = 0;
    while (at < block.size()) {
      const absl::string_view rest = block.substr(at);
      if (const auto part = PartAt(rest)) {
        scanner.Take(*part, start + at);
        at += kHeader + part->payload.size();
        continue;
      }
      if (rest.size() < kHeader && block.size() == kBlock && IsPadding(rest)) {
        break;
      }
      // Byte by byte, since the length is not to be trusted either.
      scanner.Damaged(start + at);
      ++at;
    }
  }
  return scanner.Result(log.size());
}

}  // namespace omzien::storage
