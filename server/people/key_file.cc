#include "server/people/key_file.h"

#include <fcntl.h>
#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
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
#include "server/people/cipher.h"
#include "server/people/master_keys.h"

namespace omzien::people {
namespace {

constexpr absl::string_view kTitle = "omzien keys 1\n";
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kSecretAt = 16;
constexpr std::size_t kSlotBytes = 128;
constexpr std::uint32_t kSlotsAtOnce = 4'096;
constexpr std::size_t kOwnerAt = 8;
constexpr std::size_t kSealedAt = 24;
constexpr std::size_t kMarkAt = kSealedAt + Slot::kSealedBytes;
static_assert(kKeyBytes + kCipherBytes == Slot::kSealedBytes);

constexpr Slot kNobodys{.state = Slot::State::kEmpty};

using Header = std::array<unsigned char, kHeaderBytes>;
using SlotBytes = std::array<unsigned char, kSlotBytes>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

absl::string_view View(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

off_t OffsetOf(std::uint32_t number) {
  return static_cast<off_t>(kHeaderBytes + std::size_t{number} * kSlotBytes);
}

Header MakeHeader(const Key& secret, const MasterKeys& masters) {
  Header header{};
  std::ranges::copy(kTitle, header.begin());
  header[kSecretAt] = masters.newest();
  const std::string sealed =
      SealWith(*masters.Find(masters.newest()),
               View(secret.data(), secret.size()), kTitle);
  std::ranges::copy(sealed, header.begin() + kSecretAt + 1);
  return header;
}

// True when all was written, also in pieces.
bool WriteAll(int file, const unsigned char* bytes, std::size_t size,
              off_t at) {
  while (size > 0) {
    const ssize_t written = pwrite(file, bytes, size, at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    size -= static_cast<std::size_t>(written);
    at += written;
  }
  return true;
}

bool ReadBytes(int file, unsigned char* bytes, std::size_t size, off_t at) {
  while (size > 0) {
    const ssize_t length = pread(file, bytes, size, at);
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return false;
    bytes += length;
    size -= static_cast<std::size_t>(length);
    at += length;
  }
  return true;
}

bool SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::absolute(path).parent_path();
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return false;
  const absl::Cleanup close_file = [file] { close(file); };
  return fsync(file) == 0;
}

}  // namespace

absl::Status KeyFile::Create(const std::string& path,
                             const MasterKeys& masters) {
  const int file =
      open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    const std::string why =
        absl::StrCat("cannot make the key file ", path, ": ",
                     std::generic_category().message(errno));
    return errno == EEXIST ? absl::AlreadyExistsError(why)
                           : absl::FailedPreconditionError(why);
  }
  const absl::Cleanup close_file = [file] { close(file); };
  Key secret;
  randombytes_buf(secret.data(), secret.size());
  const absl::Cleanup wipe = [&secret] {
    sodium_memzero(secret.data(), secret.size());
  };
  const Header header = MakeHeader(secret, masters);
  if (!WriteAll(file, header.data(), header.size(), 0) || fsync(file) != 0 ||
      !SyncFolderOf(path)) {
    const std::string why = std::generic_category().message(errno);
    unlink(path.c_str());
    return absl::FailedPreconditionError(
        absl::StrCat("cannot write the key file ", path, ": ", why));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<KeyFile>> KeyFile::Open(
    const std::string& path, const MasterKeys& masters) {
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) {
    const std::string why =
        absl::StrCat("cannot open the key file ", path, ": ",
                     std::generic_category().message(errno));
    return errno == ENOENT ? absl::NotFoundError(why)
                           : absl::FailedPreconditionError(why);
  }
  std::unique_ptr<KeyFile> opened(new KeyFile(path, file));
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "another omziend has the key file ", path, " open: stop it first"));
  }
  OMZIEN_RETURN_IF_ERROR(opened->LoadHeader(masters));
  OMZIEN_RETURN_IF_ERROR(opened->LoadSlots());
  return opened;
}

KeyFile::KeyFile(std::string path, int file)
    : path_(std::move(path)), file_(file) {}

KeyFile::~KeyFile() {
  sodium_memzero(secret_.data(), secret_.size());
  close(file_);
}

absl::Status KeyFile::Failed(absl::string_view what) const {
  return absl::UnavailableError(
      absl::StrCat("cannot ", what, " the key file ", path_, ": ",
                   std::generic_category().message(errno)));
}

