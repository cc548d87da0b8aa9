// Goal: a backup is a data folder of one moment, or it is not there at all.

#include "server/storage/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>
#include <rocksdb/io_status.h>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/rocks_store.h"
#include "server/storage/rocks_store_fixture.h"

namespace omzien::storage {
namespace {

using rocksdb::IOStatus;
using ::testing::HasSubstr;

// The disk of the backup is full, or has less space than is needed.
struct Faults {
  std::atomic<bool> backup_is_full = false;
  std::atomic<bool> little_space = false;
};

class FullFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  using FSWritableFileOwnerWrapper::FSWritableFileOwnerWrapper;

  using FSWritableFileOwnerWrapper::Append;
  IOStatus Append(const rocksdb::Slice&, const rocksdb::IOOptions&,
                  rocksdb::IODebugContext*) override {
    return IOStatus::NoSpace("injected");
  }
};

class FaultyFiles final : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultyFiles(const Faults& faults)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), faults_(faults) {}

  const char* Name() const override { return "FaultyFiles"; }
  IOStatus NewWritableFile(const std::string& path,
                           const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           rocksdb::IODebugContext* debug) override {
    IOStatus status = target()->NewWritableFile(path, options, file, debug);
    if (status.ok() && faults_.backup_is_full &&
        absl::StrContains(path, ".partial") && absl::EndsWith(path, ".sst")) {
      *file = std::make_unique<FullFile>(std::move(*file));
    }
    return status;
  }
  IOStatus GetFreeSpace(const std::string& path,
                        const rocksdb::IOOptions& options, std::uint64_t* free,
                        rocksdb::IODebugContext* debug) override {
    IOStatus status = target()->GetFreeSpace(path, options, free, debug);
    if (faults_.little_space) *free = 1 << 20;
    return status;
  }

 private:
  const Faults& faults_;
};

class BackupTest : public RocksStoreTest {
 protected:
  void SetUp() override {
    auto opened = RocksStore::Open(
        {.data_dir = dir_,
         .sealer = "plain",
         .clock = clock_,
         .on_failure =
             [](const absl::Status& status) { ADD_FAILURE() << status; },
         .files = std::make_shared<FaultyFiles>(faults_)});
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  // One entry, and a record that says which was the last.
  void Write(std::int64_t sequence) {
    const auto ticket = store_->Write(
        {.mutations = {{Keyspace::kJournal, core::JournalKey(sequence),
                        std::string(100, 'x')},
                       {Keyspace::kRecords, "last", absl::StrCat(sequence)}},
         .journal_sequence = sequence});
    ASSERT_TRUE(ticket.ok()) << ticket.status();
  }
  void WriteUpTo(std::int64_t last) {
    for (std::int64_t i = 1; i <= last; ++i) Write(i);
  }

  // Opens as it is, with the entries 1 to `last` and the record of the last.
  void ExpectHolds(const std::string& dir, std::int64_t last) {
    EXPECT_THAT(ReadFile(MarkPath(dir)),
                HasSubstr(absl::StrCat("lane/0 ", last, "\n")));
    const auto copy =
        RocksStore::Open({.data_dir = dir,
                          .sealer = "plain",
                          .clock = clock_,
                          .on_failure = [](const absl::Status& status) {
                            ADD_FAILURE() << status;
                          }});
    ASSERT_TRUE(copy.ok()) << copy.status();
    EXPECT_EQ(CountEntries(**copy), last);
    const auto record = (*copy)->Get(Keyspace::kRecords, "last");
    ASSERT_TRUE(record.ok()) << record.status();
    EXPECT_EQ(*record, absl::StrCat(last));
  }

  static void ExpectNothingAt(const std::string& dir) {
    EXPECT_FALSE(fs::exists(dir));
    EXPECT_FALSE(fs::exists(PartialBackupPath(dir)));
  }

  const std::string backup_ = folder_.path() + "/backup";
  Faults faults_;
  std::unique_ptr<RocksStore> store_;
};

TEST_F(BackupTest, IsADataFolderOfOneMoment) {
  WriteUpTo(100);
  const auto report = store_->Backup(backup_);
  ASSERT_TRUE(report.ok()) << report.status();
  Write(101);
  EXPECT_EQ(report->dir, backup_);
  EXPECT_EQ(report->sequence, 100);
  std::int64_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator(backup_)) {
    if (!file.is_regular_file()) continue;
    bytes += static_cast<std::int64_t>(file.file_size());
    EXPECT_EQ(file.hard_link_count(), 1U) << file << " is shared";
  }
  EXPECT_EQ(report->bytes, bytes);
  EXPECT_FALSE(fs::exists(PartialBackupPath(backup_)));
  ExpectHolds(backup_, 100);
}

