#include "server/core/names.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/core/store.h"

namespace omzien::core {
namespace {

TEST(NamesTest, NamesAndIdsAreEachOthersInverse) {
  EXPECT_EQ(IdOf("needs/7x"), "7x");
  EXPECT_EQ(IdOf("7x"), "7x");
  EXPECT_EQ(NameOf("needs", "7x"), "needs/7x");
  EXPECT_EQ(PersonOfVolunteer("volunteers/7x"), "people/7x");
  EXPECT_EQ(VolunteerOfPerson("people/7x"), "volunteers/7x");
  EXPECT_EQ(LinkKey({"n", "GM1669", ""}), "n/GM1669/");
}

// Times from before 1970 never occur; the far future does.
std::vector<absl::Time> InOrder() {
  return {absl::UnixEpoch(),
          absl::UnixEpoch() + absl::Microseconds(1),
          absl::FromUnixSeconds(9),
          absl::FromUnixSeconds(10),
          absl::FromUnixSeconds(1'781'510'400),
          absl::FromUnixSeconds(1'781'510'400) + absl::Microseconds(1),
          absl::FromUnixSeconds(253'402'300'799)};
}

TEST(NamesTest, KeysOfTimesSortAsTheTimesDo) {
  const auto times = InOrder();
  for (std::size_t i = 1; i < times.size(); ++i) {
    EXPECT_LT(AscendingKey(times[i - 1]), AscendingKey(times[i])) << i;
    EXPECT_GT(DescendingKey(times[i - 1]), DescendingKey(times[i])) << i;
    EXPECT_EQ(AscendingKey(times[i]).size(), 16U);
    EXPECT_EQ(DescendingKey(times[i]).size(), 16U);
  }
}

TEST(NamesTest, KeysOfSequencesSortAsBytesAndReadBack) {
  const std::vector<std::int64_t> sequences = {
      1, 2, 127, 128, 255, 256, 65'535, 65'536, 1LL << 40};
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    EXPECT_EQ(SequenceOf(SequenceKey(sequences[i])), sequences[i]);
    // The store's own idea of a journal key is the same.
    EXPECT_EQ(SequenceKey(sequences[i]), JournalKey(sequences[i]));
    EXPECT_EQ(JournalSequence(JournalKey(sequences[i])), sequences[i]);
    if (i > 0) {
      EXPECT_LT(SequenceKey(sequences[i - 1]), SequenceKey(sequences[i]));
    }
  }
}

}  // namespace
}  // namespace omzien::core
