// The lane's own work: timers, and what follows from time that went by without
// it.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/lane.h"
#include "server/core/observer.h"
#include "server/core/signal_contacts.h"
#include "server/core/startup.h"
#include "server/core/store.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::TimerRecord;

// The lane notes at least this often that it runs.
constexpr absl::Duration kAliveEvery = absl::Minutes(1);

// Contact persons for signals are counted this often.
constexpr absl::Duration kContactsEvery = absl::Minutes(1);

// A timer whose command failed is tried again after this, then twice as long,
// and so on, but at least every hour.
constexpr absl::Duration kAgainFirst = absl::Minutes(1);
constexpr absl::Duration kAgainMax = absl::Hours(1);

absl::Duration WaitAfter(int failures) {
  absl::Duration wait = kAgainFirst;
  for (int i = 1; i < failures && wait < kAgainMax; ++i) wait *= 2;
  return std::min(wait, kAgainMax);
}

}  // namespace

absl::Status Lane::Resume(absl::Duration outage) {
  Transaction transaction(state_, SystemCaller(), "Resume", clock_->Now());
  OMZIEN_RETURN_IF_ERROR(ResumeState(transaction, outage));
  return transaction.empty() ? absl::OkStatus() : Commit(transaction);
}

// Time in which the clock was in doubt is an outage: nobody was asked in it,
// and silence in it counts against nobody.
void Lane::FollowClock(absl::Time now) {
  if (clock_->jumped()) {
    if (!doubted_since_.has_value()) doubted_since_ = now;
    return;
  }
  if (!doubted_since_.has_value()) return;
  const absl::Duration outage = now - *doubted_since_;
  doubted_since_.reset();
  if (const absl::Status status = Resume(outage); !status.ok()) {
    Report("waiting times cannot be lengthened by the time in doubt", status);
  }
}

void Lane::RunTimers(absl::AnyInvocable<void(absl::Time) &&> done) {
  Post("RunTimers", [this, done = std::move(done)]() mutable {
    const absl::Time now = clock_->Now();
    const bool whole = state_.readiness.whole;
    if (!failed_ && whole) FollowClock(now);
    state_.accounts.SetNow(now);
    // While the clock is in doubt nobody is asked and nothing lapses.
    if (failed_ || !whole || clock_->jumped()) {
      TellFigures();
      return std::move(done)(now + absl::Seconds(1));
    }
    StampAlive(now);
    TellFigures();
    RunNextTimer(std::move(done));
  });
}

// The first timer that is due and not deferred; when the next one is.
absl::StatusOr<DueTimers> Lane::FindTimer(absl::Time now) {
  OMZIEN_ASSIGN_OR_RETURN(
      DueTimers found, FindDueTimers(state_.ports.store, now,
                                     1 + static_cast<int>(deferred_.size())));
  std::erase_if(found.due, [&](const DueTimer& due) {
    const auto deferred = deferred_.find(due.key);
    if (deferred == deferred_.end() || deferred->second.again <= now) {
      return false;
    }
    found.next = std::min(found.next, deferred->second.again);
    return true;
  });
  return found;
}

void Lane::RunNextTimer(absl::AnyInvocable<void(absl::Time) &&> done) {
  const absl::Time now = clock_->Now();
  // The clock may come into doubt between two timers as well.
  if (clock_->jumped()) return std::move(done)(now + absl::Seconds(1));
  const auto found = FindTimer(now);
  if (!found.ok()) {
    Report("the timers cannot be read", found.status());
    return std::move(done)(now + absl::Seconds(1));
  }
  if (found->due.empty() || failed_) {
    next_timer_ = found->next;
    return std::move(done)(found->next);
  }
  next_timer_ = FromProto(found->due.front().timer.due_time());
  RunOneTimer(found->due.front(), now);
  // One a turn: calls that wait are not held up by many timers.
  Post("RunTimers", [this, done = std::move(done)]() mutable {
    RunNextTimer(std::move(done));
  });
}

void Lane::RunOneTimer(const DueTimer& due, absl::Time now) {
  turn_ = TimerMethod(due.timer.kind());
  Transaction transaction(state_, SystemCaller(), turn_, now);
  absl::Status status = RunTimer(transaction, due.key, due.timer);
  if (status.ok()) status = Commit(transaction);
  if (status.ok()) {
    deferred_.erase(due.key);
    if (due.timer.kind() == TimerRecord::KIND_RECKON_PRICES &&
        state_.catalogue.AsksOneByOne(due.timer.subject())) {
      ReckonPrices(due.timer.subject());
    }
    return;
  }
  // Never dropped: somebody waits for what it does.
  Deferred& deferred = deferred_[due.key];
  const absl::Duration wait = WaitAfter(++deferred.failures);
  deferred.again = now + wait;
  Report(absl::StrCat(TimerMethod(due.timer.kind()), " of ",
                      due.timer.subject(), " failed ", deferred.failures,
                      " times; it is tried again after ",
                      absl::FormatDuration(wait)),
         status);
}

void Lane::StampAlive(absl::Time now) {
  if (state_.lane.has_alive_time() &&
      now - FromProto(state_.lane.alive_time()) < kAliveEvery) {
    return;
  }
  *state_.lane.mutable_alive_time() = ToProto(now);
  Batch batch;
  batch.mutations.push_back(
      {Keyspace::kMeta, "lane/0", state_.lane.SerializeAsString()});
  const auto written = state_.ports.store.Write(batch);
  failed_ = failed_ || !written.ok();
  // Synced with what comes next, or now: it is what an outage is measured by.
  WhenDurable([] {});
}

void Lane::TellFigures() {
  if (state_.ports.observer == nullptr) return;
  LaneFigures figures;
  figures.calls_waiting = waiting_.load();
  figures.people = static_cast<int>(state_.people.so_far().size());
  figures.volunteers = static_cast<int>(state_.index.so_far().size());
  figures.people_read_percent = people_read_percent_;
  figures.sequence = state_.lane.sequence();
  figures.durable_sequence = durable_sequence_;
  figures.messages_waiting = static_cast<int>(outbox_.size());
  figures.next_message_due = outbox_.next_due();
  figures.next_timer_due = next_timer_;
  figures.clock_jumped = clock_->jumped();
  // Seldom: with many municipalities it is a walk over many memberships.
  if (clock_->Now() >= next_contacts_) {
    without_signal_contact_ = CountWithoutSignalContact(state_);
    next_contacts_ = clock_->Now() + kContactsEvery;
  }
  figures.without_signal_contact = without_signal_contact_;
  state_.ports.observer->OnLane(figures);
}

}  // namespace omzien::core