TEST_F(BackupTest, OfAnEmptyStore) {
  const auto report = store_->Backup(backup_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->sequence, 0);
}

TEST_F(BackupTest, BesideWritesHasAllThatWasDurableAndNoHalfBatch) {
  std::atomic<bool> stop = false;
  std::atomic<std::int64_t> durable = 0;
  std::thread writer([&] {
    for (std::int64_t i = 1; !stop; ++i) {
      Write(i);
      store_->WhenDurable(store_->LastWritten(),
                          [&durable, i] { durable = i; });
    }
  });
  for (int i = 0; i < 3; ++i) {
    const std::string dir = absl::StrCat(backup_, i);
    const std::int64_t promised = durable;
    const auto report = store_->Backup(dir);
    EXPECT_TRUE(report.ok()) << report.status();
    if (!report.ok()) break;
    EXPECT_GE(report->sequence, promised);
    ExpectHolds(dir, report->sequence);
  }
  stop = true;
  writer.join();
  store_.reset();  // Those who wait for it are called before `durable` goes.
}

TEST_F(BackupTest, SaysWhyItIsRefused) {
  fs::create_directory(folder_.path() + "/there");
  struct Case {
    std::string dir;
    absl::StatusCode code;
    std::string text;
  };
  for (const Case& wrong : {
           Case{"", absl::StatusCode::kInvalidArgument, "its whole path"},
           Case{"backup", absl::StatusCode::kInvalidArgument, "its whole path"},
           Case{backup_ + "/", absl::StatusCode::kInvalidArgument,
                "its whole path"},
           Case{dir_ + "/backup", absl::StatusCode::kInvalidArgument,
                "is in the data folder"},
           Case{folder_.path() + "/there",
                absl::StatusCode::kFailedPrecondition, "is there already"},
           Case{folder_.path() + "/no/backup",
                absl::StatusCode::kFailedPrecondition, "make that folder"},
       }) {
    const absl::Status status = store_->Backup(wrong.dir).status();
    EXPECT_EQ(status.code(), wrong.code) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(wrong.text));
  }
}

TEST_F(BackupTest, AFullDiskLeavesNothingAndTheStoreGoesOn) {
  WriteUpTo(10);
  faults_.backup_is_full = true;
  const absl::Status full = store_->Backup(backup_).status();
  EXPECT_TRUE(absl::IsResourceExhausted(full)) << full;
  ExpectNothingAt(backup_);
  faults_.backup_is_full = false;
  faults_.little_space = true;
  const absl::Status little = store_->Backup(backup_).status();
  EXPECT_TRUE(absl::IsResourceExhausted(little)) << little;
  EXPECT_THAT(std::string(little.message()), HasSubstr("1 MB are free"));
  ExpectNothingAt(backup_);
  faults_.little_space = false;
  Write(11);
  ASSERT_TRUE(store_->Backup(backup_).ok());
  ExpectHolds(backup_, 11);
}

TEST_F(BackupTest, TakesThePlaceOfOneThatWasCutShort) {
  WriteUpTo(10);
  const std::string partial = PartialBackupPath(backup_);
  for (const char* name : {"/db", "/db.tmp"}) {
    fs::create_directories(partial + name);
    WriteFile(partial + name + "/000009.sst", "half");
  }
  WriteFile(MarkPath(partial), "half");
  ASSERT_TRUE(store_->Backup(backup_).ok());
  ExpectHolds(backup_, 10);
}

TEST_F(BackupTest, LeavesAloneWhatIsNotABackup) {
  WriteUpTo(10);
  const std::string partial = PartialBackupPath(backup_);
  fs::create_directories(partial);
  WriteFile(partial + "/letter", "mine");
  EXPECT_FALSE(store_->Backup(backup_).ok());
  EXPECT_EQ(ReadFile(partial + "/letter"), "mine");
}

TEST_F(BackupTest, OfADamagedTableIsNotKept) {
  WriteUpTo(1000);
  ASSERT_TRUE(store_->Backup(backup_).ok()) << "and all is in tables now";
  for (const auto& file : fs::directory_iterator(DatabasePath(dir_))) {
    if (file.path().extension() != ".sst") continue;
    std::string table = ReadFile(file.path());
    table.at(20) = static_cast<char>(table.at(20) ^ 1);
    WriteFile(file.path(), table);
  }
  const std::string second = backup_ + "2";
  const absl::Status status = store_->Backup(second).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("omziend verify"));
  ExpectNothingAt(second);
}

}  // namespace
}  // namespace omzien::storage
