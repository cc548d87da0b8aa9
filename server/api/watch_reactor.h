// One open watch: pulls its events page by page from the engine, as fast as its
// client reads and no faster, so that a slow client costs no memory.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/dispatcher.h"

namespace omzien::api {

class Watches;

// Events asked of the engine at once.
inline constexpr int kWatchPageMax = 50;

// A client that has not taken a message for so many heartbeats is cut off; it
// can resume from the last sequence it saw.
inline constexpr int kBeatsUntakenMax = 3;

// Thread-safe. Owned by Watches until OnDone(), and by the reads under way.
class WatchReactor final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                           public std::enable_shared_from_this<WatchReactor> {
 public:
  // Borrows all three until OnDone().
  WatchReactor(Watches& watches, Dispatcher& dispatcher,
               grpc::CallbackServerContext& context);

  // Starts to send. The first response comes at once: an event, or a heartbeat
  // with the sequence that the watch begins after. Called once at most.
  void Start(omzien::v1::Actor actor, omzien::v1::WatchRequest request);

  // Ends the stream with this status as soon as what is being sent is sent. The
  // first call counts.
  void End(absl::Status status);

  void Beat();

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  using Events = std::vector<omzien::v1::WatchResponse>;

  // Does the next thing there is to do, if any can be done now.
  void Step();
  void OnRead(absl::StatusOr<Events> events);
  void Write(const omzien::v1::WatchResponse& response)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Watches& watches_;
  Dispatcher& dispatcher_;
  grpc::CallbackServerContext& context_;
  const absl::Duration begun_;  // Steady time.
  omzien::v1::Actor actor_;     // Set by Start(), before anything can happen.

  absl::Mutex mutex_;
  std::optional<std::uint64_t> subscription_ ABSL_GUARDED_BY(mutex_);
  // after_sequence: what was read, and when `page_` is sent, what was seen.
  omzien::v1::WatchRequest request_ ABSL_GUARDED_BY(mutex_);
  Events page_ ABSL_GUARDED_BY(mutex_);
  std::size_t next_ ABSL_GUARDED_BY(mutex_) = 0;    // In page_, to be sent.
  grpc::ByteBuffer bytes_ ABSL_GUARDED_BY(mutex_);  // What is being sent.
  bool unread_ ABSL_GUARDED_BY(mutex_) = false;     // There may be news.
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool greeted_ ABSL_GUARDED_BY(mutex_) = false;
  bool beat_due_ ABSL_GUARDED_BY(mutex_) = false;
  int beats_untaken_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace omzien::api
