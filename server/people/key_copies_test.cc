// Goal: there is a copy of every day, none that is too old, and each is whole.

#include "server/people/key_copies.h"

#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/inline_executor.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::people {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::Time kStart = absl::FromUnixSeconds(1'795'420'800);

class KeyCopiesTest : public ::testing::Test {
 protected:
  KeyCopiesTest() { WriteKeys(std::string(200'000, 'k')); }

  void WriteKeys(const std::string& text) {
    std::ofstream(Path("people.keys"), std::ios::binary) << text;
  }
  std::string Path(const std::string& name) const {
    return folder_.path() + "/" + name;
  }
  void Beat(absl::Duration step, bool clock_in_doubt = false) {
    clock_.Advance(step);
    copies_.Beat(clock_in_doubt);
    executor_.RunAll();
  }
  std::set<std::string> Names() const {
    std::set<std::string> names;
    if (!std::filesystem::exists(Path("copies"))) return names;
    for (const auto& entry :
         std::filesystem::directory_iterator(Path("copies"))) {
      names.insert(entry.path().filename());
    }
    return names;
  }

  testing::TemporaryFolder folder_;
  testing::InlineExecutor executor_;
  testing::ManualClock clock_{kStart};
  std::vector<absl::StatusOr<std::string>> reports_;
  KeyCopies copies_{
      {Path("people.keys"), Path("copies"), absl::Hours(24), absl::Hours(72)},
      executor_,
      clock_,
      [this](const auto& report) { reports_.push_back(report); }};
};

TEST_F(KeyCopiesTest, ACopyADay) {
  Beat(absl::ZeroDuration());
  EXPECT_THAT(Names(), ElementsAre("people-20261123-080000Z.keys"));
  ASSERT_THAT(reports_, SizeIs(1));
  ASSERT_TRUE(reports_[0].ok()) << reports_[0].status();
  std::ifstream file(*reports_[0], std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}),
            std::string(200'000, 'k'));
  const auto rights = std::filesystem::status(*reports_[0]).permissions();
  EXPECT_EQ(rights & (std::filesystem::perms::group_all |
                      std::filesystem::perms::others_all),
            std::filesystem::perms::none);
  for (int hour = 1; hour <= 23; ++hour) Beat(absl::Hours(1));
  EXPECT_THAT(Names(), SizeIs(1));
  Beat(absl::Hours(1));
  EXPECT_THAT(Names(), SizeIs(2));
}

TEST_F(KeyCopiesTest, NoneIsKeptTooLong) {
  for (int day = 0; day < 10; ++day) Beat(absl::Hours(24));
  EXPECT_THAT(Names(), SizeIs(3));
  EXPECT_FALSE(Names().contains("people-20261123-080000Z.keys"));
}

TEST_F(KeyCopiesTest, TheNewestStaysUntilThereIsAnother) {
  Beat(absl::ZeroDuration());
  std::filesystem::remove(Path("people.keys"));
  Beat(absl::Hours(24 * 30));
  EXPECT_THAT(Names(), ElementsAre("people-20261123-080000Z.keys"));
  EXPECT_FALSE(reports_.back().ok());
  WriteKeys("keys");
  Beat(absl::Hours(1));
  Beat(absl::Hours(1));
  EXPECT_THAT(Names(), ElementsAre("people-20261223-090000Z.keys"));
}

TEST_F(KeyCopiesTest, ANameOfTheFutureKeepsNoCopyFromBeingMade) {
  Beat(absl::ZeroDuration());
  clock_.Jump(absl::Hours(24 * 30));
  Beat(absl::Hours(1));
  clock_.Jump(-absl::Hours(24 * 30));
  Beat(absl::Hours(24));
  EXPECT_THAT(Names(), ElementsAre("people-20261123-080000Z.keys",
                                   "people-20261124-090000Z.keys",
                                   "people-20261223-090000Z.keys"));
}

TEST_F(KeyCopiesTest, NothingIsDoneWhileTheClockIsInDoubt) {
  for (int day = 0; day < 3; ++day) Beat(absl::Hours(24));
  const std::set<std::string> before = Names();
  clock_.Jump(absl::Hours(24 * 30));
  Beat(absl::Hours(1), /*clock_in_doubt=*/true);
  EXPECT_EQ(Names(), before);
  clock_.Jump(-absl::Hours(24 * 30));
  Beat(absl::Hours(23));
  EXPECT_THAT(Names(), SizeIs(3));
}

TEST_F(KeyCopiesTest, WhatWasCutShortIsRemovedAndOthersAreLeftAlone) {
  std::filesystem::create_directory(Path("copies"));
  std::ofstream(Path("copies/people-20261120-080000Z.keys.partial")) << "x";
  std::ofstream(Path("copies/readme")) << "x";
  Beat(absl::ZeroDuration());
  EXPECT_THAT(Names(), ElementsAre("people-20261123-080000Z.keys", "readme"));
}

TEST_F(KeyCopiesTest, SaysWhyThereIsNone) {
  std::ofstream(Path("copies")) << "a file";
  Beat(absl::ZeroDuration());
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_FALSE(reports_[0].ok());
  std::filesystem::remove(Path("copies"));
  std::filesystem::remove(Path("people.keys"));
  Beat(absl::Minutes(1));
  ASSERT_THAT(reports_, SizeIs(2));
  EXPECT_FALSE(reports_[1].ok());
  EXPECT_THAT(Names(), IsEmpty());
}

}  // namespace
}  // namespace omzien::people
