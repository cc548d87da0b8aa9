// Goal: whatever byte goes bad, a start has everything up to some command, and
// all up to the durability mark, or refuses and says what to do; and a running
// store never takes what is damaged for what is absent.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/durability_mark.h"
#include "server/storage/rocks_store.h"
#include "server/storage/rocks_store_fixture.h"
#include "tests/testing/memory_store.h"
#include "tests/testing/store_dump.h"

namespace omzien::storage {
namespace {

using ::testing::HasSubstr;

// Batches a generation: the last stands in the log, the others in tables.
constexpr std::int64_t kGeneration = 12;
constexpr int kGenerations = 6;
constexpr std::int64_t kLast = kGeneration * kGenerations;
// Where bytes are not all tried: at most so many places in a file.
constexpr std::size_t kPlacesMax = 40;
// Of the tables, one in so many.
constexpr std::size_t kTablesStride = 3;

// Command `sequence`: its entry, a record that it changes, a link that it makes
// and one that it takes away.
core::Batch Command(std::int64_t sequence) {
  const std::string text =
      absl::StrCat("command ", sequence, " ", std::string(40, 'x'));
  return {.mutations = {{Keyspace::kJournal, core::JournalKey(sequence), text},
                        {Keyspace::kRecords,
                         absl::StrCat("needs/", sequence % 20), text},
                        {Keyspace::kLinks, absl::StrCat("n/", sequence), ""},
                        {Keyspace::kLinks, absl::StrCat("n/", sequence - 50),
                         std::nullopt}},
          .journal_sequence = sequence};
}

// What there is after command `last`.
std::vector<std::string> After(std::int64_t last) {
  testing::MemoryStore store;
  EXPECT_TRUE(store
                  .Write({.mutations = {{Keyspace::kMeta, "format", "1"},
                                        {Keyspace::kMeta, "sealer", "plain"}}})
                  .ok());
  for (std::int64_t i = 1; i <= last; ++i) {
    EXPECT_TRUE(store.Write(Command(i)).ok());
  }
  return *testing::Dump(store);
}

class DamageTest : public RocksStoreTest {
 protected:
  void SetUp() override {
    for (std::int64_t i = 0; i < kGenerations; ++i) {
      Run(i * kGeneration + 1, (i + 1) * kGeneration);
    }
    fs::rename(dir_, pristine_);
    for (const auto& file : fs::recursive_directory_iterator(pristine_)) {
      if (file.is_regular_file()) {
        files_.push_back(fs::relative(file.path(), pristine_).string());
      }
    }
    for (std::int64_t i = 0; i <= kLast; ++i) states_.push_back(After(i));
  }

  void TearDown() override {
    std::cout << tried_ << " starts, " << refused_ << " refused" << std::endl;
  }

  // One run of the store, with these commands.
  void Run(std::int64_t first, std::int64_t last) {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    for (std::int64_t i = first; i <= last; ++i) {
      ASSERT_TRUE((*store)->Write(Command(i)).ok());
    }
  }

  std::vector<std::string> FilesThat(absl::string_view end) const {
    std::vector<std::string> found;
    for (const std::string& file : files_) {
      if (absl::EndsWith(file, end)) found.push_back(file);
    }
    return found;
  }
  std::vector<std::string> Manifests() const {
    std::vector<std::string> found;
    for (const std::string& file : files_) {
      if (absl::StartsWith(file, "db/MANIFEST")) found.push_back(file);
    }
    return found;
  }
  std::string Bytes(const std::string& file) const {
    return ReadFile(pristine_ + "/" + file);
  }

  // The folder as it was, but for one file; nullopt takes that away.
  void Lay(const std::string& file, const std::optional<std::string>& bytes) {
    fs::remove_all(dir_);
    fs::copy(pristine_, dir_, fs::copy_options::recursive);
    if (bytes) {
      WriteFile(dir_ + "/" + file, *bytes);
    } else {
      fs::remove(dir_ + "/" + file);
    }
  }

  // Starts, and holds what there is against what was done. `promised` stands in
  // the mark.
  void ExpectPrefixOrRefusal(std::int64_t promised = kLast) {
    ++tried_;
    const auto store = Open();
    if (!store.ok()) {
      ++refused_;
      EXPECT_TRUE(absl::IsDataLoss(store.status())) << store.status();
      EXPECT_THAT(std::string(store.status().message()),
                  HasSubstr("omziend verify"));
      return;
    }
    const auto found = testing::Dump(**store);
    ASSERT_TRUE(found.ok()) << found.status();
    const auto state = std::ranges::find(states_, *found);
    ASSERT_NE(state, states_.end()) << "a hole:\n"
                                    << absl::StrJoin(*found, "\n");
    EXPECT_GE(state - states_.begin(), promised);
  }

  // One byte after another: all of its bits, or one.
  void FlipEach(const std::string& file,
                const std::vector<std::size_t>& places) {
    const std::string good = Bytes(file);
    for (const std::size_t place : places) {
      const int bits = place % 2 == 0 ? 0xff : 1 << place / 2 % 8;
      std::string bad = good;
      bad[place] = static_cast<char>(bad[place] ^ bits);
      SCOPED_TRACE(absl::StrCat(file, " at ", place, ", bits ", bits));
      Lay(file, bad);
      ExpectPrefixOrRefusal();
      if (HasFailure()) return;
    }
  }

