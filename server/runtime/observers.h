// Several observers as one.

#pragma once

#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "server/core/observer.h"

namespace omzien::runtime {

// As thread-safe as those it tells, which it borrows.
class Observers final : public core::Observer {
 public:
  explicit Observers(std::vector<core::Observer*> all) : all_(std::move(all)) {}

  void OnTurn(const core::Turn& turn) override {
    for (core::Observer* one : all_) one->OnTurn(turn);
  }
  void OnMatch(const core::MatchFigures& match) override {
    for (core::Observer* one : all_) one->OnMatch(match);
  }
  void OnLane(const core::LaneFigures& lane) override {
    for (core::Observer* one : all_) one->OnLane(lane);
  }
  void OnSync(int batches, absl::Duration took) override {
    for (core::Observer* one : all_) one->OnSync(batches, took);
  }
  void OnDelivery(bool delivered) override {
    for (core::Observer* one : all_) one->OnDelivery(delivered);
  }

 private:
  const std::vector<core::Observer*> all_;
};

}  // namespace omzien::runtime
