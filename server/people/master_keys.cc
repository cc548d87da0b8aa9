#include "server/people/master_keys.h"

#include <fcntl.h>
#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace omzien::people {
namespace {

constexpr std::size_t kFileBytesMax = 64 << 10;
constexpr int kNumberMax = 255;

absl::Status BadLine(int line, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("master keys, line ", line, ": ", what,
                   "; a line is a number from 1 to 255, a space and 64 "
                   "hexadecimal digits, as `omziend make-key` prints it"));
}

absl::Status CannotRead(const std::string& path, absl::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("cannot read the master keys in ", path, ": ", why));
}

}  // namespace

absl::StatusOr<MasterKeys> MasterKeys::Parse(absl::string_view text) {
  MasterKeys keys;
  int number = 0;
  for (const absl::string_view each :
       absl::StrSplit(text, absl::ByAnyChar("\n;"))) {
    ++number;
    const absl::string_view line = absl::StripAsciiWhitespace(each);
    if (line.empty() || line.front() == '#') continue;
    const std::vector<absl::string_view> parts =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    int version = 0;
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &version) ||
        version < 1 || version > kNumberMax) {
      return BadLine(number, "this is not a number and a key");
    }
    Key key;
    const absl::Cleanup wipe = [&key] {
      sodium_memzero(key.data(), key.size());
    };
    std::size_t bytes = 0;
    const char* end = nullptr;
    if (parts[1].size() != 2 * kKeyBytes ||
        sodium_hex2bin(key.data(), key.size(), parts[1].data(), parts[1].size(),
                       nullptr, &bytes, &end) != 0 ||
        bytes != kKeyBytes) {
      return BadLine(number, "the key is not 64 hexadecimal digits");
    }
    if (!keys.keys_.emplace(static_cast<std::uint8_t>(version), key).second) {
      return BadLine(number, "there is a key of this number already");
    }
  }
  if (keys.keys_.empty()) {
    return absl::InvalidArgumentError(
        "there is no master key: `omziend make-key` prints one");
  }
  return keys;
}

absl::StatusOr<MasterKeys> MasterKeys::ReadFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return CannotRead(path,
                      absl::StrCat(std::generic_category().message(errno),
                                   "; `omziend make-key > FILE` makes one, "
                                   "then chmod 600 FILE"));
  }
  const absl::Cleanup close_file = [file] { close(file); };
  struct stat facts{};
  if (fstat(file, &facts) != 0) {
    return CannotRead(path, std::generic_category().message(errno));
  }
  if ((facts.st_mode & (S_IRWXO | S_IWGRP)) != 0) {
    return CannotRead(path, absl::StrCat("others may read or change it; "
                                         "chmod 600 ",
                                         path));
  }
  std::string text(kFileBytesMax + 1, '\0');
  const absl::Cleanup wipe = [&text] {
    sodium_memzero(text.data(), text.size());
  };
  const ssize_t length = read(file, text.data(), text.size());
  if (length < 0) {
    return CannotRead(path, std::generic_category().message(errno));
  }
  if (static_cast<std::size_t>(length) > kFileBytesMax) {
    return CannotRead(path, "it is far too long");
  }
  return Parse(
      absl::string_view(text).substr(0, static_cast<std::size_t>(length)));
}

// What was here goes with `other`, which wipes it.
MasterKeys& MasterKeys::operator=(MasterKeys&& other) noexcept {
  keys_.swap(other.keys_);
  return *this;
}

MasterKeys::~MasterKeys() {
  for (auto& [number, key] : keys_) sodium_memzero(key.data(), key.size());
}

std::vector<std::uint8_t> MasterKeys::numbers() const {
  std::vector<std::uint8_t> numbers;
  numbers.reserve(keys_.size());
  for (const auto& [number, key] : keys_) numbers.push_back(number);
  return numbers;
}

const Key* MasterKeys::Find(std::uint8_t number) const {
  const auto found = keys_.find(number);
  return found == keys_.end() ? nullptr : &found->second;
}

std::string NewMasterKeyLine(std::uint8_t number) {
  Key key;
  randombytes_buf(key.data(), key.size());
  std::string hex(2 * kKeyBytes + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
  sodium_memzero(key.data(), key.size());
  hex.pop_back();
  std::string line = absl::StrCat(number, " ", hex, "\n");
  sodium_memzero(hex.data(), hex.size());
  return line;
}

}  // namespace omzien::people
