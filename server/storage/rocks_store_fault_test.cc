// Goal: what the disk refuses is told once, and nothing is promised after it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>
#include <rocksdb/io_status.h>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "server/core/store.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::storage {
namespace {

using core::Keyspace;
using rocksdb::IOStatus;
using ::testing::AllOf;
using ::testing::HasSubstr;

// What to refuse.
struct Faults {
  std::atomic<bool> log_sync = false;
  std::atomic<bool> log_append = false;  // The disk is full.
  std::atomic<bool> mark_sync = false;
};

class FaultyLog final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyLog(std::unique_ptr<rocksdb::FSWritableFile> file, const Faults& faults)
      : FSWritableFileOwnerWrapper(std::move(file)), faults_(faults) {}

  using FSWritableFileOwnerWrapper::Append;
  IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                  rocksdb::IODebugContext* debug) override {
    if (faults_.log_append) return IOStatus::NoSpace("injected");
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  IOStatus Sync(const rocksdb::IOOptions& options,
                rocksdb::IODebugContext* debug) override {
    if (faults_.log_sync) return IOStatus::IOError("injected");
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }

 private:
  const Faults& faults_;
};

class FaultyMark final : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FaultyMark(std::unique_ptr<rocksdb::FSRandomRWFile> file,
             const Faults& faults)
      : FSRandomRWFileOwnerWrapper(std::move(file)), faults_(faults) {}

  IOStatus Sync(const rocksdb::IOOptions& options,
                rocksdb::IODebugContext* debug) override {
    if (faults_.mark_sync) return IOStatus::IOError("injected");
    return FSRandomRWFileOwnerWrapper::Sync(options, debug);
  }

 private:
  const Faults& faults_;
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
    if (status.ok() && absl::EndsWith(path, ".log")) {
      *file = std::make_unique<FaultyLog>(std::move(*file), faults_);
    }
    return status;
  }
  IOStatus NewRandomRWFile(const std::string& path,
                           const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSRandomRWFile>* file,
                           rocksdb::IODebugContext* debug) override {
    IOStatus status = target()->NewRandomRWFile(path, options, file, debug);
    if (status.ok()) {
      *file = std::make_unique<FaultyMark>(std::move(*file), faults_);
    }
    return status;
  }

 private:
  const Faults& faults_;
};

class RocksStoreFaultTest : public ::testing::Test {
 protected:
  absl::Status Open() {
    auto opened =
        RocksStore::Open({.data_dir = folder_.path() + "/data",
                          .sealer = "plain",
                          .clock = clock_,
                          .on_failure =
                              [this](absl::Status status) {
                                ++failures_;
                                failure_ = std::move(status);
                                failed_.Notify();
                              },
                          .files = std::make_shared<FaultyFiles>(faults_)});
    if (opened.ok()) store_ = *std::move(opened);
    return opened.status();
  }
  absl::StatusOr<core::Ticket> Put(std::int64_t sequence) {
    return store_->Write(
        {.mutations = {{Keyspace::kJournal, core::JournalKey(sequence), "x"}},
         .journal_sequence = sequence});
  }
  void AwaitDurable() {
    absl::Notification done;
    store_->WhenDurable(store_->LastWritten(), [&] { done.Notify(); });
    done.WaitForNotification();
  }
  // The store is dead: it takes nothing and calls nobody, old or new.
  void ExpectDead() {
    failed_.WaitForNotification();
    EXPECT_EQ(Put(100).status(), failure_);
    bool called = false;
    store_->WhenDurable(1, [&] { called = true; });
    store_.reset();
    EXPECT_FALSE(called);
    EXPECT_EQ(failures_, 1);
  }

  const testing::TemporaryFolder folder_;
  testing::ManualClock clock_;
  Faults faults_;
  std::atomic<int> failures_ = 0;
  absl::Status failure_;
  absl::Notification failed_;
  std::unique_ptr<core::Store> store_;
};

TEST_F(RocksStoreFaultTest, ASyncThatFails) {
  ASSERT_TRUE(Open().ok());
  ASSERT_TRUE(Put(1).ok());
  AwaitDurable();
  faults_.log_sync = true;
  const auto ticket = Put(2);
  ASSERT_TRUE(ticket.ok()) << ticket.status();
  bool called = false;
  store_->WhenDurable(*ticket, [&] { called = true; });
  failed_.WaitForNotification();
  EXPECT_TRUE(absl::IsUnavailable(failure_)) << failure_;
  EXPECT_THAT(std::string(failure_.message()),
              AllOf(HasSubstr(folder_.path() + "/data"),
                    HasSubstr("make writes durable")));
  ExpectDead();
  EXPECT_FALSE(called);

  faults_.log_sync = false;
  ASSERT_TRUE(Open().ok());
  const auto first = store_->Get(Keyspace::kJournal, core::JournalKey(1));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->has_value()) << "what was promised is there";
}

TEST_F(RocksStoreFaultTest, ADiskThatIsFull) {
  ASSERT_TRUE(Open().ok());
  ASSERT_TRUE(Put(1).ok());
  AwaitDurable();
  faults_.log_append = true;
  const absl::Status status = Put(2).status();
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("the disk is full; free some space"));
  ExpectDead();

  faults_.log_append = false;
  ASSERT_TRUE(Open().ok());
  const auto second = store_->Get(Keyspace::kJournal, core::JournalKey(2));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_FALSE(second->has_value());
}

TEST_F(RocksStoreFaultTest, ADiskThatIsFullAtTheStart) {
  faults_.log_append = true;
  const absl::Status status = Open();
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  faults_.log_append = false;
  EXPECT_TRUE(Open().ok()) << "the half-made store is taken up";
}

TEST_F(RocksStoreFaultTest, AMarkThatFails) {
  ASSERT_TRUE(Open().ok());
  faults_.mark_sync = true;
  clock_.Advance(absl::Seconds(1));
  const auto ticket = Put(1);
  ASSERT_TRUE(ticket.ok()) << ticket.status();
  store_->WhenDurable(*ticket, [] {});
  ExpectDead();
  EXPECT_THAT(std::string(failure_.message()),
              HasSubstr("write the durability mark"));
}

}  // namespace
}  // namespace omzien::storage
