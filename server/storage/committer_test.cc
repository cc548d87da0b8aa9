// Goal: who waits is called after the sync that covers the batch, in order,
// once, and never after a failure.

#include "server/storage/committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "server/core/observer.h"
#include "server/core/store.h"
#include "tests/testing/manual_clock.h"

namespace omzien::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Lt;
using ::testing::SizeIs;

// A disk whose syncs a test can hold up and refuse.
class CommitterTest : public ::testing::Test, public core::Observer {
 protected:
  void SetUp() override { Start(0); }

  void Start(std::int64_t sequence) {
    committer_ = std::make_unique<Committer>(
        Committer::Disk{
            .sync = [this] { return Sync(); },
            .mark = [this](std::int64_t durable) { return Mark(durable); }},
        clock_, sequence,
        [this](const absl::Status& status) {
          const absl::MutexLock lock(&mutex_);
          failures_.push_back(status);
        },
        this);
  }
  void OnSync(int batches, absl::Duration /*took*/) override {
    const absl::MutexLock lock(&mutex_);
    synced_.push_back(batches);
  }

  absl::Status Sync() {
    const absl::MutexLock lock(&mutex_);
    ++syncs_begun_;
    mutex_.Await(absl::Condition(&open_));
    return sync_status_;
  }
  absl::Status Mark(std::int64_t sequence) {
    const absl::MutexLock lock(&mutex_);
    marks_.push_back(sequence);
    return mark_status_;
  }
  void HoldSyncs() {
    const absl::MutexLock lock(&mutex_);
    open_ = false;
  }
  void LetSyncsGo(absl::Status status = absl::OkStatus()) {
    const absl::MutexLock lock(&mutex_);
    open_ = true;
    sync_status_ = std::move(status);
  }
  void AwaitSyncBegun() {
    const absl::MutexLock lock(&mutex_);
    mutex_.Await(
        absl::Condition(+[](int* begun) { return *begun > 0; }, &syncs_begun_));
  }
  void AwaitFailure() {
    const absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](std::vector<absl::Status>* failures) { return !failures->empty(); },
        &failures_));
  }
  void Note(core::Ticket ticket) {
    committer_->WhenDurable(ticket, [this, ticket] {
      const absl::MutexLock lock(&mutex_);
      called_.push_back(ticket);
    });
  }
  void AwaitDurable(core::Ticket ticket) {
    absl::Notification done;
    committer_->WhenDurable(ticket, [&] { done.Notify(); });
    done.WaitForNotification();
  }

  testing::ManualClock clock_;
  absl::Mutex mutex_;
  bool open_ = true;
  int syncs_begun_ = 0;
  absl::Status sync_status_;
  absl::Status mark_status_;
  std::vector<std::int64_t> marks_;
  std::vector<absl::Status> failures_;
  std::vector<core::Ticket> called_;
  std::vector<int> synced_;
  std::unique_ptr<Committer> committer_;
};

