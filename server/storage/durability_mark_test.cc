// Goal: a mark is read back as written, and a damaged one is never believed.

#include "server/storage/durability_mark.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <ios>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "server/storage/data_folder.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(MarkTest, IsReadBackAsWritten) {
  const Mark mark = {.write = 42, .lanes = {{"0", 1234}, {"zuid", 7}}};
  const std::string slot = FormatMark(mark);
  EXPECT_EQ(slot.size(), std::size_t{kMarkSlotBytes});
  const auto read = ParseMark(slot);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->write, 42);
  EXPECT_THAT(read->lanes, ElementsAre(Pair("0", 1234), Pair("zuid", 7)));
}

TEST(MarkTest, NoFlippedByteIsBelieved) {
  const std::string whole = FormatMark({.write = 42, .lanes = {{"0", 1234}}});
  const std::size_t end = whole.find_last_not_of('\n');
  for (std::size_t i = 0; i <= end; ++i) {
    std::string slot = whole;
    slot[i] = static_cast<char>(slot[i] ^ 0x01);
    EXPECT_FALSE(ParseMark(slot).has_value()) << i;
  }
  for (std::size_t length = 0; length <= end; ++length) {
    EXPECT_FALSE(ParseMark(whole.substr(0, length)).has_value()) << length;
  }
}

class MarkFileTest : public ::testing::Test {
 protected:
  std::optional<Mark> Read() {
    const auto mark = MarkFile::Read(*files_, folder_.path());
    EXPECT_TRUE(mark.ok()) << mark.status();
    return mark.value_or(std::nullopt);
  }
  void Open(const Mark& mark) {
    auto opened = MarkFile::Open(*files_, folder_.path(), mark);
    ASSERT_TRUE(opened.ok()) << opened.status();
    file_ = *std::move(opened);
  }
  // Spoils the slot that the write of this number went to.
  void Spoil(std::int64_t write) {
    std::fstream file(MarkPath(folder_.path()),
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(write % 2 * kMarkSlotBytes + 30);
    file << "torn";
  }

  const testing::TemporaryFolder folder_;
  const std::shared_ptr<rocksdb::FileSystem> files_ =
      rocksdb::FileSystem::Default();
  std::unique_ptr<MarkFile> file_;
};

TEST_F(MarkFileTest, IsAbsentUntilOpened) {
  EXPECT_FALSE(Read().has_value());
  Open({.lanes = {{"0", 3}}});
  const auto mark = Read();
  ASSERT_TRUE(mark.has_value());
  EXPECT_EQ(mark->lanes.at("0"), 3);
}

TEST_F(MarkFileTest, TheNewestSlotHolds) {
  Open({});
  for (std::int64_t i = 1; i <= 5; ++i) {
    ASSERT_TRUE(file_->Write("0", i * 10).ok());
    EXPECT_EQ(Read()->lanes.at("0"), i * 10);
    EXPECT_EQ(Read()->write, i + 1);
  }
}

TEST_F(MarkFileTest, ATornSlotFallsBackToTheOther) {
  Open({.lanes = {{"0", 10}}});
  ASSERT_TRUE(file_->Write("0", 20).ok());
  const std::int64_t newest = Read()->write;
  Spoil(newest);
  EXPECT_EQ(Read()->lanes.at("0"), 10);
  Spoil(newest - 1);
  EXPECT_TRUE(
      absl::IsDataLoss(MarkFile::Read(*files_, folder_.path()).status()));
}

TEST_F(MarkFileTest, GoesOnFromTheSlotThatWasRead) {
  Open({.lanes = {{"0", 10}}});
  const std::int64_t first = Read()->write;
  Open(*Read());
  EXPECT_EQ(Read()->write, first + 1);
  Spoil(first + 1);
  EXPECT_EQ(Read()->write, first) << "the older slot was left alone";
}

}  // namespace
}  // namespace omzien::storage
