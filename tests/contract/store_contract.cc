#include "tests/contract/store_contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "server/core/store.h"

namespace omzien::contract {

using core::Keyspace;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

std::string KindName(const ::testing::TestParamInfo<StoreKind>& info) {
  return info.param.name;
}

StoreContractTest::StoreContractTest() : holder_(GetParam().make()) {}
StoreContractTest::~StoreContractTest() = default;

core::Ticket StoreContractTest::Write(std::vector<core::Mutation> mutations) {
  const auto ticket = store().Write({.mutations = std::move(mutations)});
  EXPECT_TRUE(ticket.ok()) << ticket.status();
  return ticket.value_or(0);
}

core::Ticket StoreContractTest::Put(absl::string_view key,
                                    absl::string_view value) {
  return Write({{Keyspace::kRecords, std::string(key), std::string(value)}});
}

core::Ticket StoreContractTest::Remove(absl::string_view key) {
  return Write({{Keyspace::kRecords, std::string(key), std::nullopt}});
}

void StoreContractTest::AwaitDurable() {
  absl::Notification durable;
  store().WhenDurable(store().LastWritten(), [&] { durable.Notify(); });
  holder().Settle();
  durable.WaitForNotification();
}

std::string StoreContractTest::Get(const core::Reader& reader,
                                   absl::string_view key) {
  const auto value = reader.Get(Keyspace::kRecords, key);
  EXPECT_TRUE(value.ok()) << value.status();
  return value.ok() && value->has_value() ? **value : "(absent)";
}

std::vector<std::string> StoreContractTest::Scan(const core::Reader& reader,
                                                 const core::KeyRange& range,
                                                 bool reverse) {
  std::vector<std::string> rows;
  const absl::Status status =
      reader.Scan(Keyspace::kRecords, range, reverse,
                  [&](absl::string_view key, absl::string_view value) {
                    rows.push_back(absl::StrCat(key, "=", value));
                    return true;
                  });
  EXPECT_TRUE(status.ok()) << status;
  return rows;
}

namespace {

TEST_P(StoreContractTest, WhatIsWrittenIsVisibleAtOnce) {
  EXPECT_EQ(Get(store(), "a"), "(absent)");
  Put("a", "1");
  EXPECT_EQ(Get(store(), "a"), "1");
  Put("a", "2");
  EXPECT_EQ(Get(store(), "a"), "2");
  Remove("a");
  EXPECT_EQ(Get(store(), "a"), "(absent)");
  Remove("a");
  EXPECT_EQ(Get(store(), "a"), "(absent)");
}

TEST_P(StoreContractTest, KeyspacesAreApart) {
  std::vector<core::Mutation> mutations;
  mutations.reserve(core::kKeyspaceCount);
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    mutations.push_back({static_cast<Keyspace>(i), "k", absl::StrCat(i)});
  }
  Write(mutations);
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    const auto value = store().Get(static_cast<Keyspace>(i), "k");
    ASSERT_TRUE(value.ok()) << value.status();
    EXPECT_EQ(value->value_or("(absent)"), absl::StrCat(i));
  }
}

TEST_P(StoreContractTest, LaterMutationsOfABatchWin) {
  Write({{Keyspace::kRecords, "a", "1"},
         {Keyspace::kRecords, "b", "1"},
         {Keyspace::kRecords, "a", "2"},
         {Keyspace::kRecords, "b", std::nullopt},
         {Keyspace::kRecords, "c", std::nullopt},
         {Keyspace::kRecords, "c", "3"}});
  EXPECT_THAT(Scan(store(), {}), ElementsAre("a=2", "c=3"));
}

TEST_P(StoreContractTest, ABatchThatIsRefusedChangesNothing) {
  Put("a", "1");
  const core::Ticket before = store().LastWritten();
  const std::vector<core::Batch> wrong = {
      {.mutations = {{Keyspace::kRecords, "a", "2"},
                     {Keyspace::kRecords, "", "x"}}},
      {.mutations = {{Keyspace::kRecords, "a", "2"}}, .journal_sequence = 7},
      {.mutations = {{Keyspace::kRecords, "a", "2"},
                     {Keyspace::kJournal, core::JournalKey(6), "x"}},
       .journal_sequence = 7},
  };
  for (const core::Batch& batch : wrong) {
    EXPECT_TRUE(absl::IsInvalidArgument(store().Write(batch).status()));
    EXPECT_EQ(store().LastWritten(), before);
    EXPECT_THAT(Scan(store(), {}), ElementsAre("a=1"));
  }
  Put("b", "1");
  EXPECT_THAT(Scan(store(), {}), ElementsAre("a=1", "b=1"));
}

