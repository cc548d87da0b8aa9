#include "server/runtime/lane_timer.h"

#include <atomic>
#include <thread>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "boost/asio/post.hpp"
#include "boost/asio/thread_pool.hpp"
#include "gtest/gtest.h"
#include "server/runtime/system_clock.h"

namespace omzien::runtime {
namespace {

// Counts runs and answers each with `next`, on the pool or when told to.
class Timers {
 public:
  explicit Timers(boost::asio::thread_pool& pool) : pool_(pool) {}

  void Run(absl::AnyInvocable<void(absl::Time) &&> done) {
    const absl::MutexLock lock(&mutex_);
    if (++inside_ > 1) overlapped_ = true;
    ++runs_;
    done_ = std::move(done);
    if (!hold_) boost::asio::post(pool_, [this] { Answer(); });
  }

  void Answer() {
    absl::AnyInvocable<void(absl::Time) &&> done;
    {
      const absl::MutexLock lock(&mutex_);
      --inside_;
      done = std::move(done_);
    }
    std::move(done)(next_);
  }

  void AwaitRuns(int runs) {
    const absl::MutexLock lock(&mutex_);
    const auto enough = [this, runs] {
      mutex_.AssertHeld();
      return runs_ >= runs;
    };
    mutex_.Await(absl::Condition(&enough));
  }

  int runs() {
    const absl::MutexLock lock(&mutex_);
    return runs_;
  }
  bool overlapped() {
    const absl::MutexLock lock(&mutex_);
    return overlapped_;
  }
  void set_next(absl::Time next) { next_ = next; }
  void set_hold(bool hold) { hold_ = hold; }

 private:
  boost::asio::thread_pool& pool_;
  absl::Time next_ = absl::InfiniteFuture();  // Set before Start().
  bool hold_ = false;                         // Set before Start().
  absl::Mutex mutex_;
  int runs_ = 0;
  int inside_ = 0;
  bool overlapped_ = false;
  absl::AnyInvocable<void(absl::Time) &&> done_;
};

class LaneTimerTest : public testing::Test {
 public:
  ~LaneTimerTest() override { pool_.join(); }

 protected:
  boost::asio::thread_pool pool_{2};
  SystemClock clock_;
  Timers timers_{pool_};
  const LaneTimer::Run run_ =
      [this](absl::AnyInvocable<void(absl::Time)&&> done) {
        timers_.Run(std::move(done));
      };
};

TEST_F(LaneTimerTest, RunsAtOnceAndKeepsTheBeatWhenNothingIsDue) {
  LaneTimer timer(pool_.get_executor(), clock_, run_, absl::Milliseconds(5));
  timer.Start();
  timers_.AwaitRuns(4);
  timer.Stop();
  EXPECT_FALSE(timers_.overlapped());
}

TEST_F(LaneTimerTest, RunsWhenTheNextTimerIsDueNotAtTheBeat) {
  timers_.set_next(absl::InfinitePast());
  LaneTimer timer(pool_.get_executor(), clock_, run_, absl::Hours(24));
  timer.Start();
  timers_.AwaitRuns(4);  // With the beat alone this takes three days.
  timer.Stop();
  EXPECT_FALSE(timers_.overlapped());
}

TEST_F(LaneTimerTest, NoRunAfterStop) {
  timers_.set_next(absl::InfinitePast());
  LaneTimer timer(pool_.get_executor(), clock_, run_);
  timer.Start();
  timers_.AwaitRuns(1);
  timer.Stop();
  const int runs = timers_.runs();
  pool_.join();  // Whatever was still on its way has run now.
  EXPECT_EQ(timers_.runs(), runs);
}

TEST_F(LaneTimerTest, StopWaitsForTheRunInProgress) {
  timers_.set_hold(true);
  LaneTimer timer(pool_.get_executor(), clock_, run_);
  timer.Start();
  timers_.AwaitRuns(1);
  std::atomic<bool> answered = false;
  std::thread lane([&] {
    answered = true;
    timers_.Answer();
  });
  timer.Stop();
  EXPECT_TRUE(answered);
  lane.join();
  EXPECT_EQ(timers_.runs(), 1);
}

TEST_F(LaneTimerTest, StopsAtOnceWhileItWaits) {
  LaneTimer timer(pool_.get_executor(), clock_, run_, absl::Hours(24));
  timer.Start();
  timers_.AwaitRuns(1);
  timer.Stop();  // Else this test takes a day.
  timer.Stop();
  EXPECT_EQ(timers_.runs(), 1);
}

TEST_F(LaneTimerTest, NeverStartedStopsAllTheSame) {
  LaneTimer timer(pool_.get_executor(), clock_, run_);
  timer.Stop();
  timer.Start();
  EXPECT_EQ(timers_.runs(), 0);
}

}  // namespace
}  // namespace omzien::runtime
