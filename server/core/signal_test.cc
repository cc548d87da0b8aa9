// Goal: a signal is told again until somebody looks, says nothing about whom on
// the way, and goes with whom it is about.

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/erasing.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/sample_settings.h"
#include "server/core/signal_contacts.h"
#include "server/core/signal_fixture.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Task;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(SignalTest, WithoutAContactPersonTheCoordinatorHasWork) {
  Meet();
  EXPECT_EQ(CountWithoutSignalContact(state_), 2);
  const std::string cor = AddPerson(SamplePerson("Cor", 903));
  Give(cor, omzien::v1::ROLE_COORDINATOR, false);
  Raise(Volunteer(wim_), truus_);
  Raise(Staff(kDesk), truus_);
  auto work = OpenWork();
  ASSERT_THAT(work, SizeIs(1));
  EXPECT_EQ(work[0].kind(), Task::KIND_NO_SIGNAL_CONTACT);
  EXPECT_EQ(work[0].person(), cor);
  EXPECT_EQ(work[0].about(), "");
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  EXPECT_EQ(CountWithoutSignalContact(state_), 1);
  EXPECT_THAT(OpenWork(), IsEmpty()) << "it is done";
}

TEST_F(SignalTest, WhatIsNotTakenIsToldAgainAndIsWorkForTheDesk) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Staff(kDesk), truus_);
  for (int times = 1; times <= 2; ++times) {
    told_.clear();
    clock_.Advance(absl::Hours(24));
    RunDue();
    int raised = 0;
    for (const auto& message : told_) {
      raised += message.kind() == Notice::KIND_SIGNAL_RAISED ? 1 : 0;
    }
    EXPECT_EQ(raised, 1);
    int waits = 0;
    for (const Task& task : OpenWork()) {
      if (task.kind() != Task::KIND_SIGNAL_WAITS) continue;
      ++waits;
      EXPECT_EQ(task.person(), bo);
      EXPECT_EQ(task.report(), "");
    }
    EXPECT_EQ(waits, 1);
  }
  Do(Member(bo), [&](Transaction& transaction) {
    omzien::v1::TakeSignalRequest request;
    request.set_name(name);
    return TakeSignal(transaction, request).status();
  });
  for (const Task& task : OpenWork()) {
    EXPECT_NE(task.kind(), Task::KIND_SIGNAL_WAITS);
  }
  told_.clear();
  clock_.Advance(absl::Hours(48));
  RunDue();
  for (const auto& message : told_) {
    EXPECT_NE(message.kind(), Notice::KIND_SIGNAL_RAISED);
  }
}

// What was taken is not forgotten: after some days it is told again, to all
// contact persons, until it was weighed.
TEST_F(SignalTest, WhatIsTakenAndNotWeighedIsToldAgain) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  const std::string jo = AddPerson(SamplePerson("Jo", 901));
  for (const std::string& contact : {bo, jo}) {
    Give(contact, omzien::v1::ROLE_DESK, true);
  }
  const std::string name = Raise(Staff(kDesk), truus_);
  const auto early = told_;
  Do(Member(jo), [&](Transaction& transaction) {
    omzien::v1::TakeSignalRequest request;
    request.set_name(name);
    return TakeSignal(transaction, request).status();
  });
  const auto told_to = [this] {
    std::set<std::string> people;
    for (const auto& message : told_) {
      if (message.kind() == Notice::KIND_SIGNAL_RAISED) {
        people.insert(message.recipient());
      }
    }
    told_.clear();
    return people;
  };
  const auto is_true = [this](const store::v1::OutboxRecord& message) {
    Transaction transaction = Begin();
    const auto notice = ComposeNotice(transaction, message);
    EXPECT_TRUE(notice.ok()) << notice.status();
    return notice.ok() && notice->has_value();
  };
  told_.clear();
  clock_.Advance(kWeighWithin - absl::Seconds(1));
  RunDue();
  EXPECT_THAT(told_to(), IsEmpty());
  // What was told before it was taken is not sent late.
  EXPECT_FALSE(is_true(early.at(0)));
  for (int times = 1; times <= 2; ++times) {
    clock_.Advance(times == 1 ? absl::Seconds(1) : kWeighWithin);
    RunDue();
    ASSERT_FALSE(told_.empty());
    EXPECT_TRUE(is_true(told_.at(0)));
    EXPECT_EQ(told_to(), (std::set<std::string>{bo, jo}));
    const auto work = OpenWork();
    ASSERT_THAT(work, SizeIs(1));
    EXPECT_EQ(work[0].kind(), Task::KIND_SIGNAL_WAITS);
    EXPECT_EQ(work[0].person(), jo) << "who took it is phoned";
  }
  Weigh(Member(jo), name);
  EXPECT_THAT(OpenWork(), IsEmpty());
  told_.clear();
  clock_.Advance(2 * kWeighWithin);
  RunDue();
  EXPECT_THAT(told_to(), IsEmpty());
}

