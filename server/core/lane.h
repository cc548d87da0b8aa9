// The engine: one lane over one store. See engine.h for the contract.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/engine.h"
#include "server/core/idempotency.h"
#include "server/core/lane_clock.h"
#include "server/core/outbox_queue.h"
#include "server/core/people_loading.h"
#include "server/core/prices.h"
#include "server/core/state.h"
#include "server/core/timers.h"
#include "server/core/watch_registry.h"

namespace omzien::core {

class Lane final : public Engine {
 public:
  Lane(Ports ports, Catalogue catalogue);

  // Rebuilds the state from the store, or with workers begins to. Before
  // anything else, on any thread.
  absl::Status Open();

  void Call(Operation operation, Reply reply) override;
  absl::StatusOr<omzien::v1::Actor> Identify(absl::string_view token,
                                             const CallerWish& wish) override;
  bool HasScopeFor(const omzien::v1::Actor& actor,
                   const PolicyRow& method) override;
  void RunTimers(absl::AnyInvocable<void(absl::Time) &&> done) override;
  void ReadWatch(omzien::v1::Actor actor, omzien::v1::WatchRequest request,
                 int max, WatchReply reply) override;
  std::uint64_t Subscribe(const std::string& parent,
                          std::function<void()> wake) override;
  void Unsubscribe(std::uint64_t subscription) override;
  bool clock_jumped() const override { return clock_->jumped(); }
  void ConfirmClock() override { clock_->Confirm(); }

  void Take(int max,
            absl::AnyInvocable<void(std::vector<omzien::v1::Notice>) &&> done)
      override;
  void Record(const std::string& id, absl::Status result) override;
  absl::Time NextDue() const override { return outbox_.next_due(); }
  void OnDue(std::function<void()> wake) override { on_due_ = std::move(wake); }

 private:
  // A timer whose command failed: when it is tried again.
  struct Deferred {
    int failures = 0;
    absl::Time again;
  };

  // A call whose turn has not come.
  struct Waiting {
    Operation operation;
    Reply reply;
    absl::Duration until;  // Steady time.
  };

  // Posts a task as one turn of the lane, of which the observer is told. `what`
  // names it, unless the task says more.
  void Post(std::string what, absl::AnyInvocable<void() &&> task);

  // The rest runs in the lane.
  void Answer(Waiting call);
  absl::Status Run(Operation& operation);
  Caller CallerOf(const omzien::v1::Actor& actor, omzien::v1::Origin origin,
                  absl::string_view method) const;
  absl::Status Authenticate(Transaction& transaction);
  absl::Status Commit(Transaction& transaction);
  void BecameDurable(const store::v1::JournalEntry& entry);

  // Of lane_start.cc.
  absl::Status LoadOutbox();
  absl::Status LoadBesideCalls();
  void TakePeopleRead(LoadedPeople people);
  void TakeEngagedFrom(std::size_t first);
  absl::Status BecomeWhole();
  void EndLoading(const absl::Status& status);
  // Does it again when the views are whole.
  void Hold(std::string what, absl::AnyInvocable<void() &&> task);
  void Hold(Waiting call);

  // Of lane_timers.cc.
  absl::Status Resume(absl::Duration outage);
  void FollowClock(absl::Time now);
  void RunNextTimer(absl::AnyInvocable<void(absl::Time) &&> done);
  absl::StatusOr<DueTimers> FindTimer(absl::Time now);
  void RunOneTimer(const DueTimer& due, absl::Time now);
  void StampAlive(absl::Time now);
  void TellFigures();

  // Of lane_prices.cc.
  void ReckonPrices(const std::string& municipality);
  void TakePrices(const std::string& municipality, absl::StatusOr<Night> night);

  // Of lane_reading.cc.
  void ReadWatchPart(omzien::v1::Actor actor, omzien::v1::WatchRequest request,
                     int max, WatchReply reply);
  absl::StatusOr<std::int64_t> CollectEvents(
      Transaction& transaction, const omzien::v1::WatchRequest& request,
      int max, std::vector<omzien::v1::WatchResponse>& events);

  // Of lane_delivery.cc.
  std::vector<omzien::v1::Notice> Compose(int max);
  absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeOne(
      const std::string& id);
  void RecordNow(const std::string& id, const absl::Status& result);
  void TryAgainLater(const std::string& id);
  void WhenDurable(absl::AnyInvocable<void() &&> done);
  void Report(absl::string_view what, const absl::Status& status);

  State state_;
  std::unique_ptr<LaneClock> clock_;
  WatchRegistry watchers_;
  OutboxQueue outbox_;
  std::function<void()> on_due_;
  std::atomic<int> waiting_{0};
  std::string turn_;  // What the present turn is.
  std::int64_t durable_sequence_ = 0;
  // While the views are not whole.
  struct Held {
    std::string what;
    absl::AnyInvocable<void() &&> task;
  };
  std::unique_ptr<PeopleLoading> loading_;
  std::vector<std::string> engaged_;
  std::vector<Held> held_;
  int people_read_percent_ = 100;
  absl::Duration outage_;                     // Before this start.
  std::map<std::string, Deferred> deferred_;  // By the timer's key.
  absl::Time next_timer_ = absl::InfiniteFuture();
  int without_signal_contact_ = 0;
  absl::Time next_contacts_ = absl::InfinitePast();
  // When the clock came in doubt; nothing has lapsed since.
  std::optional<absl::Time> doubted_since_;
  // A write failed: memory and disk may differ, so nothing is answered any
  // more.
  bool failed_ = false;
};

}  // namespace omzien::core
