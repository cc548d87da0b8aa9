#include "server/runtime/lane_timer.h"

#include <algorithm>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/steady_timer.hpp"
#include "boost/system/error_code.hpp"
#include "server/core/clock.h"

namespace omzien::runtime {
namespace {

// A timer that is overdue and stays so must not take the lane for itself.
constexpr absl::Duration kWaitMin = absl::Milliseconds(1);

}  // namespace

LaneTimer::LaneTimer(const boost::asio::any_io_executor& pool,
                     core::Clock& clock, Run run, absl::Duration wait_max)
    : clock_(clock), run_(std::move(run)), wait_max_(wait_max), timer_(pool) {}

LaneTimer::~LaneTimer() { Stop(); }

void LaneTimer::Start() {
  const absl::MutexLock lock(&mutex_);
  if (!stopped_ && IsIdle()) Plan(absl::ZeroDuration());
}

void LaneTimer::Stop() {
  const absl::MutexLock lock(&mutex_);
  stopped_ = true;
  timer_.cancel();
  // The handler of a cancelled timer still comes, and it uses this object.
  mutex_.Await(absl::Condition(this, &LaneTimer::IsIdle));
}

bool LaneTimer::IsIdle() const { return state_ == State::kIdle; }

void LaneTimer::Plan(absl::Duration wait) {
  state_ = State::kWaiting;
  timer_.expires_after(absl::ToChronoNanoseconds(wait));
  timer_.async_wait([this](boost::system::error_code) { OnTimer(); });
}

void LaneTimer::OnTimer() {
  {
    const absl::MutexLock lock(&mutex_);
    state_ = stopped_ ? State::kIdle : State::kRunning;
    if (stopped_) return;
  }
  run_([this](absl::Time next) { OnRun(next); });
}

void LaneTimer::OnRun(absl::Time next) {
  const absl::Duration wait = next - clock_.TimeNow();
  const absl::MutexLock lock(&mutex_);
  if (stopped_) {
    state_ = State::kIdle;
  } else {
    Plan(std::clamp(wait, kWaitMin, wait_max_));
  }
}

}  // namespace omzien::runtime
