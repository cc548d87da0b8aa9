// Goal: verify says what is wrong and where; restore puts back what the backup
// has, or leaves all as it was.

#include "server/storage/restore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/log_scan.h"
#include "server/storage/rocks_store.h"
#include "server/storage/rocks_store_fixture.h"
#include "server/storage/verify.h"

namespace omzien::storage {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

class RestoreTest : public RocksStoreTest {
 protected:
  // Entries as core writes them, a second apart; keeps the store open.
  static void Write(core::Store& store, std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i <= last; ++i) {
      store::v1::JournalEntry entry;
      entry.set_sequence(i);
      entry.mutable_time()->set_seconds(1'700'000'000 + i);
      store::v1::Envelope envelope;
      envelope.set_open(entry.SerializeAsString());
      ASSERT_TRUE(
          store
              .Write({.mutations = {{Keyspace::kJournal, core::JournalKey(i),
                                     envelope.SerializeAsString()}},
                      .journal_sequence = i})
              .ok());
    }
  }
  void SetUp() override {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    Write(**store, 1, 10);
    ASSERT_TRUE((*store)->Backup(backup_).ok());
    Write(**store, 11, 20);
  }

  // What is not sound: "part: text".
  static std::vector<std::string> Wrong(const std::string& dir) {
    const auto report = VerifyFolder(dir);
    EXPECT_TRUE(report.ok()) << report.status();
    std::vector<std::string> wrong;
    if (!report.ok()) return wrong;
    for (const Finding& finding : report->findings) {
      if (!finding.sound) {
        wrong.push_back(absl::StrCat(finding.part, ": ", finding.text));
      }
    }
    return wrong;
  }
  static std::string Table(const std::string& dir) {
    for (const auto& file : fs::directory_iterator(DatabasePath(dir))) {
      if (file.path().extension() == ".sst") return file.path().string();
    }
    return "";
  }
  static void Flip(const std::string& path, std::size_t at) {
    std::string bytes = ReadFile(path);
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    WriteFile(path, bytes);
  }
  int Count() {
    const auto store = Open();
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? CountEntries(**store) : -1;
  }

