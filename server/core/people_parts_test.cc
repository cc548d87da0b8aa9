#include "server/core/people_parts.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "server/core/core_fixture.h"
#include "server/core/store.h"

namespace omzien::core {
namespace {

// Whatever an id looks like: of ours, of a test, in capitals, in other letters.
TEST(PeoplePartsTest, EveryIdLiesInOnePart) {
  const auto parts = PeopleReader::Parts();
  for (const std::string& id : std::vector<std::string>{
           "0", "00", "0000", "a", "a0", "az", "azz", "b", "zz", "zzzz", "z",
           "A", "_", "~", "é", "9z~", "7f3kq2v9x0c1m5n8", "\xff"}) {
    EXPECT_EQ(
        std::ranges::count_if(parts,
                              [&](const KeyRange& part) {
                                return part.start <= id &&
                                       (part.end.empty() || id < part.end);
                              }),
        1)
        << id;
  }
}

class PeopleReaderTest : public CoreFixture {};

TEST_F(PeopleReaderTest, ReadsEverybodyOnceAndWhatTheyOffer) {
  for (int i = 0; i < 40; ++i) {
    AddPerson(SamplePerson(absl::StrCat("Resident ", i), i));
    AddVolunteer(absl::StrCat("Volunteer ", i), i);
  }
  const std::string resident = AddPerson(SamplePerson("Truus"));
  const std::size_t asked = AsksOf(Post(resident, {SampleJob()}).name()).size();
  ASSERT_GT(asked, 0U);
  const auto reader =
      PeopleReader::Open(store_, state_.codec, state_.catalogue);
  ASSERT_TRUE(reader.ok()) << reader.status();
  std::size_t people = 0;
  std::size_t offers = 0;
  std::size_t engaged = 0;
  for (const KeyRange& part : PeopleReader::Parts()) {
    const auto read = reader->Read(part);
    ASSERT_TRUE(read.ok()) << read.status();
    people += read->entries.size();
    offers += read->offers.size();
    engaged += read->engaged.size();
  }
  EXPECT_EQ(people, 81U);
  EXPECT_EQ(engaged, asked);
  EXPECT_EQ(offers, 40 - asked);
}

}  // namespace
}  // namespace omzien::core
