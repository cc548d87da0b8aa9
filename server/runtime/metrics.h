// Counts events for Prometheus: calls, turns of the lane, syncs, waves. No
// label says anything about a person, and each has few values: methods, codes,
// kinds of turns.

#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/observer.h"

namespace prometheus {
class Collectable;
}  // namespace prometheus

namespace omzien::runtime {

// Thread-safe.
class Metrics final : public core::Observer {
 public:
  Metrics();
  ~Metrics() override;

  void OnCall(absl::string_view method, absl::StatusCode code,
              absl::Duration took);
  void OnTurn(const core::Turn& turn) override;
  void OnMatch(const core::MatchFigures& match) override;
  void OnSync(int batches, absl::Duration took) override;

  // What has been counted. May outlive this.
  std::shared_ptr<prometheus::Collectable> collectable() const;

 private:
  struct Series;
  const std::unique_ptr<Series> series_;
};

}  // namespace omzien::runtime