// Another takes it over: the days begin anew.
TEST_F(SignalTest, WhoTakesItOverGetsAsLong) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  const std::string jo = AddPerson(SamplePerson("Jo", 901));
  for (const std::string& contact : {bo, jo}) {
    Give(contact, omzien::v1::ROLE_DESK, true);
  }
  const std::string name = Raise(Staff(kDesk), truus_);
  for (const std::string& contact : {bo, jo}) {
    Do(Member(contact), [&](Transaction& transaction) {
      omzien::v1::TakeSignalRequest request;
      request.set_name(name);
      return TakeSignal(transaction, request).status();
    });
    told_.clear();
    clock_.Advance(kWeighWithin - absl::Hours(1));
    RunDue();
    for (const auto& message : told_) {
      EXPECT_NE(message.kind(), Notice::KIND_SIGNAL_RAISED) << contact;
    }
  }
}

TEST_F(SignalTest, TheMessageSaysNothingAboutWhom) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Volunteer(wim_), truus_);
  ASSERT_THAT(told_, SizeIs(1));
  const auto compose = [&] {
    Transaction transaction = Begin();
    return ComposeNotice(transaction, told_[0]);
  };
  const auto notice = compose();
  ASSERT_TRUE(notice.ok()) << notice.status();
  ASSERT_TRUE(notice->has_value());
  const std::string text = (*notice)->ShortDebugString();
  for (const std::string& secret :
       {truus_, std::string("Truus"), std::string("koelkast"),
        PersonOfVolunteer(wim_), std::string("Wim")}) {
    EXPECT_FALSE(absl::StrContains(text, secret)) << text;
  }
  EXPECT_TRUE((*notice)->has_lapse_time());
  Weigh(Member(bo), name);
  EXPECT_FALSE(compose()->has_value()) << "nobody need look any more";
}

TEST_F(SignalTest, ItGoesWithWhomItIsAbout) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Volunteer(wim_), truus_);
  EraseKey(IdOf(truus_));
  EXPECT_EQ(ReasonOf(See(Member(bo), name).status()), "RESOURCE_NOT_FOUND");
  Do(SystemCaller(), [&](Transaction& transaction) {
    return FinishErasing(transaction, truus_);
  });
  EXPECT_FALSE(store_.Get(Keyspace::kRecords, name)->has_value());
  for (const std::string& list :
       {"sg/GM1669/" + std::string(), std::string("sgo/GM1669/"),
        "sa/" + IdOf(truus_) + "/", "sr/" + IdOf(wim_) + "/"}) {
    EXPECT_EQ(Linked(list), 0) << list;
  }
  EXPECT_THAT(*List(Volunteer(wim_), PersonOfVolunteer(wim_)), IsEmpty());
}

TEST_F(SignalTest, ItDoesNotSayByWhomOnceThatIsErased) {
  Meet();
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Volunteer(wim_), truus_);
  const std::string who = PersonOfVolunteer(wim_);
  EraseKey(IdOf(who));
  Do(SystemCaller(),
     [&](Transaction& transaction) { return FinishErasing(transaction, who); });
  const auto left = See(Member(bo), name);
  ASSERT_TRUE(left.ok()) << left.status();
  EXPECT_EQ(left->raised_by(), "");
  EXPECT_EQ(left->noticed(), "de koelkast was leeg");
  EXPECT_EQ(Linked("sr/" + IdOf(who) + "/"), 0);
}

// Who has no mail is not phoned for it: the desk would learn who raised it.
TEST_F(SignalTest, TheDeskDoesNotHearWhoRaisedIt) {
  auto no_mail = SamplePerson("Truus");
  no_mail.clear_email();
  wim_ = AddVolunteer("Wim");
  truus_ = AddPerson(no_mail);
  Accept(AsksOf(Post(truus_, {SampleJob()}).name()).at(0).name());
  const std::string bo = AddPerson(SamplePerson("Bo", 900));
  Give(bo, omzien::v1::ROLE_DESK, true);
  const std::string name = Raise(Herself(truus_), PersonOfVolunteer(wim_));
  const auto before = OpenWork().size();
  Weigh(Member(bo), name);
  EXPECT_EQ(OpenWork().size(), before);
}

}  // namespace
}  // namespace omzien::core
