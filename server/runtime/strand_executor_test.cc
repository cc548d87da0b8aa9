#include "server/runtime/strand_executor.h"

#include <atomic>
#include <thread>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "boost/asio/thread_pool.hpp"
#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

TEST(StrandExecutorTest, TasksOfManyThreadsNeverOverlap) {
  constexpr int kThreads = 4;
  constexpr int kTasks = 500;
  boost::asio::thread_pool pool(4);
  StrandExecutor lane(pool.get_executor());
  std::atomic<int> inside = 0;
  std::atomic<int> overlaps = 0;
  int done = 0;  // Not atomic on purpose: the strand is what guards it.
  absl::BlockingCounter left(kThreads * kTasks);
  std::vector<std::thread> posters;
  posters.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    posters.emplace_back([&] {
      for (int task = 0; task < kTasks; ++task) {
        lane.Post([&] {
          if (inside.fetch_add(1) != 0) ++overlaps;
          ++done;
          inside.fetch_sub(1);
          left.DecrementCount();
        });
      }
    });
  }
  for (std::thread& poster : posters) poster.join();
  left.Wait();
  pool.join();
  EXPECT_EQ(overlaps, 0);
  EXPECT_EQ(done, kThreads * kTasks);
}

TEST(StrandExecutorTest, KeepsTheOrderAndNeverRunsATaskInsidePost) {
  boost::asio::thread_pool pool(2);
  StrandExecutor lane(pool.get_executor());
  std::vector<int> order;
  absl::Notification done;
  lane.Post([&] {
    lane.Post([&] { order.push_back(2); });
    lane.Post([&] {
      order.push_back(3);
      done.Notify();
    });
    order.push_back(1);
  });
  done.WaitForNotification();
  pool.join();
  EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
}

}  // namespace
}  // namespace omzien::runtime
