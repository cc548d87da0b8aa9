// The file that people's keys are in: slots of one size, overwritten in place
// and synced, so that a key that is destroyed is gone from the file at once. No
// log, no tree, no copies: those keep what was deleted.
//
// A header of 512 bytes, then slots of 128 bytes; four of them fill a sector,
// so that none lies across two. Numbers are little endian.
//
//   header   0  "omzien keys 1\n"
//           16  number of the master key, then nonce, ciphertext and tag of the
//               file's own secret, XChaCha20-Poly1305 (libsodium)
//   slot     0  state       1  number of the master key
//            8  owner: keyed BLAKE2b-128 of the person's id
//           24  nonce (24), ciphertext (32) and tag (16) of the person's key;
//           of
//               an erased slot: up to four tombstones of 16 bytes
//           96  keyed BLAKE2b-128 of the slot's number and the 96 bytes before

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/people/master_keys.h"

namespace omzien::people {

// A keyed hash: who it is of cannot be told without the file's secret.
using Mark = std::array<unsigned char, 16>;

struct Slot {
  enum class State : std::uint8_t {
    kEmpty = 0,   // Never written, or a power cut took it: nobody's.
    kReady = 1,   // Holds a key that is nobody's yet.
    kInUse = 2,   // Holds the key of its owner.
    kErased = 3,  // Holds tombstones; what it sealed is unreadable for ever.
  };
  static constexpr std::size_t kSealedBytes = 72;
  static constexpr int kTombstonesMax = 4;

  State state = State::kReady;
  std::uint8_t master = 0;
  Mark owner{};
  std::array<unsigned char, kSealedBytes> sealed{};
};

// Its reading half is thread-safe while nobody writes. While it is open no
// other process has it.
class KeyFile {
 public:
  // Makes an empty file, readable by its owner alone; ALREADY_EXISTS when there
  // is one.
  static absl::Status Create(const std::string& path,
                             const MasterKeys& masters);

  // NOT_FOUND when there is no file, FAILED_PRECONDITION when another process
  // has it or none of the master keys fits, DATA_LOSS when it is damaged.
  static absl::StatusOr<std::unique_ptr<KeyFile>> Open(
      const std::string& path, const MasterKeys& masters);

  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;
  ~KeyFile();

  std::uint32_t size() const {
    return static_cast<std::uint32_t>(slots_.size());
  }
  // Number of the master key that wraps the file's secret.
  std::uint8_t master() const { return master_; }

  // Of a slot below size(). From memory, where all of them are kept: as they
  // were read when the file was opened, and written since.
  const Slot& slot(std::uint32_t number) const { return slots_[number]; }

  // Overwrites a slot, or adds one at the end. Durable after Sync().
  absl::Status Write(std::uint32_t number, const Slot& slot);

  absl::Status Sync();

  // Wraps the file's secret with the newest master key, unless it is.
  absl::Status Rewrap(const MasterKeys& masters);

  // The keyed hash of a text; `use` keeps hashes of one kind apart from others.
  enum class Use : std::uint8_t { kOwner = 1, kSlot = 2, kTombstone = 3 };
  Mark MarkOf(Use use, absl::string_view text) const;

 private:
  KeyFile(std::string path, int file);
  absl::Status LoadHeader(const MasterKeys& masters);
  absl::Status LoadSlots();
  absl::Status Failed(absl::string_view what) const;
  absl::StatusOr<Slot> Decode(std::uint32_t number,
                              absl::string_view bytes) const;

  const std::string path_;
  const int file_;
  // Not in one piece: growing would hold the lane.
  std::deque<Slot> slots_;
  std::uint8_t master_ = 0;  // Which wraps the secret.
  Key secret_{};
};

}  // namespace omzien::people
