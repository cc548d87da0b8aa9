// The state machine: one command in; state changes, journal and outbox out.
//
// Everything that reads or changes state runs in the lane, one after another,
// on the Executor. A reply leaves when all that it has seen is durable.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/scarcity.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/channel.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/id_source.h"
#include "server/core/observer.h"
#include "server/core/outbox.h"
#include "server/core/sealer.h"
#include "server/core/settings.h"
#include "server/core/store.h"

namespace omzien::core {

class Transaction;
struct PolicyRow;

// What a method does: reads and changes state through the transaction and fills
// in the response (of the method's type). An error leaves nothing changed.
using Handler = std::function<absl::Status(
    Transaction& transaction, const google::protobuf::Message& request,
    google::protobuf::Message& response)>;

// In what role somebody wants to call; empty where there is one answer.
struct CallerWish {
  omzien::v1::Role role = omzien::v1::ROLE_UNSPECIFIED;
  std::string organisation;
};

// One call of a method. A mutating request carries the fields `request_id` and
// `origin`; the engine reads them by their names.
struct Operation {
  std::string method;  // "PostNeed".
  bool mutating = false;
  // Changes something, and its answer is never kept (v1.MethodRules.issuing).
  bool issuing = false;
  const Handler* handler = nullptr;  // Outlives the call.
  omzien::v1::Actor actor;
  std::unique_ptr<google::protobuf::Message> request;
  std::string fingerprint;  // Of the request as sent; see idempotency.h.
  std::unique_ptr<google::protobuf::Message> response;  // Empty; filled in.
  // How long the caller waits, from when the call is made.
  absl::Duration patience = absl::InfiniteDuration();
};

// Called once, in the lane or on a thread of the store: must not block.
using Reply = absl::AnyInvocable<
    void(absl::StatusOr<std::unique_ptr<google::protobuf::Message>>) &&>;

// What asks cost others, by what was seen; an error when that cannot be said.
// Called at the workers, by several at once.
using ReckonScarcity = std::function<absl::StatusOr<matcher::ScarcityPrices>(
    const matcher::Workload& workload, const matcher::Customs& customs)>;

// The ports; all outlive the engine.
struct Ports {
  Executor& executor;
  Store& store;
  Clock& clock;
  IdSource& ids;
  Sealer& sealer;
  const Writer& writer;
  // Told of what goes wrong with nobody waiting for an answer. In the lane; no
  // personal data.
  std::function<void(absl::string_view what, const absl::Status& status)>
      report;
  // Told how the work goes; may be null.
  Observer* observer = nullptr;
  // Runs tasks beside each other and beside the lane, and has ended those it
  // was given before the engine goes. With it the engine answers while it still
  // reads the people; null: Start() reads them first.
  Executor* workers = nullptr;
  // With workers: called once, in the lane, when the people are read, or cannot
  // be: then every call is refused. May be empty.
  std::function<void(const absl::Status& status)> on_whole = nullptr;
  // By night, for each municipality that asks one by one. Empty: nobody is
  // spared for what others will need.
  ReckonScarcity reckon_scarcity = nullptr;
};

// Thread-safe: every method may be called from any thread once Start()
// returned.
class Engine : public Outbox {
 public:
  // Opens the state: checks format and sealer, rebuilds the views of the people
  // (see Ports::workers), lengthens waiting times by the outage. Call once,
  // before serving.
  static absl::StatusOr<std::unique_ptr<Engine>> Start(Ports ports,
                                                       Settings settings);

  // Runs one call in the lane and answers when durable. RESOURCE_EXHAUSTED at
  // once when the lane's queue is full, DEADLINE_EXCEEDED when the
  // caller's patience has ended before its turn.
  virtual void Call(Operation operation, Reply reply) = 0;

  // Who has this token, in the role that is wished; without a wish the role
  // that the person's only membership gives, else resident. Takes no turn of
  // the lane. WHO_ARE_YOU when the session is over or was never there,
  // NOT_ALLOWED when the person has not got that role.
  virtual absl::StatusOr<omzien::v1::Actor> Identify(
      absl::string_view token, const CallerWish& wish) = 0;

  // True unless this is a program whose membership lacks the scope that the
  // method wants. Takes no turn of the lane.
  virtual bool HasScopeFor(const omzien::v1::Actor& actor,
                           const PolicyRow& method) = 0;

  // Runs all timers that are due; `done` gets the time of the next one. The
  // runtime calls it then, and once a second at least.
  virtual void RunTimers(absl::AnyInvocable<void(absl::Time next) &&> done) = 0;

  // Up to `max` events after `request.after_sequence()` that concern the
  // parent, oldest first, only durable ones. When there are none, one response
  // without `method` that holds the sequence to go on from. Checks the actor.
  using WatchReply = absl::AnyInvocable<
      void(absl::StatusOr<std::vector<omzien::v1::WatchResponse>>) &&>;
  virtual void ReadWatch(omzien::v1::Actor actor,
                         omzien::v1::WatchRequest request, int max,
                         WatchReply reply) = 0;

  // `wake` is called, on any thread, whenever there may be something new for
  // `parent` ("people/..", "municipalities/.."). Must not block. After
  // Unsubscribe() returns, `wake` is not running and never runs again.
  virtual std::uint64_t Subscribe(const std::string& parent,
                                  std::function<void()> wake) = 0;
  virtual void Unsubscribe(std::uint64_t subscription) = 0;

  // The machine's clock jumped by more than 5 minutes: timers stand still until
  // ConfirmClock() takes the new time, or the clock comes back.
  virtual bool clock_jumped() const = 0;
  virtual void ConfirmClock() = 0;
};

}  // namespace omzien::core
