// Goal: the real disk holds what was synced and nothing else, and the process
// sees all that it wrote.

#include "tests/crash/power_cut_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/testing/temporary_folder.h"

namespace omzien::crash {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::Not;

class PowerCutFilesTest : public ::testing::Test {
 protected:
  std::string Path(const std::string& name) const {
    return folder_.path() + "/" + name;
  }
  // "-" when there is none.
  std::string OnDisk(const std::string& name) const {
    std::ifstream file(Path(name), std::ios::binary);
    if (!file) return "-";
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string Seen(const std::string& name) {
    std::unique_ptr<rocksdb::FSSequentialFile> file;
    if (!files_.NewSequentialFile(Path(name), {}, &file, nullptr).ok()) {
      return "-";
    }
    std::array<char, 100> buffer{};
    rocksdb::Slice read;
    EXPECT_TRUE(
        file->Read(buffer.size(), {}, &read, buffer.data(), nullptr).ok());
    return read.ToString();
  }
  std::unique_ptr<rocksdb::FSWritableFile> Create(const std::string& name) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    EXPECT_TRUE(files_.NewWritableFile(Path(name), {}, &file, nullptr).ok());
    return file;
  }
  void SyncFolder() {
    std::unique_ptr<rocksdb::FSDirectory> folder;
    ASSERT_TRUE(files_.NewDirectory(folder_.path(), {}, &folder, nullptr).ok());
    ASSERT_TRUE(folder->Fsync({}, nullptr).ok());
  }

  const testing::TemporaryFolder folder_;
  PowerCutFiles files_{PowerCutOptions{}};
};

TEST_F(PowerCutFilesTest, BytesAreOnDiskWhenSyncedAndTheirNameIs) {
  const auto file = Create("log");
  ASSERT_TRUE(file->Append("one ", {}, nullptr).ok());
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  ASSERT_TRUE(file->Append("two ", {}, nullptr).ok());
  EXPECT_EQ(OnDisk("log"), "-") << "the name is not durable";
  EXPECT_EQ(Seen("log"), "one two ");
  SyncFolder();
  EXPECT_EQ(OnDisk("log"), "one ");
  ASSERT_TRUE(file->Append("three", {}, nullptr).ok());
  ASSERT_TRUE(file->Close({}, nullptr).ok());
  EXPECT_EQ(OnDisk("log"), "one ") << "closing promises nothing";
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  EXPECT_EQ(OnDisk("log"), "one two three");
}

TEST_F(PowerCutFilesTest, ANewNameHoldsWhenItsFolderIsSynced) {
  std::ofstream(Path("CURRENT")) << "old";
  const auto file = Create("new");
  ASSERT_TRUE(file->Append("new", {}, nullptr).ok());
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  ASSERT_TRUE(
      files_.RenameFile(Path("new"), Path("CURRENT"), {}, nullptr).ok());
  EXPECT_EQ(Seen("CURRENT"), "new");
  EXPECT_EQ(Seen("new"), "-");
  EXPECT_EQ(OnDisk("CURRENT"), "old");
  SyncFolder();
  EXPECT_EQ(OnDisk("CURRENT"), "new");

  ASSERT_TRUE(
      files_.RenameFile(Path("CURRENT"), Path("kept"), {}, nullptr).ok());
  EXPECT_FALSE(files_.FileExists(Path("CURRENT"), {}, nullptr).ok());
  std::vector<std::string> names;
  ASSERT_TRUE(files_.GetChildren(folder_.path(), {}, &names, nullptr).ok());
  EXPECT_THAT(names, Contains("kept"));
  EXPECT_THAT(names, Not(Contains("CURRENT")));
  EXPECT_EQ(OnDisk("CURRENT"), "new");
  SyncFolder();
  EXPECT_EQ(OnDisk("CURRENT"), "-");
  EXPECT_EQ(OnDisk("kept"), "new");
}

TEST_F(PowerCutFilesTest, AnOverwriteIsOnDiskWhenSynced) {
  std::ofstream(Path("mark")) << "aaaa";
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  ASSERT_TRUE(files_.NewRandomRWFile(Path("mark"), {}, &file, nullptr).ok());
  ASSERT_TRUE(file->Write(2, "bbb", {}, nullptr).ok());
  EXPECT_EQ(OnDisk("mark"), "aaaa");
  EXPECT_EQ(Seen("mark"), "aabbb");
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  EXPECT_EQ(OnDisk("mark"), "aabbb");
}

TEST_F(PowerCutFilesTest, WhatIsDeletedIsGone) {
  std::ofstream(Path("table")) << "x";
  Create("fresh");
  EXPECT_TRUE(files_.DeleteFile(Path("table"), {}, nullptr).ok());
  EXPECT_TRUE(files_.DeleteFile(Path("fresh"), {}, nullptr).ok());
  EXPECT_EQ(Seen("fresh"), "-");
  EXPECT_EQ(OnDisk("table"), "-");
}

TEST_F(PowerCutFilesTest, ALogThatLiesHoldsNothing) {
  PowerCutFiles lying({.logs_lie = true});
  for (const char* name : {"1.log", "1.sst"}) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    ASSERT_TRUE(lying.NewWritableFile(Path(name), {}, &file, nullptr).ok());
    ASSERT_TRUE(file->Append("x", {}, nullptr).ok());
    ASSERT_TRUE(file->Sync({}, nullptr).ok());
  }
  std::unique_ptr<rocksdb::FSDirectory> folder;
  ASSERT_TRUE(lying.NewDirectory(folder_.path(), {}, &folder, nullptr).ok());
  ASSERT_TRUE(folder->Fsync({}, nullptr).ok());
  EXPECT_EQ(OnDisk("1.log"), "");
  EXPECT_EQ(OnDisk("1.sst"), "x");
}

// Torn in different places, and never in what was synced.
TEST_F(PowerCutFilesTest, ADiskOfItsOwnAccordTearsWhatWasNotSynced) {
  const std::string synced(1000, 's');
  std::set<std::string> tails;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    PowerCutFiles files({.seed = seed});
    std::unique_ptr<rocksdb::FSWritableFile> file;
    ASSERT_TRUE(files.NewWritableFile(Path("log"), {}, &file, nullptr).ok());
    ASSERT_TRUE(file->Append(synced, {}, nullptr).ok());
    ASSERT_TRUE(file->Sync({}, nullptr).ok());
    std::unique_ptr<rocksdb::FSDirectory> folder;
    ASSERT_TRUE(files.NewDirectory(folder_.path(), {}, &folder, nullptr).ok());
    ASSERT_TRUE(folder->Fsync({}, nullptr).ok());
    ASSERT_TRUE(file->Append(std::string(5000, 'u'), {}, nullptr).ok());
    const std::string real = OnDisk("log");
    ASSERT_EQ(real.substr(0, synced.size()), synced);
    tails.insert(real.substr(synced.size()));
    fs::remove(Path("log"));
  }
  EXPECT_GT(tails.size(), 5U);
  EXPECT_TRUE(tails.contains("")) << "mostly it waits";
}

}  // namespace
}  // namespace omzien::crash
