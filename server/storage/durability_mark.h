// The durability mark: a small file beside the database that says up to which
// journal entry everything was durable. A database cannot know by itself that
// its end is missing; the mark can.
//
// The file has two slots, a page each, written in turn and in place, so that a
// torn write spoils one of them and the other, at most a second older, is left.
// A slot is a few lines of text that end in a checksum (CRC-32C).

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace rocksdb {
class FileSystem;
class FSRandomRWFile;
}  // namespace rocksdb

namespace omzien::storage {

// What a slot says.
struct Mark {
  // Counts the writes of the file; the higher of two good slots holds.
  std::int64_t write = 0;
  // Lane ("0") -> sequence of its last durable journal entry.
  std::map<std::string, std::int64_t, std::less<>> lanes;
};

inline constexpr int kMarkSlotBytes = 4096;

// A slot's text, kMarkSlotBytes long.
std::string FormatMark(const Mark& mark);
// nullopt when the slot is not whole.
std::optional<Mark> ParseMark(absl::string_view slot);

// Used by one thread at a time.
class MarkFile {
 public:
  // The newest whole slot. nullopt when there is no file; DATA_LOSS when no
  // slot is whole.
  static absl::StatusOr<std::optional<Mark>> Read(rocksdb::FileSystem& files,
                                                  const std::string& dir);

  // Opens the file, made when absent, and makes `mark` durable in it. Follows
  // on from `mark.write`.
  static absl::StatusOr<std::unique_ptr<MarkFile>> Open(
      rocksdb::FileSystem& files, const std::string& dir, const Mark& mark);

  ~MarkFile();

  // Returns when durable.
  absl::Status Write(absl::string_view lane, std::int64_t sequence);

 private:
  MarkFile(std::string dir, std::unique_ptr<rocksdb::FSRandomRWFile> file,
           Mark mark);
  absl::Status WriteSlot();

  const std::string dir_;
  const std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  Mark mark_;
};

}  // namespace omzien::storage
