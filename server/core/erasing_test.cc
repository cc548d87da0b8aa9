// Goal: an erase that was cut short, or undone by an old backup, is finished by
// the next start; a long life ends in turns that are short.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using ::testing::IsEmpty;

class ErasingTest : public CoreFixture {
 protected:
  void DestroyKey(const std::string& person) { EraseKey(IdOf(person)); }

  // A start, and all that is due then. Gives the turns that it took.
  int StartAndRun() {
    Ports ports = MakePorts();
    ports.report = [](absl::string_view what, const absl::Status& status) {
      ADD_FAILURE() << what << ": " << status;
    };
    auto engine = Engine::Start(std::move(ports), SampleSettings());
    EXPECT_TRUE(engine.ok()) << engine.status();
    if (!engine.ok()) return 0;
    (*engine)->OnDue([] {});
    bool ended = false;
    (*engine)->RunTimers([&ended](absl::Time) { ended = true; });
    const int turns = executor_.RunAll();
    EXPECT_TRUE(ended);
    return turns;
  }

  std::string AddCalled(const std::string& given_name, int metres) {
    auto person = SamplePerson(given_name, metres);
    person.clear_email();
    return AddPerson(person);
  }

  void Erase(const std::string& person) {
    Do(Staff(kDesk, person), [&](Transaction& transaction) {
      omzien::v1::ErasePersonRequest request;
      request.set_name(person);
      return ErasePerson(transaction, request).status();
    });
  }

  int VolunteersIn(absl::string_view municipality, absl::string_view desk) {
    Transaction transaction = Begin(Staff(desk));
    omzien::v1::ListVolunteersRequest request;
    request.set_municipality(std::string(municipality));
    const auto list = ListVolunteers(transaction, request);
    EXPECT_TRUE(list.ok()) << list.status();
    return list.ok() ? list->volunteers_size() : -1;
  }

  bool IsThere(const std::string& name) {
    const auto bytes = store_.Get(Keyspace::kRecords, name);
    EXPECT_TRUE(bytes.ok());
    return bytes->has_value();
  }

  Invitation::State StateOfAsk(const std::string& name) {
    return Rest<InvitationRecord>(name).invitation().state();
  }
  Appointment::State StateOfVisit(const std::string& name) {
    return Rest<AppointmentRecord>(name).appointment().state();
  }

  template <class R>
  R Rest(const std::string& name) {
    Transaction transaction = Begin();
    const auto record = transaction.GetRest<R>(name);
    EXPECT_TRUE(record.ok()) << record.status();
    return record.ok() ? *record : R();
  }

  int Linked(const std::string& prefix) {
    Transaction transaction = Begin();
    const auto ids = transaction.Linked(prefix);
    EXPECT_TRUE(ids.ok());
    return static_cast<int>(ids->size());
  }
};

TEST_F(ErasingTest, AStartEndsWhatIsLeftOfAResident) {
  const std::string wim = AddVolunteer("Wim");
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string agreed = Post(truus, {SampleJob()}).name();
  const std::string visit = Accept(AsksOf(agreed).at(0).name()).name();
  const std::string noor = AddVolunteer("Noor", 600);
  const std::string asked = Post(truus, {SampleJob()}).name();
  const std::string ask = AsksOf(asked).at(0).name();
  DestroyKey(truus);
  StartAndRun();
  EXPECT_FALSE(IsThere(truus));
  EXPECT_TRUE(IsThere(asked));  // It counts, and nobody can open it.
  EXPECT_EQ(StateOfAsk(ask), Invitation::STATE_WITHDRAWN);
  EXPECT_EQ(StateOfVisit(visit), Appointment::STATE_CANCELLED);
  EXPECT_EQ(Linked("r/" + IdOf(truus) + "/"), 0);
  EXPECT_EQ(Linked("ivo/" + IdOf(noor) + "/"), 0);
  EXPECT_EQ(Linked("avo/" + IdOf(wim) + "/"), 0);
  // And there is nothing to end at the next one.
  EXPECT_LE(StartAndRun(), 2);
}

TEST_F(ErasingTest, AStartEndsWhatIsLeftOfAVolunteer) {
  const std::string wim = AddVolunteer("Wim");
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string agreed = Post(truus, {SampleJob()}).name();
  const std::string visit = Accept(AsksOf(agreed).at(0).name()).name();
  const std::string noor = AddVolunteer("Noor", 600);
  DestroyKey(PersonOfVolunteer(wim));
  StartAndRun();
  EXPECT_FALSE(IsThere(wim));
  EXPECT_FALSE(IsThere(PersonOfVolunteer(wim)));
  EXPECT_EQ(StateOfVisit(visit), Appointment::STATE_GIVEN_BACK);
  EXPECT_EQ(Linked("ivo/" + IdOf(noor) + "/"), 1);  // Asked instead.
}

TEST_F(ErasingTest, BothSidesAtOnce) {
  const std::string wim = AddVolunteer("Wim");
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string agreed = Post(truus, {SampleJob()}).name();
  Accept(AsksOf(agreed).at(0).name());
  Post(truus, {SampleJob()});
  DestroyKey(truus);
  DestroyKey(PersonOfVolunteer(wim));
  StartAndRun();
  EXPECT_FALSE(IsThere(truus));
  EXPECT_FALSE(IsThere(wim));
}

