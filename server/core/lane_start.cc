// How the lane begins: what it must have at once, and the views of the people,
// which in a large store take seconds. With workers those are rebuilt beside
// the lane: reads that do not look into them are answered meanwhile, all else
// waits for them.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/engine.h"
#include "server/core/lane.h"
#include "server/core/lane_clock.h"
#include "server/core/people_loading.h"
#include "server/core/people_parts.h"
#include "server/core/settings.h"
#include "server/core/startup.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using store::v1::OutboxRecord;

// Volunteers who are engaged, a turn: each takes some ten reads.
constexpr std::size_t kEngagedMax = 50;

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> Engine::Start(Ports ports,
                                                      Settings settings) {
  OMZIEN_ASSIGN_OR_RETURN(Catalogue catalogue,
                          Catalogue::Make(std::move(settings)));
  auto lane = std::make_unique<Lane>(std::move(ports), std::move(catalogue));
  OMZIEN_RETURN_IF_ERROR(lane->Open());
  return lane;
}

Lane::Lane(Ports ports, Catalogue catalogue)
    : state_(std::move(ports), std::move(catalogue)) {}

absl::Status Lane::Open() {
  OMZIEN_RETURN_IF_ERROR(LoadBasis(state_));
  clock_ = std::make_unique<LaneClock>(
      state_.ports.clock, state_.lane.has_time() ? FromProto(state_.lane.time())
                                                 : absl::InfinitePast());
  state_.accounts.SetNow(clock_->Now());
  durable_sequence_ = state_.lane.sequence();
  OMZIEN_RETURN_IF_ERROR(LoadOutbox());
  outage_ = state_.lane.has_alive_time()
                ? clock_->Now() - FromProto(state_.lane.alive_time())
                : absl::ZeroDuration();
  if (state_.ports.workers != nullptr) return LoadBesideCalls();
  OMZIEN_RETURN_IF_ERROR(LoadPeople(state_, clock_->Now()));
  return BecomeWhole();
}

absl::Status Lane::LoadOutbox() {
  absl::Status damaged;
  OMZIEN_RETURN_IF_ERROR(state_.ports.store.Scan(
      Keyspace::kOutbox, {}, /*reverse=*/false,
      [&](absl::string_view key, absl::string_view value) {
        OutboxRecord message;
        if (!message.ParseFromArray(value.data(),
                                    static_cast<int>(value.size()))) {
          damaged = absl::DataLossError("a stored message cannot be read");
          return false;
        }
        outbox_.Put(std::string(key), FromProto(message.due_time()));
        return true;
      }));
  return damaged;
}

absl::Status Lane::LoadBesideCalls() {
  auto moment = state_.ports.store.Snapshot();
  OMZIEN_ASSIGN_OR_RETURN(
      auto reader, PeopleReader::Open(*moment, state_.codec, state_.catalogue));
  state_.readiness.whole = false;
  people_read_percent_ = 0;
  loading_ = std::make_unique<PeopleLoading>(
      PeopleLoading::Executors{state_.ports.executor, *state_.ports.workers},
      std::move(moment), std::move(reader),
      PeopleLoading::Listener{
          [this](int percent) { people_read_percent_ = percent; },
          [this](absl::StatusOr<LoadedPeople> people) {
            if (people.ok()) {
              TakePeopleRead(*std::move(people));
            } else {
              EndLoading(people.status());
            }
          }});
  Post("Start", [this] { loading_->Start(); });
  return absl::OkStatus();
}

void Lane::TakePeopleRead(LoadedPeople people) {
  engaged_ = std::move(people.engaged);
  TakePeople(state_, std::move(people));
  loading_.reset();
  Post("Start", [this] { TakeEngagedFrom(0); });
}

void Lane::TakeEngagedFrom(std::size_t first) {
  const std::size_t count = std::min(kEngagedMax, engaged_.size() - first);
  const absl::Status taken = TakeEngaged(
      state_, std::span(engaged_).subspan(first, count), clock_->Now());
  if (!taken.ok()) return EndLoading(taken);
  if (first + count < engaged_.size()) {
    return Post("Start",
                [this, next = first + count] { TakeEngagedFrom(next); });
  }
  engaged_.clear();
  EndLoading(BecomeWhole());
}

absl::Status Lane::BecomeWhole() {
  state_.readiness = {};
  OMZIEN_RETURN_IF_ERROR(Resume(outage_));
  StampAlive(clock_->Now());
  return absl::OkStatus();
}

void Lane::EndLoading(const absl::Status& status) {
  people_read_percent_ = 100;
  failed_ = failed_ || !status.ok();
  TellFigures();
  // What was held is refused when it failed.
  for (Held& held : std::exchange(held_, {})) {
    Post(std::move(held.what), std::move(held.task));
  }
  if (state_.ports.on_whole) state_.ports.on_whole(status);
}

void Lane::Hold(std::string what, absl::AnyInvocable<void() &&> task) {
  held_.push_back({std::move(what), std::move(task)});
}

void Lane::Hold(Waiting call) {
  std::string what = call.operation.method;
  Hold(std::move(what),
       [this, call = std::move(call)]() mutable { Answer(std::move(call)); });
}

}  // namespace omzien::core