TEST_F(CommitterTest, WaitersAreCalledInTheOrderOfTheirTickets) {
  HoldSyncs();
  Note(committer_->Written(1));
  AwaitSyncBegun();
  for (int i = 2; i <= 4; ++i) committer_->Written(i);
  for (const core::Ticket ticket : {4U, 2U, 3U}) Note(ticket);
  {
    const absl::MutexLock lock(&mutex_);
    EXPECT_THAT(called_, IsEmpty());
  }
  LetSyncsGo();
  AwaitDurable(4);
  committer_.reset();
  EXPECT_THAT(called_, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(synced_, ElementsAre(1, 3)) << "what gathered goes together";
}

TEST_F(CommitterTest, AWaiterAheadOfTheWritesWaits) {
  Note(2);
  AwaitDurable(committer_->Written(1));
  {
    const absl::MutexLock lock(&mutex_);
    EXPECT_THAT(called_, IsEmpty());
  }
  AwaitDurable(committer_->Written(2));
  committer_.reset();
  EXPECT_THAT(called_, ElementsAre(2));
}

TEST_F(CommitterTest, MarksAtMostOnceASecond) {
  std::int64_t sequence = 0;
  for (int i = 0; i < 50; ++i) AwaitDurable(committer_->Written(++sequence));
  {
    const absl::MutexLock lock(&mutex_);
    EXPECT_THAT(marks_, SizeIs(Lt(25))) << "the clock stands still";
    marks_.clear();
  }
  for (int i = 0; i < 5; ++i) {
    clock_.Advance(Committer::kMarkEvery);
    AwaitDurable(committer_->Written(++sequence));
  }
  committer_.reset();
  EXPECT_THAT(marks_, SizeIs(Ge(4))) << "one may fall to the entry before it";
  EXPECT_EQ(marks_.back(), sequence);
}

TEST_F(CommitterTest, SyncsAndMarksWhatNobodyWaitsFor) {
  absl::Mutex& mutex = mutex_;
  committer_->Written(1);
  const absl::MutexLock lock(&mutex);
  mutex.Await(absl::Condition(
      +[](std::vector<std::int64_t>* marks) { return !marks->empty(); },
      &marks_));
  EXPECT_THAT(marks_, ElementsAre(1));
  EXPECT_EQ(syncs_begun_, 1);
}

TEST_F(CommitterTest, DestroyingMakesAllDurableAndMarksIt) {
  committer_.reset();
  EXPECT_THAT(marks_, IsEmpty()) << "nothing new to mark";
  Start(7);
  Note(committer_->Written(8));
  Note(committer_->Written(0));
  committer_.reset();
  EXPECT_THAT(called_, ElementsAre(1, 2));
  EXPECT_EQ(marks_.back(), 8);
}

TEST_F(CommitterTest, StoppingReturnsAfterWhoWaitedWasCalled) {
  absl::Notification begun;
  absl::Notification go_on;
  committer_->WhenDurable(committer_->Written(1), [&] {
    begun.Notify();
    go_on.WaitForNotification();
    const absl::MutexLock lock(&mutex_);
    called_.push_back(1);
  });
  begun.WaitForNotification();
  std::thread later([&] {
    // The batch is durable already, yet who waited for it is still at it.
    absl::SleepFor(absl::Milliseconds(20));
    go_on.Notify();
  });
  committer_->Stop();
  EXPECT_THAT(called_, ElementsAre(1));
  later.join();
  Note(1);
  EXPECT_THAT(called_, ElementsAre(1)) << "nobody is called any more";
  EXPECT_EQ(committer_->failure().code(),
            absl::StatusCode::kFailedPrecondition);
  committer_->Stop();
  EXPECT_EQ(marks_.back(), 1);
}

TEST_F(CommitterTest, AfterASyncThatFailsNobodyIsCalled) {
  const core::Ticket durable = committer_->Written(1);
  AwaitDurable(durable);
  LetSyncsGo(absl::UnavailableError("disk"));
  Note(committer_->Written(2));
  AwaitFailure();
  Note(durable);
  Note(committer_->Written(3));
  EXPECT_EQ(committer_->failure(), absl::UnavailableError("disk"));
  committer_->Fail(absl::InternalError("later"));
  committer_.reset();
  EXPECT_THAT(called_, IsEmpty());
  EXPECT_THAT(failures_, ElementsAre(absl::UnavailableError("disk")));
  EXPECT_THAT(marks_, IsEmpty()) << "a mark after a failure could be a lie";
}

TEST_F(CommitterTest, AMarkThatFailsIsAFailure) {
  {
    const absl::MutexLock lock(&mutex_);
    mark_status_ = absl::UnavailableError("disk");
  }
  clock_.Advance(Committer::kMarkEvery);
  Note(committer_->Written(1));
  AwaitFailure();
  committer_.reset();
  EXPECT_THAT(called_, ElementsAre(1)) << "that one is durable";
  EXPECT_THAT(failures_, SizeIs(1));
}

}  // namespace
}  // namespace omzien::storage