// The first turn ends as many needs as fit in it: what is of another kind is
// for the next one, and not forgotten.
TEST_F(ErasingTest, NothingIsLeftWhenATurnIsJustFull) {
  const std::string wim = AddVolunteer("Wim");
  const std::string self = PersonOfVolunteer(wim);
  const std::string truus = AddPerson(SamplePerson("Truus"));
  for (int i = 0; i < 20; ++i) Post(self, {SampleJob()});
  std::vector<std::string> asks;
  for (int i = 0; i < 2; ++i) {
    const std::string need = Post(truus, {SampleJob()}).name();
    for (const Invitation& ask : AsksOf(need)) asks.push_back(ask.name());
  }
  ASSERT_FALSE(asks.empty());
  DestroyKey(self);
  StartAndRun();
  EXPECT_FALSE(IsThere(self));
  EXPECT_EQ(Linked("iv/" + IdOf(wim) + "/"), 0);
  for (const std::string& ask : asks) {
    EXPECT_EQ(StateOfAsk(ask), Invitation::STATE_WITHDRAWN);
  }
}

// Who has no e-mail is called, so the desk has work for her: it goes with her,
// and keeps nothing from ending.
TEST_F(ErasingTest, WhoIsCalledGoesWithTheDesksWork) {
  AddVolunteer("Wim");
  const std::string truus = AddCalled("Truus", 3);
  const std::string need = Post(truus, {SampleJob()}).name();
  const std::string visit = Accept(AsksOf(need).at(0).name()).name();
  EXPECT_NE(Linked("tp/" + IdOf(truus) + "/"), 0);
  Erase(truus);
  EXPECT_EQ(StateOfVisit(visit), Appointment::STATE_CANCELLED);
  EXPECT_EQ(Linked("tp/" + IdOf(truus) + "/"), 0);
  EXPECT_EQ(Linked("t/GM1669/"), 0);
  EXPECT_THAT(OpenWork(), IsEmpty());
}

TEST_F(ErasingTest, AVolunteerWhoIsCalledLeavesNoAskOpen) {
  const std::string wim = AddOffer(AddCalled("Wim", 500));
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string need = Post(truus, {SampleJob()}).name();
  const std::string ask = AsksOf(need).at(0).name();
  EXPECT_NE(Linked("tp/" + IdOf(wim) + "/"), 0);
  Erase(PersonOfVolunteer(wim));
  EXPECT_EQ(StateOfAsk(ask), Invitation::STATE_WITHDRAWN);
  EXPECT_EQ(Linked("tp/" + IdOf(wim) + "/"), 0);
  // Nobody else is there: the desk looks further, and there is no other work.
  ASSERT_EQ(OpenWork().size(), 1U);
  EXPECT_EQ(OpenWork()[0].kind(), omzien::v1::Task::KIND_UNANSWERED);
}

// An edition before left the work and the list, and they can be read.
TEST_F(ErasingTest, WhatIsLeftOfTheErasedIsPassedOver) {
  const std::string truus = AddCalled("Truus", 3);
  Post(truus, {SampleJob()});
  ASSERT_FALSE(OpenWork().empty());
  Do(SystemCaller(), [&](Transaction& transaction) {
    transaction.EraseRecord(truus);
    transaction.Link(LinkKey({"v", IdOf(kRoerdalen), IdOf(truus)}));
    return absl::OkStatus();
  });
  EXPECT_THAT(OpenWork(), IsEmpty());
  EXPECT_EQ(VolunteersIn(kRoerdalen, kDesk), 0);
}

TEST_F(ErasingTest, AVolunteerLeavesTheListOfEachMunicipality) {
  const std::string wim = AddVolunteer("Wim");
  Do(Herself(PersonOfVolunteer(wim)), [&](Transaction& transaction) {
    omzien::v1::UpdateVolunteerRequest request;
    auto& offer = *request.mutable_volunteer();
    offer.set_name(wim);
    offer.add_municipalities(std::string(kRoerdalen));
    offer.add_municipalities(std::string(kElsewhere));
    request.mutable_update_mask()->add_paths("municipalities");
    return UpdateVolunteer(transaction, request).status();
  });
  EXPECT_EQ(VolunteersIn(kRoerdalen, kDesk), 1);
  EXPECT_EQ(VolunteersIn(kElsewhere, kOtherDesk), 1);
  Erase(PersonOfVolunteer(wim));
  EXPECT_EQ(VolunteersIn(kRoerdalen, kDesk), 0);
  EXPECT_EQ(VolunteersIn(kElsewhere, kOtherDesk), 0);
  EXPECT_EQ(Linked("v/GM0001/"), 0);
}

TEST_F(ErasingTest, ALongLifeEndsInSeveralTurns) {
  AddVolunteer("Wim");
  const std::string truus = AddPerson(SamplePerson("Truus"));
  for (int i = 0; i < 50; ++i) Post(truus, {SampleJob()});
  DestroyKey(truus);
  EXPECT_GE(StartAndRun(), 3);
  EXPECT_FALSE(IsThere(truus));
  EXPECT_EQ(Linked("r/" + IdOf(truus) + "/"), 0);
}

}  // namespace
}  // namespace omzien::core
