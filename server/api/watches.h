// The open watches: who they are, how many there may be, and the heartbeat that
// lets both sides notice a dead connection.

#pragma once

#include <memory>
#include <set>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/api/dispatcher.h"

namespace omzien::api {

class WatchReactor;

// Thread-safe. Owns each watch until gRPC is done with it; outlives the gRPC
// server, whose shutdown waits for that.
class Watches {
 public:
  struct Options {
    int watches_max = 0;  // Open at once; more are TOO_MANY_WATCHES.
    // A watch is sent something at least so often; infinite: only on Beat().
    absl::Duration heartbeat;
  };

  // Borrows the dispatcher.
  Watches(Dispatcher& dispatcher, Options options);
  ~Watches();
  Watches(const Watches&) = delete;
  Watches& operator=(const Watches&) = delete;

  // Serves one call of Watch: what gRPC's handler for the method returns.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Open(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer& request);

  // Ends all watches with UNAVAILABLE, and refuses new ones, for good.
  void Shutdown();

  // One heartbeat to each watch that is not being sent something.
  void Beat();

  int size() const;

 private:
  friend class WatchReactor;

  // Refuses when there are too many, or when it is too late.
  absl::Status Register(std::shared_ptr<WatchReactor> watch);
  void Remove(const std::shared_ptr<WatchReactor>& watch);
  std::vector<std::shared_ptr<WatchReactor>> All() const;
  void ArmHeartbeat() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void OnAlarm();

  Dispatcher& dispatcher_;
  const Options options_;
  mutable absl::Mutex mutex_;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::shared_ptr<WatchReactor>> open_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<grpc::Alarm> alarm_ ABSL_GUARDED_BY(mutex_);
  bool armed_ ABSL_GUARDED_BY(mutex_) = false;  // The alarm will call back.
};

}  // namespace omzien::api
