#include "server/runtime/backups.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/error.h"
#include "server/core/times.h"
#include "server/runtime/log.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::runtime {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using v1::Backup;

namespace fs = std::filesystem;

std::string ReasonOf(const absl::Status& status) {
  return std::string(
      status.GetPayload(core::kReasonPayload).value_or(absl::Cord()));
}

class BackupsTest : public ::testing::Test {
 protected:
  BackupsTest() { Open(); }

  void Open() {
    backups_ = std::make_unique<Backups>(
        Backups::Options{.backup_dir = dir_,
                         .copy = [this](const std::string& dir)
                             -> absl::StatusOr<Backups::Copy> {
                           if (hold_ != nullptr) {
                             hold_->WaitForNotification();
                           }
                           if (!error_.ok()) return error_;
                           fs::create_directory(dir);
                           std::ofstream(absl::StrCat(dir, "/file")) << "12345";
                           return Backups::Copy{42, 5, absl::Seconds(2)};
                         },
                         .sequence_of = [](const std::string&) { return 41; }},
        clock_, log_);
  }

  // Waits for it.
  absl::StatusOr<Backup> Create() {
    absl::StatusOr<Backup> answer = absl::UnknownError("no answer");
    absl::Notification answered;
    backups_->Create([&](absl::StatusOr<Backup> made) {
      answer = std::move(made);
      answered.Notify();
    });
    answered.WaitForNotification();
    return answer;
  }

  testing::TemporaryFolder folder_;
  std::string dir_ = absl::StrCat(folder_.path(), "/backups");
  std::ostringstream out_;
  Log log_{out_, {}};
  testing::ManualClock clock_{
      absl::FromCivil(absl::CivilSecond(2026, 11, 22, 3, 15, 7),
                      absl::UTCTimeZone()) +
      absl::Milliseconds(300)};
  absl::Status error_;
  absl::Notification* hold_ = nullptr;
  std::unique_ptr<Backups> backups_;
};

TEST_F(BackupsTest, ABackupIsAFolderNamedByItsTime) {
  EXPECT_FALSE(backups_->last().has_value());
  const absl::StatusOr<Backup> backup = Create();
  ASSERT_TRUE(backup.ok()) << backup.status();
  EXPECT_EQ(backup->dir(), absl::StrCat(dir_, "/omzien-20261122-031507Z"));
  EXPECT_TRUE(fs::exists(absl::StrCat(backup->dir(), "/file")));
  EXPECT_EQ(backup->sequence(), 42);
  EXPECT_EQ(backup->bytes(), 5);
  EXPECT_EQ(backup->duration().seconds(), 2);
  EXPECT_EQ(backups_->last()->dir(), backup->dir());
  const absl::StatusOr<Backup> next = Create();  // Within the same second.
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(next->dir(), absl::StrCat(dir_, "/omzien-20261122-031508Z"));
  EXPECT_EQ(next->create_time().seconds(), backup->create_time().seconds() + 1);
  // What is in it is about people.
  EXPECT_EQ(fs::status(dir_).permissions(), fs::perms::owner_all);
  EXPECT_THAT(out_.str(), HasSubstr("a backup was made"));
}

TEST_F(BackupsTest, AStartFindsTheNewestThatIsWhole) {
  for (const char* name :
       {"omzien-20261120-031500Z", "omzien-20261121-031500Z",
        "omzien-20271121-031500Z",  // Made under a clock that was ahead.
        "omzien-20261122-031500Z.partial", "other", "omzien-zzz"}) {
    fs::create_directories(absl::StrCat(dir_, "/", name));
  }
  std::ofstream(absl::StrCat(dir_, "/omzien-20261121-031500Z/a")) << "123";
  std::ofstream(absl::StrCat(dir_, "/omzien-20261123-031500Z")) << "a file";
  Open();
  const auto last = backups_->last();
  ASSERT_TRUE(last.has_value());
  EXPECT_THAT(last->dir(), EndsWith("/omzien-20261121-031500Z"));
  EXPECT_EQ(core::FromProto(last->create_time()),
            absl::FromCivil(absl::CivilSecond(2026, 11, 21, 3, 15, 0),
                            absl::UTCTimeZone()));
  EXPECT_EQ(last->bytes(), 3);
  EXPECT_EQ(last->sequence(), 41);
}

TEST_F(BackupsTest, OnlyOneIsMadeAtATimeAndTheEndWaitsForIt) {
  absl::Notification hold;
  hold_ = &hold;
  absl::Notification answered;
  backups_->Create([&answered](const absl::StatusOr<Backup>& made) {
    EXPECT_TRUE(made.ok()) << made.status();
    answered.Notify();
  });
  EXPECT_EQ(ReasonOf(Create().status()), "BACKUP_RUNNING");
  hold.Notify();
  answered.WaitForNotification();
  clock_.Advance(absl::Seconds(1));
  bool done = false;
  backups_->Create([&done](const absl::StatusOr<Backup>&) { done = true; });
  backups_.reset();
  EXPECT_TRUE(done);
}

TEST_F(BackupsTest, AFailureSaysWhyAndTheNextOneCanSucceed) {
  error_ = absl::ResourceExhaustedError("the disk is full");
  const absl::Status failed = Create().status();
  EXPECT_EQ(ReasonOf(failed), "BACKUP_FAILED");
  EXPECT_EQ(failed.message(), "the disk is full");
  EXPECT_FALSE(backups_->last().has_value());
  EXPECT_THAT(out_.str(), HasSubstr("level=error"));
  error_ = absl::OkStatus();
  EXPECT_TRUE(Create().ok());
}

TEST_F(BackupsTest, WithoutAFolderItSaysWhichSettingToMake) {
  dir_ = "";
  Open();
  const absl::Status refused = Create().status();
  EXPECT_EQ(ReasonOf(refused), "BACKUPS_NOT_CONFIGURED");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("storage.backup_dir"));
  dir_ = "/proc/omzien/backups";
  Open();
  EXPECT_EQ(ReasonOf(Create().status()), "BACKUP_FAILED");
}

}  // namespace
}  // namespace omzien::runtime
