#include "server/runtime/backups.h"

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/administration.h"
#include "server/core/clock.h"
#include "server/core/error.h"
#include "server/core/lane_clock.h"
#include "server/core/times.h"
#include "server/runtime/disk.h"
#include "server/runtime/log.h"

namespace omzien::runtime {
namespace {

namespace fs = std::filesystem;
using v1::Backup;

// Four digits of the year and no more, whatever follows.
constexpr char kNameFormat[] = "omzien-%E4Y%m%d-%H%M%SZ";

// When the backup in a folder of this name was made; nothing for another name.
std::optional<absl::Time> TimeOf(const std::string& name) {
  absl::Time time;
  if (!absl::ParseTime(kNameFormat, name, &time, nullptr)) return std::nullopt;
  return time;
}

std::string PathOf(const std::string& parent, absl::Time time) {
  return absl::StrCat(parent, "/",
                      absl::FormatTime(kNameFormat, time, absl::UTCTimeZone()));
}

}  // namespace

Backups::Backups(Options options, core::Clock& clock, Log& log)
    : options_(std::move(options)),
      clock_(clock),
      log_(log),
      last_(FindLast()) {}

Backups::~Backups() {
  std::thread running;
  {
    const absl::MutexLock lock(&mutex_);
    running.swap(thread_);
  }
  if (running.joinable()) running.join();
}

std::optional<Backup> Backups::last() const {
  const absl::MutexLock lock(&mutex_);
  return last_;
}

std::optional<Backup> Backups::FindLast() const {
  std::error_code error;
  fs::directory_iterator entry(options_.backup_dir, error);
  // A name of the future was given under a wrong clock; it would hide how old
  // the others are.
  const absl::Time last = clock_.TimeNow() + core::kClockJump;
  absl::Time newest = absl::InfinitePast();
  std::string dir;
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto time = TimeOf(entry->path().filename().string());
    std::error_code gone;
    if (time.has_value() && *time > newest && *time <= last &&
        entry->is_directory(gone)) {
      newest = *time;
      dir = entry->path().string();
    }
  }
  if (dir.empty()) return std::nullopt;
  Backup backup;
  backup.set_dir(dir);
  *backup.mutable_create_time() = core::ToProto(newest);
  backup.set_bytes(LookAtDisk(dir).bytes);
  if (options_.sequence_of) backup.set_sequence(options_.sequence_of(dir));
  return backup;
}

void Backups::Create(core::Administration::BackupReply reply) {
  absl::Status refused;
  {
    const absl::MutexLock lock(&mutex_);
    if (options_.backup_dir.empty()) {
      refused = core::Refuse(core::Reason::kBackupsNotConfigured,
                             "there is no folder for backups: set "
                             "storage.backup_dir and start the server again");
    } else if (running_) {
      refused = core::Refuse(core::Reason::kBackupRunning,
                             "a backup is being made; wait until it is there");
    } else {
      running_ = true;
      // The thread before has nothing left to do but to end.
      if (thread_.joinable()) thread_.join();
      thread_ = std::thread(
          [this, now = clock_.TimeNow(), done = std::move(reply)]() mutable {
            Finish(Make(now), std::move(done));
          });
      return;
    }
  }
  std::move(reply)(refused);
}

absl::StatusOr<Backup> Backups::Make(absl::Time now) const {
  const std::string& parent = options_.backup_dir;
  std::error_code error;
  if (fs::create_directories(parent, error)) {
    // What is in it is about people.
    fs::permissions(parent, fs::perms::owner_all, error);
  }
  if (error) {
    return core::Refuse(
        core::Reason::kBackupFailed,
        absl::StrCat("cannot make the folder ", parent, ": ", error.message()));
  }
  // Names are by the second, so that is what the time is kept by; the next one
  // that is free, when two are made within one.
  now = absl::FromUnixSeconds(absl::ToUnixSeconds(now));
  std::string dir = PathOf(parent, now);
  while (fs::exists(dir, error)) dir = PathOf(parent, now += absl::Seconds(1));
  const absl::StatusOr<Copy> copy = options_.copy(dir);
  if (!copy.ok()) {
    return core::Refuse(core::Reason::kBackupFailed, copy.status().message());
  }
  Backup backup;
  backup.set_dir(dir);
  *backup.mutable_create_time() = core::ToProto(now);
  backup.set_sequence(copy->sequence);
  backup.set_bytes(copy->bytes);
  *backup.mutable_duration() = core::ToProto(copy->took);
  return backup;
}

void Backups::Finish(absl::StatusOr<Backup> made,
                     core::Administration::BackupReply reply) {
  if (made.ok()) {
    log_.Info("a backup was made",
              {{"dir", made->dir()},
               {"sequence", absl::StrCat(made->sequence())},
               {"bytes", absl::StrCat(made->bytes())}});
  } else {
    log_.Error("no backup could be made; free or mend the disk and try again",
               {{"error", std::string(made.status().message())}});
  }
  {
    const absl::MutexLock lock(&mutex_);
    if (made.ok()) last_ = *made;
    running_ = false;
  }
  std::move(reply)(std::move(made));
}

}  // namespace omzien::runtime
