// Goal: when the lane has been ended, nothing calls it any more.

#include "server/opening.h"

#include <gtest/gtest.h>
#include <atomic>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "boost/asio/thread_pool.hpp"
#include "server/core/observer.h"
#include "server/core/store.h"
#include "server/runtime/strand_executor.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien {
namespace {

// Between the moment at which a batch is durable and who waits for it is
// called, the store is slow.
class SlowToCall final : public core::Observer {
 public:
  void OnSync(int /*batches*/, absl::Duration /*took*/) override {
    absl::SleepFor(absl::Milliseconds(200));
  }
};

TEST(EndLaneTest, WhatAwaitsTheDiskIsCalledBeforeItReturns) {
  const testing::TemporaryFolder folder;
  testing::ManualClock clock;
  SlowToCall slow;
  const auto store = storage::RocksStore::Open(
      {.data_dir = folder.path() + "/data",
       .sealer = "plain",
       .clock = clock,
       .on_failure =
           [](const absl::Status& status) { ADD_FAILURE() << status; },
       .observer = &slow});
  ASSERT_TRUE(store.ok()) << store.status();
  boost::asio::thread_pool pool(1);
  runtime::StrandExecutor lane(pool.get_executor());
  const core::Batch batch = {
      .mutations = {{core::Keyspace::kJournal, core::JournalKey(1), "entry"}},
      .journal_sequence = 1};
  std::atomic<bool> called = false;
  lane.Post([&] {
    const auto ticket = (*store)->Write(batch);
    ASSERT_TRUE(ticket.ok()) << ticket.status();
    (*store)->WhenDurable(*ticket, [&] { called = true; });
  });

  EndLane(lane, pool, **store);

  EXPECT_TRUE(called);
  EXPECT_TRUE(absl::IsFailedPrecondition((*store)->Write(batch).status()));
  bool late = false;
  (*store)->WhenDurable((*store)->LastWritten(), [&] { late = true; });
  EXPECT_FALSE(late);
}

}  // namespace
}  // namespace omzien