  const std::string backup_ = folder_.path() + "/backup";
  const std::string kept_ = dir_ + ".before-restore-20270115T080000Z";
};

TEST_F(RestoreTest, VerifySaysWhatASoundFolderHas) {
  const auto before = AllFiles();
  const auto report = VerifyFolder(dir_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->sound());
  EXPECT_EQ(report->sequence, 20);
  EXPECT_EQ(report->sequence_known, 20);
  EXPECT_EQ(report->time, absl::FromUnixSeconds(1'700'000'020));
  EXPECT_EQ(AllFiles(), before);
  EXPECT_THAT(Wrong(backup_), IsEmpty());
}

// What was kept for long enough goes from the front; what goes there otherwise
// is missing.
TEST_F(RestoreTest, VerifyKnowsWhereTheJournalShouldBegin) {
  struct Row {
    std::int64_t said;
    bool sound;
  };
  for (const Row& row : std::vector<Row>{{0, false}, {3, true}, {4, false}}) {
    {
      auto store = Open();
      ASSERT_TRUE(store.ok()) << store.status();
      store::v1::LaneRecord lane;
      lane.set_sequence(20);
      lane.set_first_sequence(row.said);
      ASSERT_TRUE(
          (*store)
              ->Write(
                  {.mutations =
                       {{Keyspace::kJournal, core::JournalKey(1), std::nullopt},
                        {Keyspace::kJournal, core::JournalKey(2), std::nullopt},
                        {Keyspace::kMeta, "lane/0", lane.SerializeAsString()}}})
              .ok());
    }
    if (row.sound) {
      EXPECT_THAT(Wrong(dir_), IsEmpty());
    } else {
      EXPECT_THAT(Wrong(dir_), ElementsAre(StartsWith("journal's start: is "
                                                      "entry 3")));
    }
  }
}

TEST_F(RestoreTest, VerifyFindsWhatIsBehindADamagedPlaceInTheLog) {
  const std::string log = LogFile().string();
  // In the middle of the ten entries.
  Flip(log, ReadFile(log).size() / 2);
  EXPECT_THAT(
      Wrong(dir_),
      ElementsAre(
          AllOf(StartsWith("log "), HasSubstr("whole commands are behind it"),
                HasSubstr(" to 20")),
          AllOf(StartsWith("completeness: "), HasSubstr("missing in"))));
  const auto report = VerifyFolder(dir_);
  ASSERT_TRUE(report.ok());
  EXPECT_LT(report->sequence, 20);
  EXPECT_GE(report->sequence, 10);
  EXPECT_EQ(report->sequence_known, 20);
}

TEST_F(RestoreTest, ALogIsReadPastEveryDamagedByte) {
  const std::string good = ReadFile(LogFile());
  const LogScan whole = ScanLog(good);
  EXPECT_THAT(whole.entries,
              ElementsAre(11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
  EXPECT_FALSE(whole.damaged_at);
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    const LogScan scan = ScanLog(bad);
    // One record at most is lost: it, and none beside it.
    EXPECT_GE(scan.entries.size() + scan.entries_behind.size(), 9U) << at;
    EXPECT_TRUE(scan.damaged_at && *scan.damaged_at <= at) << at;
  }
}

TEST_F(RestoreTest, VerifyNamesTheDamagedTableAndRecord) {
  Flip(Table(dir_), 20);
  const auto wrong = Wrong(dir_);
  EXPECT_THAT(wrong, ::testing::Contains(
                         AllOf(StartsWith("tables: 1 of "),
                               HasSubstr(fs::path(Table(dir_)).filename()))));
}

TEST_F(RestoreTest, VerifyFindsGapsAndWhatIsNoRecord) {
  {
    auto store = Open();
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(
        (*store)
            ->Write(
                {.mutations = {{Keyspace::kJournal, core::JournalKey(5), {}},
                               {Keyspace::kRecords, "needs/1", "\xff"},
                               {Keyspace::kRecords, "what/1", ""}}})
            .ok());
  }
  EXPECT_THAT(Wrong(dir_),
              ElementsAre(AllOf(StartsWith("records: 2 keys; 2 are not")),
                          HasSubstr("journal: 19 keys; 1 gaps")));
}

TEST_F(RestoreTest, VerifyAndRestoreRefuseAFolderInUse) {
  auto store = Open();
  ASSERT_TRUE(store.ok());
  for (const absl::Status& status :
       {VerifyFolder(dir_).status(),
        RestoreFolder(backup_, dir_, kNow).status()}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("is running on"));
  }
  EXPECT_TRUE(absl::IsFailedPrecondition(
      VerifyFolder(folder_.path() + "/no").status()));
}

TEST_F(RestoreTest, PutsTheBackupBackAndKeepsTheFolder) {
  Flip(LogFile().string(), 100);
  EXPECT_FALSE(Open().ok());
  const auto report = RestoreFolder(backup_, dir_ + "/", kNow);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->sequence, 10);
  EXPECT_EQ(report->time, absl::FromUnixSeconds(1'700'000'010));
  EXPECT_EQ(report->kept_as, kept_);
  EXPECT_EQ(report->kept_sequence, 20);
  EXPECT_EQ(Count(), 10);
  EXPECT_THAT(Wrong(backup_), IsEmpty()) << "and can be restored again";
  EXPECT_FALSE(Wrong(kept_).empty());
  EXPECT_FALSE(fs::exists(dir_ + ".restoring"));
}

TEST_F(RestoreTest, IntoNoFolderAtAll) {
  fs::remove_all(dir_);
  const auto report = RestoreFolder(backup_, dir_, kNow);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->kept_as, "");
  EXPECT_EQ(Count(), 10);
}

TEST_F(RestoreTest, ADamagedBackupReplacesNothing) {
  Flip(Table(backup_), 20);
  const auto before = AllFiles();
  const absl::Status status = RestoreFolder(backup_, dir_, kNow).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("is not sound"), HasSubstr("nothing was")));
  EXPECT_EQ(AllFiles(), before);
  EXPECT_FALSE(fs::exists(dir_ + ".restoring"));
}

TEST_F(RestoreTest, TheFolderItselfIsNoBackup) {
  EXPECT_TRUE(
      absl::IsFailedPrecondition(RestoreFolder(dir_, dir_, kNow).status()));
  EXPECT_EQ(Count(), 20);
}

// Cut short while copying: half a copy stands beside. Cut short after the swap:
// the old folder does.
TEST_F(RestoreTest, TakesUpWhatWasCutShort) {
  const std::string beside = dir_ + ".restoring";
  fs::create_directories(beside + "/db");
  WriteFile(beside + "/half-made", "");
  WriteFile(beside + "/db/000010.sst", "half");
  EXPECT_EQ(Count(), 20) << "the old one is whole";
  ASSERT_TRUE(RestoreFolder(backup_, dir_, kNow).ok());
  EXPECT_EQ(Count(), 10);

  fs::rename(kept_, beside);
  EXPECT_EQ(Count(), 10) << "the new one is whole";
  const auto again = RestoreFolder(backup_, dir_, kNow);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->kept_as, kept_ + "-2");
  const auto old = VerifyFolder(kept_);
  ASSERT_TRUE(old.ok()) << old.status();
  EXPECT_EQ(old->sequence, 20) << "and was not thrown away";
}

}  // namespace
}  // namespace omzien::storage