  // The first and last bytes, where headers and footers are, and a stride.
  static std::vector<std::size_t> Places(std::size_t size) {
    std::vector<std::size_t> places;
    const std::size_t edge = std::min(size, kPlacesMax / 3);
    places.reserve(edge);
    for (std::size_t i = 0; i < edge; ++i) places.push_back(i);
    for (std::size_t i = size - edge; i < size; ++i) places.push_back(i);
    const std::size_t stride = 3 * size / kPlacesMax + 1;
    for (std::size_t i = edge; i < size; i += stride) places.push_back(i);
    return places;
  }

  const std::string pristine_ = folder_.path() + "/pristine";
  std::vector<std::string> files_;
  // After each command.
  std::vector<std::vector<std::string>> states_;
  int tried_ = 0;
  int refused_ = 0;
};

TEST_F(DamageTest, WithoutDamageAllIsThere) {
  EXPECT_EQ(FilesThat(".log").size(), 1U);
  EXPECT_GE(FilesThat(".sst").size(), 3U);
  Lay("lock", "");
  ExpectPrefixOrRefusal();
  EXPECT_EQ(refused_, 0);
}

// A record of the log begins with checksum, length and type: seven bytes.
TEST_F(DamageTest, InTheLog) {
  const std::string log = FilesThat(".log").at(0);
  const std::string bytes = Bytes(log);
  std::vector<std::size_t> places;
  constexpr std::size_t kHeader = 7;
  for (std::size_t at = 0; at + kHeader < bytes.size();) {
    for (std::size_t i = 0; i < kHeader + 2; ++i) places.push_back(at + i);
    at += kHeader + static_cast<unsigned char>(bytes[at + 4]) +
          std::size_t{256} * static_cast<unsigned char>(bytes[at + 5]);
  }
  EXPECT_EQ(places.size() / (kHeader + 2), kGeneration + 1);
  FlipEach(log, places);
  EXPECT_EQ(refused_, tried_) << "all stands before the mark";
}

// The mark is older: of what came after it a true prefix may be lost.
TEST_F(DamageTest, InTheLogBeyondTheMark) {
  const std::string log = FilesThat(".log").at(0);
  const std::string good = Bytes(log);
  const std::int64_t promised = kLast - kGeneration;
  for (std::size_t place = 0; place < good.size(); place += 29) {
    std::string bad = good;
    bad[place] = static_cast<char>(bad[place] ^ 0x10);
    SCOPED_TRACE(absl::StrCat(log, " at ", place));
    Lay(log, bad);
    SetMark(promised);
    ExpectPrefixOrRefusal(promised);
  }
  EXPECT_EQ(refused_, 0);
}

TEST_F(DamageTest, InTables) {
  const auto tables = FilesThat(".sst");
  for (std::size_t i = 0; i < tables.size(); i += kTablesStride) {
    FlipEach(tables[i], Places(Bytes(tables[i]).size()));
  }
}

TEST_F(DamageTest, InTheManifestAndWhatNamesIt) {
  for (const std::string& manifest : Manifests()) {
    FlipEach(manifest, Places(Bytes(manifest).size()));
  }
  FlipEach("db/CURRENT", Places(Bytes("db/CURRENT").size()));
}

TEST_F(DamageTest, InTheMark) {
  constexpr std::size_t kText = 60;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < kText; i += 5) {
    places.push_back(i);
    places.push_back(kMarkSlotBytes + i);
  }
  FlipEach("durability-mark", places);
  EXPECT_EQ(refused_, 0) << "the other slot holds";
}

TEST_F(DamageTest, FilesCutShortOrGone) {
  std::size_t tables = 0;
  for (const std::string& file : files_) {
    if (absl::EndsWith(file, ".sst") && tables++ % kTablesStride != 0) continue;
    const std::string good = Bytes(file);
    for (const std::size_t size :
         {good.size() - std::min<std::size_t>(good.size(), 1), good.size() / 2,
          std::size_t{0}}) {
      SCOPED_TRACE(absl::StrCat(file, " cut to ", size));
      Lay(file, good.substr(0, size));
      ExpectPrefixOrRefusal();
    }
    SCOPED_TRACE(absl::StrCat(file, " gone"));
    Lay(file, std::nullopt);
    ExpectPrefixOrRefusal();
  }
}

// After the start: what is read wrong is an error, not a gap. A table a
// keyspace, so that nothing is compacted meanwhile.
TEST_F(DamageTest, WhileItRuns) {
  Run(1, kLast);
  const auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  for (const auto& file : fs::directory_iterator(DatabasePath(dir_))) {
    if (file.path().extension() != ".sst") continue;
    std::string table = ReadFile(file.path());
    // The first data block.
    table.at(20) = static_cast<char>(table.at(20) ^ 1);
    WriteFile(file.path(), table);
  }
  int damaged = 0;
  for (std::int64_t i = 1; i <= kLast; ++i) {
    const auto entry = (*store)->Get(Keyspace::kJournal, core::JournalKey(i));
    if (entry.ok()) {
      EXPECT_TRUE(entry->has_value()) << i;
      continue;
    }
    EXPECT_TRUE(absl::IsDataLoss(entry.status())) << entry.status();
    ++damaged;
  }
  EXPECT_GT(damaged, 0);
  const absl::Status scan =
      (*store)->Scan(Keyspace::kJournal, {}, false,
                     [](absl::string_view, absl::string_view) { return true; });
  EXPECT_TRUE(absl::IsDataLoss(scan)) << scan;
}

}  // namespace
}  // namespace omzien::storage
