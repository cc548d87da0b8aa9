// Goal: the fake loses in a crash what a disk may lose, and nothing else.

#include "tests/testing/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "server/core/store.h"

namespace omzien::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kManual = MemoryStore::Durability::kManual;

core::Batch Put(const std::string& key, std::optional<std::string> value) {
  return {.mutations = {{core::Keyspace::kRecords, key, std::move(value)}}};
}

TEST(MemoryStoreTest, ACrashTakesBackWhatIsNotDurable) {
  MemoryStore store(kManual);
  ASSERT_TRUE(store.Write(Put("a", "1")).ok());
  ASSERT_TRUE(store.Write(Put("b", "1")).ok());
  store.MakeDurable();
  ASSERT_TRUE(store.Write(Put("a", "2")).ok());
  ASSERT_TRUE(store.Write(Put("b", std::nullopt)).ok());
  ASSERT_TRUE(store.Write(Put("a", "3")).ok());
  ASSERT_TRUE(store.Write(Put("c", "1")).ok());
  EXPECT_THAT(store.Dump(), ElementsAre("records:a = 3", "records:c = 1"));

  store.Crash();
  EXPECT_THAT(store.Dump(), ElementsAre("records:a = 1", "records:b = 1"));
  EXPECT_EQ(store.LastWritten(), 0U);
}

TEST(MemoryStoreTest, WaitersRunWhenTheirTicketIsDurable) {
  MemoryStore store(kManual);
  std::vector<int> done;
  for (int i = 1; i <= 3; ++i) {
    const auto ticket = store.Write(Put("a", "1"));
    ASSERT_TRUE(ticket.ok());
    store.WhenDurable(*ticket, [&done, i] { done.push_back(i); });
  }
  EXPECT_THAT(done, IsEmpty());
  store.MakeDurable(2);
  EXPECT_THAT(done, ElementsAre(1, 2));

  store.Crash();
  store.MakeDurable();
  EXPECT_THAT(done, ElementsAre(1, 2)) << "dropped by the crash";
}

TEST(MemoryStoreTest, WaitersRunInTheOrderOfTheirTickets) {
  MemoryStore store(kManual);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.Write(Put("a", "1")).ok());
  std::vector<core::Ticket> done;
  for (const core::Ticket ticket : {3U, 1U, 4U, 2U}) {
    store.WhenDurable(ticket, [&done, ticket] { done.push_back(ticket); });
  }
  store.MakeDurable();
  EXPECT_THAT(done, ElementsAre(1, 2, 3));
}

TEST(MemoryStoreTest, AFailureLastsUntilTheRestart) {
  MemoryStore store(kManual);
  const auto ticket = store.Write(Put("a", "1"));
  ASSERT_TRUE(ticket.ok());
  bool done = false;
  store.WhenDurable(*ticket, [&done] { done = true; });
  store.FailNextWrite(absl::UnavailableError("disk"));

  EXPECT_EQ(store.Write(Put("b", "1")).status(),
            absl::UnavailableError("disk"));
  EXPECT_EQ(store.Write(Put("c", "1")).status(),
            absl::UnavailableError("disk"));
  store.MakeDurable();
  EXPECT_FALSE(done);
  EXPECT_THAT(store.Dump(), ElementsAre("records:a = 1"));

  store.Crash();
  EXPECT_TRUE(store.Write(Put("d", "1")).ok());
  EXPECT_THAT(store.Dump(), ElementsAre("records:d = 1"));
}

TEST(MemoryStoreTest, DumpShowsBytesThatCannotBePrinted) {
  MemoryStore store;
  ASSERT_TRUE(
      store
          .Write({.mutations = {{core::Keyspace::kJournal,
                                 std::string("\0\xff", 2), std::string("\n")}}})
          .ok());
  EXPECT_THAT(store.Dump(), ElementsAre("journal:\\x00\\xff = \\n"));
}

}  // namespace
}  // namespace omzien::testing
