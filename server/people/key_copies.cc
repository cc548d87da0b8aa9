#include "server/people/key_copies.h"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/lane_clock.h"

namespace omzien::people {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kLookEvery = absl::Minutes(1);
// A whole number of slots; some microseconds of the lane.
constexpr std::size_t kBytesATurn = 64 << 10;

// "people-20261122-031500Z.keys", in UTC.
constexpr char kStart[] = "people-";
constexpr char kEnd[] = ".keys";
constexpr char kPartial[] = ".partial";
constexpr char kTime[] = "%E4Y%m%d-%H%M%SZ";

absl::Status Failed(absl::string_view what, const std::string& path,
                    int error) {
  return absl::InternalError(absl::StrCat(
      what, " ", path, ": ", std::generic_category().message(error)));
}

// Of a copy's name; infinitely long ago for what is none.
absl::Time TimeOf(const std::string& name) {
  absl::string_view text = name;
  absl::Time time;
  std::string error;
  if (absl::ConsumePrefix(&text, kStart) && absl::ConsumeSuffix(&text, kEnd) &&
      absl::ParseTime(kTime, text, absl::UTCTimeZone(), &time, &error)) {
    return time;
  }
  return absl::InfinitePast();
}

}  // namespace

// One copy on its way.
struct KeyCopies::Copying {
  ~Copying() {
    if (from >= 0) close(from);
    if (to >= 0) close(to);
  }

  core::Executor& lane;
  Report report;
  std::string key_file;
  std::string path;
  int from = -1;
  int to = -1;
  std::string part = std::string(kBytesATurn, '\0');
};

KeyCopies::KeyCopies(Options options, core::Executor& lane, core::Clock& clock,
                     Report report)
    : options_(std::move(options)),
      lane_(lane),
      clock_(clock),
      report_(std::move(report)) {}

// True when a copy is due.
absl::StatusOr<bool> KeyCopies::Tidy(absl::Time now) {
  std::error_code error;
  if (fs::create_directories(options_.dir, error)) {
    fs::permissions(options_.dir, fs::perms::owner_all, error);
  }
  if (error) {
    return Failed("cannot make the folder", options_.dir, error.value());
  }
  // A name of the future was given under a wrong clock.
  absl::Time newest = absl::InfinitePast();
  std::vector<fs::path> unwanted;
  std::vector<std::pair<absl::Time, fs::path>> copies;
  for (const auto& entry : fs::directory_iterator(options_.dir, error)) {
    const std::string name = entry.path().filename();
    const absl::Time time = TimeOf(name);
    if (absl::StartsWith(name, kStart) && absl::EndsWith(name, kPartial)) {
      unwanted.push_back(entry.path());
    } else if (time != absl::InfinitePast()) {
      copies.emplace_back(time, entry.path());
      if (time <= now + core::kClockJump) newest = std::max(newest, time);
    }
  }
  if (error) return Failed("cannot read", options_.dir, error.value());
  // The newest stays until there is one after it, however old it is.
  for (const auto& [time, path] : copies) {
    if (time != newest && time + options_.retention <= now) {
      unwanted.push_back(path);
    }
  }
  for (const fs::path& path : unwanted) {
    std::error_code removed;
    if (!fs::remove(path, removed) && removed) {
      return Failed("cannot remove", path, removed.value());
    }
  }
  return newest + options_.interval <= now;
}

void KeyCopies::Beat(bool clock_in_doubt) {
  if (options_.dir.empty() || clock_in_doubt) return;
  {
    const absl::MutexLock lock(&mutex_);
    const absl::Duration steady = clock_.SteadyNow();
    if (steady < next_look_) return;
    next_look_ = steady + kLookEvery;
  }
  const absl::Time now = clock_.TimeNow();
  const auto due = Tidy(now);
  if (!due.ok()) return report_(due.status());
  if (!*due) return;
  auto copying = std::make_shared<Copying>(
      lane_, report_, options_.key_file,
      absl::StrCat(options_.dir, "/", kStart,
                   absl::FormatTime(kTime, now, absl::UTCTimeZone()), kEnd));
  lane_.Post(
      [copying = std::move(copying)]() mutable { Step(std::move(copying)); });
}

// Copies a part, and posts the rest.
void KeyCopies::Step(std::shared_ptr<Copying> copying) {
  Copying& it = *copying;
  const std::string partial = it.path + kPartial;
  if (it.from < 0) {
    it.from = open(it.key_file.c_str(), O_RDONLY | O_CLOEXEC);
    if (it.from < 0) {
      return it.report(Failed("cannot read", it.key_file, errno));
    }
    it.to = open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                 S_IRUSR | S_IWUSR);
    if (it.to < 0) return it.report(Failed("cannot write", partial, errno));
  }
  const ssize_t size = read(it.from, it.part.data(), it.part.size());
  if (size < 0) return it.report(Failed("cannot read", it.key_file, errno));
  if (size > 0) {
    if (write(it.to, it.part.data(), static_cast<std::size_t>(size)) != size) {
      return it.report(Failed("cannot write", partial, errno));
    }
    return it.lane.Post(
        [copying = std::move(copying)]() mutable { Step(std::move(copying)); });
  }
  std::error_code error;
  if (fsync(it.to) != 0) {
    return it.report(Failed("cannot write", partial, errno));
  }
  fs::rename(partial, it.path, error);
  if (error) return it.report(Failed("cannot rename", partial, error.value()));
  it.report(it.path);
}

}  // namespace omzien::people
