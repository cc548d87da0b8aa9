// The keys that wrap people's keys. They come from a file that only the service
// can read, or from the environment; never from the configuration, and they are
// in no log and no error.
//
// One key a line, or parted by ";", "NUMBER HEX": 32 bytes as 64 hexadecimal
// digits, numbered from 1 to 255. Empty lines and lines that begin with # are
// skipped. The highest number seals; the others open what was sealed with them,
// until everything has been wrapped anew.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::people {

inline constexpr std::size_t kKeyBytes = 32;
using Key = std::array<unsigned char, kKeyBytes>;

// A plain value. Wiped when it is destroyed.
class MasterKeys {
 public:
  // INVALID_ARGUMENT with the line that is wrong, never with what it holds.
  static absl::StatusOr<MasterKeys> Parse(absl::string_view text);

  // FAILED_PRECONDITION when the file cannot be read, or others than its owner
  // and group may read it.
  static absl::StatusOr<MasterKeys> ReadFile(const std::string& path);

  MasterKeys(MasterKeys&&) = default;
  MasterKeys& operator=(MasterKeys&& other) noexcept;
  ~MasterKeys();

  std::uint8_t newest() const { return keys_.rbegin()->first; }
  std::vector<std::uint8_t> numbers() const;  // The lowest first.
  // Null when there is none of this number.
  const Key* Find(std::uint8_t number) const;

 private:
  MasterKeys() = default;

  std::map<std::uint8_t, Key> keys_;  // Not empty.
};

// A line with a new key of this number, from the system's source of chance.
std::string NewMasterKeyLine(std::uint8_t number);

}  // namespace omzien::people
