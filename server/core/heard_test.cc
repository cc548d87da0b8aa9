#include "server/core/heard.h"

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::PersonRecord;

class HeardTest : public CoreFixture {
 protected:
  absl::Time HeardTime(const std::string& person) {
    return FromProto(Stored<PersonRecord>(person).heard_time());
  }
  // Writes that noting it takes.
  std::size_t Writes(const Caller& caller) {
    Transaction transaction = Begin(caller);
    EXPECT_TRUE(HeardCaller(transaction).ok());
    const bool none = transaction.empty();
    const auto batch = transaction.Commit();
    EXPECT_TRUE(batch.ok() && store_.Write(*batch).ok());
    return none ? 0 : batch->mutations.size() - 2;  // Journal and lane.
  }
};

TEST_F(HeardTest, IsKeptToTheDayAndWrittenOnceADay) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  EXPECT_EQ(HeardTime(truus), DayOf(Monday()));
  const std::string etag = Stored<PersonRecord>(truus).person().etag();
  EXPECT_EQ(Writes(Herself(truus)), 0U);
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(Writes(Herself(truus)), 1U);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Writes(Herself(truus)), 0U);
  EXPECT_EQ(HeardTime(truus), DayOf(Monday()) + absl::Hours(24));
  // Who changes her data meanwhile is not in each other's way.
  EXPECT_EQ(Stored<PersonRecord>(truus).person().etag(), etag);
}

TEST_F(HeardTest, TheDeskHearsWhomItSpeaksFor) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  clock_.Advance(absl::Hours(48));
  EXPECT_EQ(Writes(Staff("organisations/desk")), 0U);
  EXPECT_EQ(Writes(Staff("organisations/other-desk", truus)), 0U);
  EXPECT_EQ(Writes(Staff("organisations/desk", truus)), 1U);
  EXPECT_EQ(HeardTime(truus), DayOf(clock_.TimeNow()));
}

TEST_F(HeardTest, WhoWasEnteredBeforeCountsFromTheLastChange) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  PersonRecord record = Stored<PersonRecord>(truus);
  record.clear_heard_time();
  EXPECT_EQ(LastHeard(record), DayOf(Monday()));
}

TEST_F(HeardTest, NobodyIsHeardWhoIsNotHere) {
  Transaction transaction = Begin();
  EXPECT_TRUE(Heard(transaction, "people/nobody").ok());
  EXPECT_TRUE(Heard(transaction, "").ok());
  EXPECT_TRUE(transaction.empty());
}

}  // namespace
}  // namespace omzien::core
