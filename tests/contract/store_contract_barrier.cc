// The part of the contract about tickets, durability, threads and reopening.

#include <gtest/gtest.h>
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "server/core/store.h"
#include "tests/contract/store_contract.h"

namespace omzien::contract {
namespace {

using core::Keyspace;

TEST_P(StoreContractTest, TicketsCountFromOne) {
  EXPECT_EQ(store().LastWritten(), 0U);
  EXPECT_EQ(Put("a", "1"), 1U);
  EXPECT_EQ(Write({}), 2U);
  EXPECT_EQ(Put("a", "1"), 3U);
  EXPECT_EQ(store().LastWritten(), 3U);
}

TEST_P(StoreContractTest, EveryWaiterIsCalledOnce) {
  absl::Mutex mutex;
  std::vector<core::Ticket> called;
  std::vector<core::Ticket> expected;
  for (int i = 0; i < 300; ++i) {
    const core::Ticket ticket = Put("a", absl::StrCat(i));
    for (int twice = 0; twice < 2; ++twice) {
      expected.push_back(ticket);
      store().WhenDurable(ticket, [&mutex, &called, ticket] {
        const absl::MutexLock lock(&mutex);
        called.push_back(ticket);
      });
    }
  }
  AwaitDurable();
  const absl::MutexLock lock(&mutex);
  std::ranges::sort(called);
  EXPECT_EQ(called, expected);
}

TEST_P(StoreContractTest, WhatIsDurableIsSaidAtOnce) {
  const core::Ticket ticket = Put("a", "1");
  AwaitDurable();
  for (const core::Ticket durable : {core::Ticket{0}, ticket}) {
    bool called = false;
    store().WhenDurable(durable, [&called] { called = true; });
    EXPECT_TRUE(called) << durable;
  }
}

TEST_P(StoreContractTest, AWaiterMayCallTheStore) {
  const core::Ticket ticket = Put("a", "1");
  absl::Notification done;
  std::string value;
  store().WhenDurable(ticket, [&] {
    value = Get(store(), "a");
    store().WhenDurable(ticket, [&] { done.Notify(); });
  });
  holder().Settle();
  done.WaitForNotification();
  EXPECT_EQ(value, "1");
}

TEST_P(StoreContractTest, ReadersSeeWholeBatchesWhileOneWrites) {
  constexpr int kBatches = 2'000;
  std::atomic<bool> writing = true;
  std::atomic<int> torn = 0;
  std::atomic<std::int64_t> reads = 0;
  std::vector<std::thread> readers;
  readers.reserve(3);
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&, i] {
      while (writing || reads < 100) {
        const auto view = store().Snapshot();
        const std::string one = Get(*view, "one");
        if (Get(*view, "two") != one) ++torn;
        const auto rows = Scan(store(), {}, i % 2 == 0);
        if (rows.size() == 2 && rows[0].substr(4) != rows[1].substr(4)) ++torn;
        ++reads;
      }
    });
  }
  for (int i = 0; i < kBatches; ++i) {
    const std::string value = absl::StrCat(i);
    Write({{Keyspace::kRecords, "one", value},
           {Keyspace::kRecords, "two", value}});
  }
  writing = false;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(Get(store(), "two"), absl::StrCat(kBatches - 1));
}

TEST_P(StoreContractTest, ReopeningKeepsAll) {
  for (int i = 1; i <= 100; ++i) {
    Write({{Keyspace::kRecords, absl::StrCat("r", i), absl::StrCat(i)},
           {Keyspace::kLinks, absl::StrCat("l", i), ""}});
  }
  Remove("r7");
  const auto before = Scan(store(), {});
  holder().Reopen();
  EXPECT_EQ(store().LastWritten(), 0U);
  EXPECT_EQ(Scan(store(), {}), before);
  EXPECT_EQ(before.size(), 99U);
  EXPECT_EQ(Put("r7", "again"), 1U);
  AwaitDurable();
  EXPECT_EQ(Get(store(), "r7"), "again");
}

}  // namespace
}  // namespace omzien::contract
