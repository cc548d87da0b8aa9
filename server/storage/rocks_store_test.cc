// Goal: a start has all that was promised, or refuses, changes nothing, and
// says what is missing and what to do.

#include "server/storage/rocks_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/durability_mark.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::storage {
namespace {

namespace fs = std::filesystem;
using core::Keyspace;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteFile(const fs::path& path, absl::string_view text) {
  std::ofstream(path, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

class RocksStoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<core::Store>> Open(
      const std::string& sealer = "plain") {
    return RocksStore::Open(
        {.data_dir = dir_,
         .sealer = sealer,
         .clock = clock_,
         .on_failure =
             [](const absl::Status& status) { ADD_FAILURE() << status; },
         .log = [this](NoteLevel,
                       absl::string_view text) { notes_.emplace_back(text); }});
  }

  // Journal entries 1 to `count`, each in a batch of its own, and a clean stop.
  void WriteEntries(int count) {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    for (std::int64_t i = 1; i <= count; ++i) {
      const auto ticket = (*store)->Write(
          {.mutations = {{Keyspace::kJournal, core::JournalKey(i),
                          std::string(100, 'x')}},
           .journal_sequence = i});
      ASSERT_TRUE(ticket.ok()) << ticket.status();
    }
  }

  static int CountEntries(const core::Reader& reader) {
    int count = 0;
    const absl::Status status =
        reader.Scan(Keyspace::kJournal, {}, false,
                    [&](absl::string_view, absl::string_view) {
                      ++count;
                      return true;
                    });
    EXPECT_TRUE(status.ok()) << status;
    return count;
  }

  // The write-ahead log that holds the entries.
  fs::path LogFile() const {
    fs::path largest;
    std::uintmax_t size = 0;
    for (const auto& file : fs::directory_iterator(DatabasePath(dir_))) {
      if (file.path().extension() == ".log" && file.file_size() > size) {
        size = file.file_size();
        largest = file.path();
      }
    }
    return largest;
  }

  void CutLog(std::size_t bytes) const {
    fs::resize_file(LogFile(), fs::file_size(LogFile()) - bytes);
  }
  void FlipLog(std::size_t position) const {
    std::string log = ReadFile(LogFile());
    log.at(position) = static_cast<char>(log.at(position) ^ 0x10);
    WriteFile(LogFile(), log);
  }
  void SetMark(std::int64_t sequence) const {
    WriteFile(MarkPath(dir_),
              FormatMark({.write = 2, .lanes = {{"0", sequence}}}));
  }

  std::map<std::string, std::string> AllFiles() const {
    std::map<std::string, std::string> files;
    for (const auto& file : fs::recursive_directory_iterator(dir_)) {
      if (file.is_regular_file()) {
        files[file.path().string()] = ReadFile(file.path());
      }
    }
    return files;
  }

  // Opening fails so, and leaves every file as it was.
  void ExpectRefused(absl::StatusCode code,
                     const std::vector<std::string>& texts,
                     const std::string& sealer = "plain") {
    const auto before = AllFiles();
    const absl::Status status = Open(sealer).status();
    EXPECT_EQ(status.code(), code) << status;
    for (const std::string& text : texts) {
      EXPECT_THAT(std::string(status.message()), HasSubstr(text));
    }
    EXPECT_EQ(AllFiles(), before);
  }

  const testing::TemporaryFolder folder_;
  const std::string dir_ = folder_.path() + "/data";
  testing::ManualClock clock_;
  std::vector<std::string> notes_;
};

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
      "those up to 9 could be read", "Nothing was changed", "last backup"};
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
  ExpectRefused(absl::StatusCode::kDataLoss, {"damaged", "last backup"});
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
