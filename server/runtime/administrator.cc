#include "server/runtime/administrator.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/engine.h"
#include "server/core/times.h"
#include "server/runtime/concerns.h"
#include "server/runtime/disk.h"
#include "server/runtime/figures.h"
#include "server/runtime/version.h"

namespace omzien::runtime {
namespace {

constexpr absl::Duration kBeat = absl::Seconds(1);

void Fill(const FigureValues& figures, v1::LaneStatus& lane) {
  lane.set_calls_waiting(figures.lane.calls_waiting);
  lane.set_people_read_percent(figures.lane.people_read_percent);
  lane.set_people(figures.lane.people);
  lane.set_volunteers(figures.lane.volunteers);
  lane.set_sequence(figures.lane.sequence);
  lane.set_durable_sequence(figures.lane.durable_sequence);
  *lane.mutable_longest_turn() = core::ToProto(figures.longest_held);
  lane.set_longest_turn_method(figures.longest_turn);
  lane.set_turns_over_limit(figures.turns_over_limit);
  if (figures.lane.next_timer_due < absl::InfiniteFuture()) {
    *lane.mutable_next_timer_time() =
        core::ToProto(figures.lane.next_timer_due);
  }
}

void Fill(const FigureValues& figures, v1::OutboxStatus& outbox) {
  outbox.set_waiting(figures.lane.messages_waiting);
  if (figures.lane.next_message_due < absl::InfiniteFuture()) {
    *outbox.mutable_next_due_time() =
        core::ToProto(figures.lane.next_message_due);
  }
  outbox.set_delivered(figures.delivered);
  outbox.set_failed(figures.failed);
  if (figures.failed_in_a_row > 0) {
    *outbox.mutable_failing_since_time() = core::ToProto(figures.failing_since);
  }
}

void Fill(const DiskFigures& disk, v1::StoreStatus& store) {
  store.set_bytes(disk.bytes);
  store.set_log_bytes(disk.log_bytes);
  store.set_disk_free_bytes(disk.free_bytes);
  store.set_disk_bytes(disk.disk_bytes);
}

}  // namespace

Administrator::Administrator(Parts parts, Facts facts)
    : parts_(parts),
      facts_(std::move(facts)),
      start_time_(parts_.clock.TimeNow()),
      concerns_(parts_.log) {}

v1::ServerStatus Administrator::GetStatus() {
  const FigureValues figures = parts_.figures.values();
  v1::ServerStatus status;
  status.set_version(std::string(Version()));
  *status.mutable_start_time() = core::ToProto(start_time_);
  *status.mutable_time() = core::ToProto(parts_.clock.TimeNow());
  Fill(figures, *status.mutable_lane());
  status.mutable_lane()->set_clock_jumped(parts_.engine.clock_jumped());
  Fill(figures, *status.mutable_outbox());
  Fill(LookAtDisk(facts_.data_dir), *status.mutable_store());
  status.mutable_store()->set_dir(facts_.data_dir);
  status.set_open_watches(facts_.open_watches());
  status.set_backup_dir(parts_.backups.backup_dir());
  if (auto last = parts_.backups.last()) {
    *status.mutable_last_backup() = *std::move(last);
  }
  for (v1::Concern& concern :
       concerns_.Update(FindConcerns(status, figures), status)) {
    *status.add_concerns() = std::move(concern);
  }
  return status;
}

void Administrator::CreateBackup(BackupReply reply) {
  parts_.backups.Create(std::move(reply));
}

void Administrator::Beat() {
  {
    const absl::Duration now = parts_.clock.SteadyNow();
    const absl::MutexLock lock(&mutex_);
    if (now < next_beat_) return;
    next_beat_ = now + kBeat;
  }
  // What it finds stands in the log.
  const v1::ServerStatus status = GetStatus();
  if (const int percent = status.lane().people_read_percent(); percent < 100) {
    parts_.log.Info("reading people; changes wait until it is done",
                    {{"percent", absl::StrCat(percent)}});
  }
}

}  // namespace omzien::runtime
