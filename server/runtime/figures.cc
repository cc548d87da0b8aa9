#include "server/runtime/figures.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/core/observer.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

Figures::Figures(absl::Duration turn_max, core::Clock& clock, Log& log)
    : turn_max_(turn_max), clock_(clock), log_(log) {}

void Figures::OnTurn(const core::Turn& turn) {
  const bool over = turn.held > turn_max_;
  {
    const absl::MutexLock lock(&mutex_);
    if (turn.held > values_.longest_held) {
      values_.longest_held = turn.held;
      values_.longest_turn = std::string(turn.what);
    }
    if (!over) return;
    ++values_.turns_over_limit;
    slow_.push_back(clock_.SteadyNow());
    if (slow_.size() > kSlowTurns) slow_.pop_front();
  }
  log_.Warning(
      "a turn held the lane too long, and everybody waited; if it happens "
      "often, see `omzien admin status` and docs/operating.md",
      {{"what", std::string(turn.what)},
       {"ms", absl::StrCat(absl::ToDoubleMilliseconds(turn.held))},
       {"max-ms", absl::StrCat(absl::ToDoubleMilliseconds(turn_max_))}});
}

void Figures::OnLane(const core::LaneFigures& lane) {
  const absl::MutexLock lock(&mutex_);
  values_.lane = lane;
  values_.lane_time = clock_.TimeNow();
}

void Figures::OnDelivery(bool delivered) {
  const absl::MutexLock lock(&mutex_);
  if (delivered) {
    ++values_.delivered;
    values_.failed_in_a_row = 0;
    return;
  }
  ++values_.failed;
  if (values_.failed_in_a_row++ == 0) values_.failing_since = clock_.TimeNow();
}

FigureValues Figures::values() const {
  const absl::MutexLock lock(&mutex_);
  FigureValues values = values_;
  values.lane_slow = slow_.size() == kSlowTurns &&
                     clock_.SteadyNow() - slow_.front() < kSlowWithin;
  return values;
}

}  // namespace omzien::runtime
