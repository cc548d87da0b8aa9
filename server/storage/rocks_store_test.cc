// Goal: a start has all that was promised, or refuses, changes nothing, and
// says what is missing and what to do.

#include "server/storage/rocks_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/rocks_store_fixture.h"

namespace omzien::storage {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(RocksStoreTest, ACleanStopMarksAll) {
  WriteEntries(10);
  EXPECT_THAT(ReadFile(MarkPath(dir_)), HasSubstr("lane/0 10\n"));
  const auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(CountEntries(**store), 10);
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(RocksStoreTest, ACutTailBeyondTheMarkIsOnlyNoted) {
  WriteEntries(10);
  SetMark(8);
  CutLog(3);
  {
    const auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ(CountEntries(**store), 9);
    EXPECT_THAT(notes_, ElementsAre(AllOf(HasSubstr("ended in a cut entry"),
                                          HasSubstr("up to entry 9"))));
  }
  EXPECT_TRUE(Open().ok()) << "and it opens again";
}

TEST_F(RocksStoreTest, ACutTailBeforeTheMarkIsRefused) {
  WriteEntries(10);
  CutLog(3);
  const std::vector<std::string> texts = {
      "1 journal entry missing in " + dir_, "all up to 10 were safe",
      "those up to 9 could be read", "omziend verify --data-dir " + dir_,
      "omziend restore --from BACKUP --data-dir " + dir_};
  ExpectRefused(absl::StatusCode::kDataLoss, texts);
  ExpectRefused(absl::StatusCode::kDataLoss, texts);
}

TEST_F(RocksStoreTest, AFlippedByteBeforeTheMarkIsRefused) {
  WriteEntries(10);
  const std::string log = ReadFile(LogFile());
  for (const std::size_t part : {1U, 2U, 3U}) {
    const std::size_t position = log.size() * part / 4;
    FlipLog(position);
    ExpectRefused(absl::StatusCode::kDataLoss, {"missing in " + dir_});
    FlipLog(position);
  }
  EXPECT_TRUE(Open().ok()) << "all bytes are back";
}

// Keyspaces are made one after the other.
TEST_F(RocksStoreTest, AStartCutShortWhileItMadeKeyspacesIsTakenUp) {
  ASSERT_TRUE(MakeDataFolder(dir_).ok());
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* made = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, DatabasePath(dir_), &made).ok());
  const std::unique_ptr<rocksdb::DB> database(made);
  rocksdb::ColumnFamilyHandle* family = nullptr;
  const std::string name(core::KeyspaceName(Keyspace::kMeta));
  ASSERT_TRUE(database->CreateColumnFamily({}, name, &family).ok());
  database->DestroyColumnFamilyHandle(family);
  ASSERT_TRUE(database->Close().ok());
  WriteEntries(10);
  const auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(CountEntries(**store), 10);
}

TEST_F(RocksStoreTest, ALostDatabaseIsRefused) {
  WriteEntries(10);
  fs::remove_all(DatabasePath(dir_));
  ExpectRefused(absl::StatusCode::kDataLoss, {"10 journal entries missing"});
}

// Enough records to begin a second log while the first still holds entries.
TEST_F(RocksStoreTest, ALostLogBetweenOthersIsRefused) {
  {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    for (std::int64_t i = 1; i <= 70; ++i) {
      const auto ticket = (*store)->Write(
          {.mutations = {{Keyspace::kJournal, core::JournalKey(i), "x"},
                         {Keyspace::kRecords, "a", std::string(1 << 20, 'x')}},
           .journal_sequence = i});
      ASSERT_TRUE(ticket.ok()) << ticket.status();
    }
  }
  ASSERT_GT(fs::file_size(LogFile()), 50U << 20) << "the first one";
  fs::remove(LogFile());
  ASSERT_FALSE(LogFile().empty()) << "the second one";
  ExpectRefused(absl::StatusCode::kDataLoss, {"damaged", "omziend verify"});
}

TEST_F(RocksStoreTest, ALostOrSpoiltMarkIsRefused) {
  WriteEntries(10);
  const std::string good = ReadFile(MarkPath(dir_));
  WriteFile(MarkPath(dir_), "spoilt");
  ExpectRefused(absl::StatusCode::kDataLoss, {"damaged in both places"});
  fs::remove(MarkPath(dir_));
  ExpectRefused(absl::StatusCode::kDataLoss, {"durability-mark is missing"});
  WriteFile(MarkPath(dir_), good);
  EXPECT_TRUE(Open().ok());
}

TEST_F(RocksStoreTest, AnEmptyStoreNeedsNoMark) {
  for (const char* mark : {"", "spoilt"}) {
    {
      ASSERT_TRUE(Open().ok());
    }
    WriteFile(MarkPath(dir_), mark);
    EXPECT_TRUE(Open().ok());
    fs::remove(MarkPath(dir_));
    EXPECT_TRUE(Open().ok());
  }
}

TEST_F(RocksStoreTest, AnotherSealerIsRefused) {
  WriteEntries(1);
  ExpectRefused(absl::StatusCode::kFailedPrecondition,
                {"written with the sealer 'plain'", "set up with 'strong'"},
                "strong");
}

TEST_F(RocksStoreTest, AnotherFormatIsRefused) {
  struct Case {
    std::string format;
    absl::StatusCode code;
    std::string text;
  };
  const std::vector<Case> cases = {
      {"2", absl::StatusCode::kFailedPrecondition,
       "newer omziend in format 2; this version reads format 1"},
      {"x", absl::StatusCode::kDataLoss, "names the format 'x'"},
  };
  for (const Case& wrong : cases) {
    fs::remove_all(dir_);
    {
      auto store = Open();
      ASSERT_TRUE(store.ok()) << store.status();
      ASSERT_TRUE((*store)
                      ->Write({.mutations = {{Keyspace::kMeta, "format",
                                              wrong.format}}})
                      .ok());
    }
    ExpectRefused(wrong.code, {wrong.text});
  }
}

TEST_F(RocksStoreTest, AFolderWithoutItsOriginIsRefused) {
  {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE((*store)
                    ->Write({.mutations = {{Keyspace::kMeta, "sealer", {}},
                                           {Keyspace::kRecords, "a", "1"}}})
                    .ok());
  }
  ExpectRefused(absl::StatusCode::kDataLoss, {"does not say"});
}

TEST_F(RocksStoreTest, AFolderInUseIsRefused) {
  auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  const auto refused = [&] {
    const absl::Status status = Open().status();
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("another omziend is running on " + dir_));
    return absl::IsFailedPrecondition(status);
  };
  EXPECT_TRUE(refused());
  auto snapshot = (*store)->Snapshot();
  store->reset();
  EXPECT_TRUE(refused()) << "a snapshot keeps it open";
  EXPECT_TRUE(snapshot->Get(Keyspace::kMeta, "format").ok());
  snapshot.reset();
  EXPECT_TRUE(Open().ok());
}

TEST_F(RocksStoreTest, ABadFolderOrOptionIsRefused) {
  WriteFile(dir_, "x");
  EXPECT_TRUE(absl::IsFailedPrecondition(Open().status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Open("").status()));
}

}  // namespace
}  // namespace omzien::storage
