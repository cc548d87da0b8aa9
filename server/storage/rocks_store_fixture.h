// For tests: a store in a folder of its own, and what is in its files.

#pragma once

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
#include "server/storage/rocks_store.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::storage {

namespace fs = std::filesystem;
using core::Keyspace;

inline std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void WriteFile(const fs::path& path, absl::string_view text) {
  std::ofstream(path, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

class RocksStoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<RocksStore>> Open(
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
      EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr(text));
    }
    EXPECT_EQ(AllFiles(), before);
  }

  const testing::TemporaryFolder folder_;
  const std::string dir_ = folder_.path() + "/data";
  testing::ManualClock clock_;
  std::vector<std::string> notes_;
};

}  // namespace omzien::storage
