// Goal: nobody is forgotten for silence who was not told in time, or of whom
// anything was heard, or whom somebody waits for.

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/heard.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/retention.h"
#include "server/core/retention_fixture.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using store::v1::PersonRecord;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class KeptPeopleTest : public RetentionTest {};

TEST_F(KeptPeopleTest, WhoIsSilentIsToldAndThenForgotten) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  clock_.Advance(Days(169));
  Round();
  EXPECT_THAT(told_, IsEmpty());
  clock_.Advance(Days(2));
  EXPECT_THAT(Preview(), IsEmpty());  // Nobody goes who was not told.
  Round();
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].kind(), Notice::KIND_ACCOUNT_ENDING);
  Round();
  EXPECT_EQ(told_.size(), 1U);  // Once.
  Transaction transaction = Begin();
  const auto notice = ComposeNotice(transaction, told_[0]);
  ASSERT_TRUE(notice.ok() && notice->has_value()) << notice.status();
  EXPECT_GE(FromProto((*notice)->lapse_time()), clock_.TimeNow() + Days(30));
  clock_.Advance(Days(29));
  Round();
  EXPECT_EQ(Count("people/"), 1U);
  clock_.Advance(Days(2));
  EXPECT_THAT(Preview(), UnorderedElementsAre(Pair("residents", 1)));
  Round();
  EXPECT_EQ(Count("people/"), 0U);
  EXPECT_EQ(sealer_.Open(IdOf(truus), "x").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(Keys(Keyspace::kLinks, "p/GM1669"), IsEmpty());
}

TEST_F(KeptPeopleTest, ASignOfLifeIsEnough) {
  auto person = SamplePerson("Truus");
  person.clear_email();  // The desk has to phone.
  const std::string truus = AddPerson(person);
  clock_.Advance(Days(171));
  Round();
  ASSERT_EQ(OpenWork().size(), 1U);
  EXPECT_EQ(OpenWork()[0].notice_kind(), Notice::KIND_ACCOUNT_ENDING);
  Do(SystemCaller(),
     [&](Transaction& transaction) { return Heard(transaction, truus); });
  EXPECT_THAT(OpenWork(), IsEmpty());
  EXPECT_FALSE(Stored<PersonRecord>(truus).has_ending_told_time());
  clock_.Advance(Days(100));
  Round();
  EXPECT_EQ(Count("people/"), 1U);
}

TEST_F(KeptPeopleTest, ACallThatTheDeskHasNotMadeHoldsItUpOnceAsLongAgain) {
  auto person = SamplePerson("Truus");
  person.clear_email();
  AddPerson(person);
  clock_.Advance(Days(171));
  Round();
  clock_.Advance(Days(32));
  Round();
  EXPECT_EQ(Count("people/"), 1U);
  clock_.Advance(Days(30));
  Round();
  EXPECT_EQ(Count("people/"), 0U);
}

TEST_F(KeptPeopleTest, VolunteersHaveAClockOfTheirOwn) {
  AddVolunteer("Wim");
  clock_.Advance(Days(269));
  Round();
  EXPECT_THAT(told_, IsEmpty());
  clock_.Advance(Days(2));
  Round();
  EXPECT_EQ(told_.size(), 1U);
  clock_.Advance(Days(31));
  EXPECT_THAT(Preview(), UnorderedElementsAre(Pair("volunteers", 1)));
  Round();
  EXPECT_EQ(Count("people/") + Count("volunteers/"), 0U);
}

TEST_F(KeptPeopleTest, WhoHasARoleStays) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  Do(SystemCaller(), [&](Transaction& transaction) {
    store::v1::MembershipRecord record;
    record.mutable_membership()->set_name("memberships/1");
    record.mutable_membership()->set_person(truus);
    record.mutable_membership()->set_organisation("organisations/desk");
    record.mutable_membership()->set_role(omzien::v1::ROLE_DESK);
    return transaction.Put("memberships/1", record, IdOf(truus));
  });
  clock_.Advance(Days(3'000));
  Round();
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(KeptPeopleTest, OnlySoManyAreToldInADay) {
  for (int i = 0; i < 5; ++i) {
    AddPerson(SamplePerson(absl::StrCat("Truus", i), i));
  }
  clock_.Advance(Days(171));
  for (const std::size_t told : {2U, 4U, 5U}) {
    Round();
    EXPECT_EQ(told_.size(), told);
    clock_.Advance(Days(1));
  }
}

TEST_F(KeptPeopleTest, TimeInWhichNobodyCouldBeHeardDoesNotCount) {
  AddPerson(SamplePerson("Truus"));
  clock_.Advance(Days(171));
  Round();
  clock_.Advance(Days(40));  // In which the server stood still.
  Do(SystemCaller(), [](Transaction& transaction) {
    return PlanRetaining(transaction, Days(40));
  });
  EXPECT_THAT(Preview(), IsEmpty());
  Round();
  EXPECT_EQ(Count("people/"), 1U);
  clock_.Advance(Days(31));
  Round();
  EXPECT_EQ(Count("people/"), 0U);
}

}  // namespace
}  // namespace omzien::core