TEST_P(StoreContractTest, ScansAreHalfOpenInBothDirections) {
  for (const char* key : {"b", "d", "a", "c"}) Put(key, "");
  struct Case {
    const char* start;
    const char* end;
    std::vector<std::string> rows;
  };
  const std::vector<Case> cases = {
      {"", "", {"a=", "b=", "c=", "d="}},
      {"b", "", {"b=", "c=", "d="}},
      {"", "c", {"a=", "b="}},
      {"b", "d", {"b=", "c="}},
      {"aa", "cc", {"b=", "c="}},
      {"b", "b", {}},
      {"d", "b", {}},
      {"e", "", {}},
      {"e", "f", {}},
      {"", "a", {}},
  };
  for (const Case& expected : cases) {
    SCOPED_TRACE(absl::StrCat("[", expected.start, ", ", expected.end, ")"));
    std::vector<std::string> rows = expected.rows;
    EXPECT_EQ(Scan(store(), {expected.start, expected.end}), rows);
    std::ranges::reverse(rows);
    EXPECT_EQ(Scan(store(), {expected.start, expected.end}, true), rows);
  }
}

TEST_P(StoreContractTest, AScanStopsWhenTold) {
  for (const char* key : {"a", "b", "c"}) Put(key, "");
  for (const bool reverse : {false, true}) {
    std::string seen;
    const absl::Status status =
        store().Scan(Keyspace::kRecords, {}, reverse,
                     [&](absl::string_view key, absl::string_view) {
                       absl::StrAppend(&seen, key);
                       return key != "b";
                     });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(seen, reverse ? "cb" : "ab");
  }
}

TEST_P(StoreContractTest, BytesAreBytes) {
  const std::string zero("\0", 1);
  const std::string high = "\xff";
  const std::string middle("\x7f\0\x80", 3);
  const std::string big(1 << 20, '\xff');
  for (const std::string& key :
       {high + high, zero, middle, high, zero + zero, high + zero}) {
    Put(key, "");
  }
  Put("big", big);
  EXPECT_THAT(
      Scan(store(), {}),
      ElementsAre(zero + "=", zero + zero + "=", "big=" + big, middle + "=",
                  high + "=", high + zero + "=", high + high + "="));
  EXPECT_THAT(Scan(store(), core::Prefix(high)),
              ElementsAre(high + "=", high + zero + "=", high + high + "="));
  EXPECT_THAT(Scan(store(), core::Prefix(high + high)),
              ElementsAre(high + high + "="));
  EXPECT_EQ(Get(store(), zero), "");
}

TEST_P(StoreContractTest, APrefixIsARange) {
  for (const char* key : {"a", "a/", "a/1", "a/2/x", "a0", "b/1"}) Put(key, "");
  EXPECT_THAT(Scan(store(), core::Prefix("a/")),
              ElementsAre("a/=", "a/1=", "a/2/x="));
  EXPECT_THAT(Scan(store(), core::Prefix("a/2"), true), ElementsAre("a/2/x="));
  EXPECT_THAT(Scan(store(), core::Prefix("c")), IsEmpty());
  EXPECT_EQ(Scan(store(), core::Prefix("")).size(), 6U);
}

TEST_P(StoreContractTest, ASnapshotStandsStill) {
  Put("a", "1");
  Put("b", "1");
  const auto snapshot = store().Snapshot();
  Put("a", "2");
  Remove("b");
  Put("c", "1");
  EXPECT_EQ(Get(*snapshot, "a"), "1");
  EXPECT_EQ(Get(*snapshot, "c"), "(absent)");
  EXPECT_THAT(Scan(*snapshot, {}), ElementsAre("a=1", "b=1"));
  EXPECT_THAT(Scan(store(), {}), ElementsAre("a=2", "c=1"));
  EXPECT_THAT(Scan(*store().Snapshot(), {}), ElementsAre("a=2", "c=1"));
}

TEST_P(StoreContractTest, AScanSeesOneMomentAndMayWrite) {
  for (const char* key : {"a", "b", "c"}) Put(key, "1");
  std::string seen;
  const absl::Status status =
      store().Scan(Keyspace::kRecords, {}, false,
                   [&](absl::string_view key, absl::string_view value) {
                     absl::StrAppend(&seen, key, value);
                     Remove(key);
                     Put(absl::StrCat(key, "+"), "2");
                     Put("c", "2");
                     return true;
                   });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(seen, "a1b1c1");
  EXPECT_THAT(Scan(store(), {}), ElementsAre("a+=2", "b+=2", "c=2", "c+=2"));
}

}  // namespace
}  // namespace omzien::contract