absl::Status KeyFile::LoadHeader(const MasterKeys& masters) {
  Header header{};
  const bool whole = ReadBytes(file_, header.data(), header.size(), 0) &&
                     View(header.data(), kTitle.size()) == kTitle;
  if (!whole) {
    return absl::DataLossError(
        absl::StrCat(path_,
                     " is no key file, or its beginning is damaged: "
                     "put back the newest copy of it"));
  }
  master_ = header[kSecretAt];
  const Key* const master = masters.Find(master_);
  if (master == nullptr) {
    return absl::FailedPreconditionError(absl::StrCat(
        path_, " was sealed with master key ", master_,
        ", which is not among those given: add it to the file of master keys"));
  }
  const auto secret = OpenWith(
      *master, View(header.data() + kSecretAt + 1, Slot::kSealedBytes), kTitle);
  if (!secret.ok() || secret->size() != secret_.size()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "master key ", master_, " is not the one that sealed ", path_,
        ": look for the right one; without it nobody's data can be read"));
  }
  std::copy(secret->begin(), secret->end(), secret_.begin());
  return absl::OkStatus();
}

absl::Status KeyFile::LoadSlots() {
  struct stat facts{};
  if (fstat(file_, &facts) != 0) return Failed("look at");
  const auto size = static_cast<std::uint32_t>(
      (static_cast<std::size_t>(facts.st_size) - kHeaderBytes) / kSlotBytes);
  std::vector<unsigned char> bytes(kSlotsAtOnce * kSlotBytes);
  for (std::uint32_t first = 0; first < size; first += kSlotsAtOnce) {
    const std::uint32_t count = std::min(kSlotsAtOnce, size - first);
    if (!ReadBytes(file_, bytes.data(), count * kSlotBytes, OffsetOf(first))) {
      return Failed("read");
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      OMZIEN_ASSIGN_OR_RETURN(
          slots_.emplace_back(),
          Decode(first + i, View(bytes.data() + i * kSlotBytes, kSlotBytes)));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Slot> KeyFile::Decode(std::uint32_t number,
                                     absl::string_view bytes) const {
  // Slots are added many at a time, and a power cut leaves any of them.
  if (bytes.find_first_not_of('\0') == absl::string_view::npos) {
    return kNobodys;
  }
  const Mark mark =
      MarkOf(Use::kSlot, absl::StrCat(number, ":", bytes.substr(0, kMarkAt)));
  const auto state = static_cast<Slot::State>(bytes[0]);
  if (View(mark.data(), mark.size()) != bytes.substr(kMarkAt, mark.size()) ||
      state < Slot::State::kReady || state > Slot::State::kErased) {
    return absl::DataLossError(absl::StrCat("slot ", number, " of ", path_,
                                            " is damaged: stop the server and "
                                            "put back the newest copy of the "
                                            "file"));
  }
  Slot slot;
  slot.state = state;
  slot.master = static_cast<std::uint8_t>(bytes[1]);
  std::copy_n(bytes.begin() + kOwnerAt, slot.owner.size(), slot.owner.begin());
  std::copy_n(bytes.begin() + kSealedAt, slot.sealed.size(),
              slot.sealed.begin());
  return slot;
}

absl::Status KeyFile::Write(std::uint32_t number, const Slot& slot) {
  SlotBytes bytes{};
  bytes[0] = static_cast<unsigned char>(slot.state);
  bytes[1] = slot.master;
  std::ranges::copy(slot.owner, bytes.begin() + kOwnerAt);
  std::ranges::copy(slot.sealed, bytes.begin() + kSealedAt);
  const Mark mark = MarkOf(
      Use::kSlot, absl::StrCat(number, ":", View(bytes.data(), kMarkAt)));
  std::ranges::copy(mark, bytes.begin() + kMarkAt);
  if (!WriteAll(file_, bytes.data(), bytes.size(), OffsetOf(number))) {
    return Failed("write");
  }
  if (number >= slots_.size()) slots_.resize(number + 1, kNobodys);
  slots_[number] = slot;
  return absl::OkStatus();
}

absl::Status KeyFile::Sync() {
  return fdatasync(file_) == 0 ? absl::OkStatus() : Failed("sync");
}

absl::Status KeyFile::Rewrap(const MasterKeys& masters) {
  if (master_ == masters.newest()) return absl::OkStatus();
  const Header header = MakeHeader(secret_, masters);
  if (!WriteAll(file_, header.data(), header.size(), 0)) return Failed("write");
  OMZIEN_RETURN_IF_ERROR(Sync());
  master_ = masters.newest();
  return absl::OkStatus();
}

Mark KeyFile::MarkOf(Use use, absl::string_view text) const {
  const auto kind = static_cast<unsigned char>(use);
  crypto_generichash_state state;
  Mark mark{};
  crypto_generichash_init(&state, secret_.data(), secret_.size(), mark.size());
  crypto_generichash_update(&state, &kind, 1);
  crypto_generichash_update(&state, Bytes(text), text.size());
  crypto_generichash_final(&state, mark.data(), mark.size());
  return mark;
}

}  // namespace omzien::people
