// Goal: a signal reaches who must read it and nobody else, not the desk, and
// not the one whom it is about.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/signal_fixture.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Signal;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(SignalTest, NoticedToldWeighed) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Volunteer(wim_), truus_);
  ASSERT_THAT(told_, SizeIs(1));
  EXPECT_EQ(told_[0].kind(), Notice::KIND_SIGNAL_RAISED);
  EXPECT_EQ(told_[0].recipient(), bo);
  // It does not concern whom it is about.
  EXPECT_THAT(audience_, ElementsAre(PersonOfVolunteer(wim_), bo));

  const auto read = See(Member(bo), name);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->about(), truus_);
  EXPECT_EQ(read->noticed(), "de koelkast was leeg");
  EXPECT_EQ(read->about_name(), "Truus van den Appelboom");
  EXPECT_EQ(read->state(), Signal::STATE_RAISED);
  EXPECT_THAT(*List(Member(bo), std::string(kRoerdalen)), SizeIs(1));

  told_.clear();
  Weigh(Member(bo), name);
  ASSERT_THAT(told_, SizeIs(1));
  EXPECT_EQ(told_[0].kind(), Notice::KIND_SIGNAL_WEIGHED);
  EXPECT_EQ(told_[0].recipient(), PersonOfVolunteer(wim_));
  EXPECT_THAT(*List(Member(bo), std::string(kRoerdalen)), IsEmpty());
  const auto all = List(Member(bo), std::string(kRoerdalen), true);
  ASSERT_THAT(*all, SizeIs(1));
  EXPECT_EQ(all->at(0).note(), "dochter helpt mee");
  EXPECT_EQ(all->at(0).weighed_by(), bo);
}

TEST_F(SignalTest, WhoRaisedItSeesThatItIsThereAndNoMore) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const auto answer = TryRaise(Volunteer(wim_), truus_);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->text(), "text of KIND_SIGNAL_NOTED");
  const std::string name = answer->signal().name();
  Weigh(Member(bo), name);
  const auto listed = List(Volunteer(wim_), PersonOfVolunteer(wim_));
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_THAT(*listed, SizeIs(1));
  const auto seen = See(Volunteer(wim_), name);
  ASSERT_TRUE(seen.ok()) << seen.status();
  for (const Signal& fact : {answer->signal(), listed->at(0), *seen}) {
    EXPECT_EQ(fact.name(), name);
    EXPECT_EQ(fact.about(), "");
    EXPECT_EQ(fact.noticed(), "");
    EXPECT_EQ(fact.note(), "");
    EXPECT_EQ(fact.outcome(), Signal::OUTCOME_UNSPECIFIED);
    EXPECT_EQ(fact.weighed_by(), "");
  }
  EXPECT_EQ(seen->state(), Signal::STATE_WEIGHED);
  EXPECT_TRUE(seen->has_weigh_time());
}

TEST_F(SignalTest, NobodyElseReadsIt) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  const std::string ko = AddPerson(SamplePerson("Ko", 901));
  Give(bo, omzien::v1::ROLE_DESK, true);
  Give(ko, omzien::v1::ROLE_DESK, false);
  const std::string name = Raise(Volunteer(wim_), truus_);
  Caller coordinator = Member(ko);
  coordinator.actor.set_role(omzien::v1::ROLE_COORDINATOR);
  Caller elsewhere = Member(bo);
  elsewhere.actor.set_name(std::string(kOtherDesk));
  for (const Caller& caller :
       {Member(ko), coordinator, elsewhere, Herself(truus_), Staff(kOtherDesk),
        Herself(AddPerson(SamplePerson("Gijs", 902)))}) {
    EXPECT_EQ(ReasonOf(See(caller, name).status()), "RESOURCE_NOT_FOUND");
    EXPECT_NE(ReasonOf(List(caller, std::string(kRoerdalen)).status()), "OK");
    EXPECT_NE(ReasonOf(List(caller, PersonOfVolunteer(wim_)).status()), "OK");
  }
}

// A contact person is somebody about whom one may worry as well.
TEST_F(SignalTest, WhomItIsAboutDoesNotReadItAsAContactPerson) {
  Meet();
  const std::string self = PersonOfVolunteer(wim_);
  Give(self, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Herself(truus_), self);
  EXPECT_THAT(told_, IsEmpty());
  EXPECT_EQ(ReasonOf(See(Member(self), name).status()), "RESOURCE_NOT_FOUND");
  EXPECT_THAT(*List(Member(self), std::string(kRoerdalen)), IsEmpty());
}

TEST_F(SignalTest, OnlyAboutThoseWhomOneHasMet) {
  Meet();
  const std::string gijs = AddPerson(SamplePerson("Gijs", 902));
  const std::string noor = AddVolunteer("Noor", 700);
  EXPECT_EQ(ReasonOf(TryRaise(Volunteer(wim_), gijs).status()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryRaise(Volunteer(noor), truus_).status()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryRaise(Herself(gijs), "people/nobody").status()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryRaise(Herself(truus_), truus_).status()),
            "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(TryRaise(Staff(kOtherDesk), truus_).status()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryRaise(Staff(kDesk, truus_), truus_).status()),
            "INVALID_FIELD");
  EXPECT_EQ(
      ReasonOf(TryRaise(Herself(truus_), PersonOfVolunteer(wim_)).status()),
      "OK");
  EXPECT_EQ(ReasonOf(TryRaise(Staff(kDesk, gijs), truus_).status()), "OK");
}

TEST_F(SignalTest, IsWeighedOnce) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Volunteer(wim_), truus_);
  Weigh(Member(bo), name);
  Transaction transaction = Begin(Member(bo));
  omzien::v1::WeighSignalRequest again;
  again.set_name(name);
  again.set_outcome(Signal::OUTCOME_OTHER);
  EXPECT_EQ(ReasonOf(WeighSignal(transaction, again).status()),
            "INVALID_FIELD");
  again.set_note("toch anders");
  EXPECT_EQ(ReasonOf(WeighSignal(transaction, again).status()),
            "SIGNAL_WEIGHED");
  omzien::v1::TakeSignalRequest take;
  take.set_name(name);
  EXPECT_EQ(ReasonOf(TakeSignal(transaction, take).status()), "SIGNAL_WEIGHED");
}

}  // namespace
}  // namespace omzien::core
