#include "server/api/watch_reactor.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/server_context.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_bytes.h"
#include "server/api/grpc_status.h"
#include "server/api/outcome.h"
#include "server/api/watches.h"
#include "server/core/engine.h"
#include "server/core/error.h"

namespace omzien::api {

WatchReactor::WatchReactor(Watches& watches, Dispatcher& dispatcher,
                           grpc::CallbackServerContext& context)
    : watches_(watches),
      dispatcher_(dispatcher),
      context_(context),
      begun_(dispatcher.clock().SteadyNow()) {}

void WatchReactor::Start(v1::Actor actor, v1::WatchRequest request) {
  actor_ = std::move(actor);
  {
    const absl::MutexLock lock(&mutex_);
    request_ = request;
    unread_ = true;
  }
  // Before the first read, so that nothing falls in between. The subscription
  // ends in OnDone(), while this still lives.
  const std::uint64_t subscription =
      dispatcher_.engine().Subscribe(request.parent(), [this] {
        {
          const absl::MutexLock lock(&mutex_);
          unread_ = true;
        }
        Step();
      });
  {
    const absl::MutexLock lock(&mutex_);
    subscription_ = subscription;
  }
  Step();
}

void WatchReactor::End(absl::Status status) {
  {
    const absl::MutexLock lock(&mutex_);
    if (!end_) end_ = std::move(status);
  }
  Step();
}

void WatchReactor::Beat() {
  {
    const absl::MutexLock lock(&mutex_);
    if (writing_ && ++beats_untaken_ == kBeatsUntakenMax) {
      if (!end_) {
        end_ = core::Refuse(core::Reason::kWatchTooSlow,
                            "the client does not read; watch again from the "
                            "last event that it saw");
      }
      // The status would wait behind the message that nobody takes.
      context_.TryCancel();
    }
    beat_due_ = true;
  }
  Step();
}

void WatchReactor::OnWriteDone(bool ok) {
  {
    const absl::MutexLock lock(&mutex_);
    writing_ = false;
    beats_untaken_ = 0;
    if (!ok && !end_) end_ = absl::CancelledError("the client has left");
  }
  Step();
}

void WatchReactor::OnCancel() {
  End(absl::CancelledError("the client has left"));
}

void WatchReactor::OnDone() {
  const std::shared_ptr<WatchReactor> self = shared_from_this();
  absl::Status status;
  std::optional<std::uint64_t> subscription;
  {
    const absl::MutexLock lock(&mutex_);
    status = end_.value_or(absl::CancelledError("the client has left"));
    subscription = subscription_;
  }
  // Without the lock, for which a wake may be waiting.
  if (subscription) dispatcher_.engine().Unsubscribe(*subscription);
  if (dispatcher_.log()) {
    dispatcher_.log()(
        DescribeEnd("Watch", status, dispatcher_.clock().SteadyNow() - begun_));
  }
  watches_.Remove(self);
}

void WatchReactor::Step() {
  v1::WatchRequest request;
  {
    const absl::MutexLock lock(&mutex_);
    if (finished_ || writing_) return;
    if (end_) {
      finished_ = true;
      Finish(ToGrpcStatus(*end_));
      return;
    }
    if (next_ < page_.size()) return Write(page_[next_++]);
    if (reading_ || !unread_) {
      // Before the first read there is no sequence to resume from.
      if (beat_due_ && greeted_) {
        v1::WatchResponse heartbeat;
        heartbeat.set_sequence(request_.after_sequence());
        Write(heartbeat);
      }
      return;
    }
    unread_ = false;
    reading_ = true;
    request = request_;
  }
  dispatcher_.engine().ReadWatch(
      actor_, std::move(request), kWatchPageMax,
      [self = shared_from_this()](absl::StatusOr<Events> events) {
        self->OnRead(std::move(events));
      });
}

void WatchReactor::OnRead(absl::StatusOr<Events> events) {
  {
    const absl::MutexLock lock(&mutex_);
    reading_ = false;
    if (finished_) return;
    if (!events.ok()) {
      if (!end_) end_ = std::move(events).status();
    } else if (!events->empty()) {
      const bool news = !events->back().method().empty();
      request_.set_after_sequence(events->back().sequence());
      unread_ = unread_ || news;  // A page may be followed by another.
      if (news || !greeted_) {
        page_ = *std::move(events);
        next_ = 0;
      }
      greeted_ = true;
    }
  }
  Step();
}

void WatchReactor::Write(const v1::WatchResponse& response) {
  bytes_ = ToBytes(response);
  writing_ = true;
  beat_due_ = false;
  StartWrite(&bytes_);
}

}  // namespace omzien::api
