#include "server/runtime/concerns.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/times.h"
#include "server/runtime/figures.h"
#include "server/runtime/log.h"

namespace omzien::runtime {
namespace {

using v1::Concern;
using v1::ServerStatus;

constexpr std::int64_t kGiB = 1LL << 30;
constexpr std::int64_t kMiB = 1LL << 20;

struct Lines {
  bool stops_work = false;  // An error; else a warning.
  absl::string_view begins;
  absl::string_view ends;
};

// No default: a new kind without a line does not compile (-Werror=switch).
Lines LinesFor(Concern::Kind kind) {
  switch (kind) {
    case Concern::KIND_CLOCK_JUMPED:
      return {true,
              "the machine's clock jumped by more than 5 minutes: nobody is "
              "asked and nothing lapses; set the clock right, or send SIGUSR1 "
              "if it is right",
              "the clock is trusted again; timers go on"};
    case Concern::KIND_MAIL_FAILING:
      return {true,
              "mail is not delivered: the last messages all failed. They wait "
              "and are tried again, then become work for the desk; look at "
              "the mail server and at notify.smtp",
              "mail is delivered again"};
    case Concern::KIND_NO_BACKUP:
      return {
          false,
          "there is no backup: run `omzien admin backup`, best every night; "
          "it needs storage.backup_dir",
          "there is a backup now"};
    case Concern::KIND_BACKUP_OLD:
      return {false,
              "the newest backup is more than 2 days old: run `omzien admin "
              "backup`, and see why the nightly one did not run",
              "there is a new backup"};
    case Concern::KIND_LANE_SLOW:
      return {false,
              "turns of the lane often take too long, and everybody waits: see "
              "which in `omzien admin status`, and whether the machine is busy "
              "with something else",
              "turns of the lane are short again"};
    case Concern::KIND_DISK_NEARLY_FULL:
      return {true,
              "the disk with the data is nearly full; when it is full the "
              "server stops. Free room or take a larger disk",
              "the disk with the data has room again"};
    case Concern::KIND_TIMERS_LATE:
      return {true,
              "timers run late: asks, reminders and lapses wait; see whether "
              "the machine is busy with something else",
              "timers are on time again"};
    case Concern::KIND_NO_SIGNAL_CONTACT:
      return {false,
              "in some municipality nobody is told of signals that something "
              "is not right with somebody: appoint a contact person, `omzien "
              "members add ... --signal-contact`",
              "every municipality has a contact person for signals now"};
    case Concern::KIND_UNSPECIFIED:
    case v1::Concern_Kind_Concern_Kind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::Concern_Kind_Concern_Kind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return {};
}

// The one figure that goes with it.
LogField FigureFor(Concern::Kind kind, const ServerStatus& status) {
  switch (kind) {
    case Concern::KIND_MAIL_FAILING:
      return {"waiting", absl::StrCat(status.outbox().waiting())};
    case Concern::KIND_DISK_NEARLY_FULL:
      return {"free-mb", absl::StrCat(status.store().disk_free_bytes() / kMiB)};
    case Concern::KIND_LANE_SLOW:
      return {"longest", status.lane().longest_turn_method()};
    case Concern::KIND_BACKUP_OLD:
      return {"last", status.last_backup().dir()};
    default:
      return {"concern", Concern::Kind_Name(kind)};
  }
}

// A twentieth of the disk, but at least 1 GiB and at most 20.
bool IsNearlyFull(const v1::StoreStatus& store) {
  return store.disk_bytes() > 0 &&
         store.disk_free_bytes() <
             std::clamp(store.disk_bytes() / 20, kGiB, 20 * kGiB);
}

auto Find(std::vector<Concern>& concerns, Concern::Kind kind) {
  return std::ranges::find(concerns, kind, &Concern::kind);
}

}  // namespace

std::vector<Concern> FindConcerns(const ServerStatus& status,
                                  const FigureValues& figures) {
  std::vector<Concern> found;
  const auto add = [&found](Concern::Kind kind) -> Concern& {
    found.emplace_back().set_kind(kind);
    return found.back();
  };
  const absl::Time now = core::FromProto(status.time());
  if (status.lane().clock_jumped()) add(Concern::KIND_CLOCK_JUMPED);
  if (figures.failed_in_a_row >= kMailFailures) {
    *add(Concern::KIND_MAIL_FAILING).mutable_since_time() =
        core::ToProto(figures.failing_since);
  }
  if (!status.has_last_backup()) {
    *add(Concern::KIND_NO_BACKUP).mutable_since_time() = status.start_time();
  } else if (const absl::Time old =
                 core::FromProto(status.last_backup().create_time()) +
                 kBackupOld;
             old < now) {
    *add(Concern::KIND_BACKUP_OLD).mutable_since_time() = core::ToProto(old);
  }
  if (figures.lane_slow) add(Concern::KIND_LANE_SLOW);
  if (IsNearlyFull(status.store())) add(Concern::KIND_DISK_NEARLY_FULL);
  // Held against the moment at which the lane said so: the timer may have run
  // since.
  if (!status.lane().clock_jumped() &&
      figures.lane.next_timer_due + kTimerLate < figures.lane_time) {
    add(Concern::KIND_TIMERS_LATE);
  }
  if (figures.lane.without_signal_contact > 0) {
    add(Concern::KIND_NO_SIGNAL_CONTACT);
  }
  return found;
}

std::vector<Concern> Concerns::Update(std::vector<Concern> found,
                                      const ServerStatus& status) {
  const absl::MutexLock lock(&mutex_);
  for (Concern& concern : found) {
    const auto known = Find(known_, concern.kind());
    if (known != known_.end()) {
      *concern.mutable_since_time() = known->since_time();
      continue;
    }
    if (!concern.has_since_time()) {
      *concern.mutable_since_time() = status.time();
    }
    const Lines lines = LinesFor(concern.kind());
    const LogField figure = FigureFor(concern.kind(), status);
    if (lines.stops_work) {
      log_.Error(lines.begins, {figure});
    } else {
      log_.Warning(lines.begins, {figure});
    }
  }
  for (const Concern& known : known_) {
    if (Find(found, known.kind()) != found.end()) continue;
    const absl::Duration lasted =
        core::FromProto(status.time()) - core::FromProto(known.since_time());
    log_.Info(LinesFor(known.kind()).ends,
              {FigureFor(known.kind(), status),
               {"after-s", absl::StrCat(absl::ToInt64Seconds(lasted))}});
  }
  std::ranges::stable_sort(found, {}, [](const Concern& concern) {
    return core::FromProto(concern.since_time());
  });
  known_ = found;
  return found;
}

}  // namespace omzien::runtime
