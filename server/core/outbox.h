// What the deliverer in notify/ needs of core: letters to bring, and a place to
// say how it went.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "omzien/v1/notice.pb.h"

namespace omzien::core {

// Thread-safe.
class Outbox {
 public:
  virtual ~Outbox() = default;

  // Hands out at most `max` messages that are durable, due, and not in
  // somebody's hands, each composed from what is true now; what is no longer
  // true is dropped and never appears. `done` runs in the lane: do not block.
  // Each message handed out must be answered by Record().
  virtual void Take(
      int max,
      absl::AnyInvocable<void(std::vector<omzien::v1::Notice>) &&> done) = 0;

  // How the delivery of message `id` went. UNAVAILABLE and DEADLINE_EXCEEDED
  // are tried again later, with growing waits, up to the configured number of
  // times; any other error is final. What is given up becomes work for the
  // desk. `result`'s message holds no personal data.
  virtual void Record(const std::string& id, absl::Status result) = 0;

  // When the next message is due; infinite future when none is waiting. May be
  // early, never late, for what is durable.
  virtual absl::Time NextDue() const = 0;

  // `wake` is called, on any thread, whenever NextDue() may have become
  // earlier. One listener; set before the engine starts.
  virtual void OnDue(std::function<void()> wake) = 0;
};

}  // namespace omzien::core
