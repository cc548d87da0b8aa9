// Goal: a contact person is found when she is needed, is known to nobody else,
// and leaves no trace when she is erased.

#include "server/core/contacts.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/disclosure.h"
#include "server/core/erasing.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Need;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ContactsTest : public CoreFixture {
 protected:
  void SetUp() override {
    volunteer_ = AddVolunteer("Zoë");
    resident_ = AddPerson(SamplePerson("Truus"));
    daughter_ = AddPerson(SamplePerson("Anneke", 1));
    neighbour_ = AddPerson(SamplePerson("Bep", 2));
  }

  absl::StatusOr<Need> TryPost(const Caller& caller,
                               const std::vector<std::string>& contacts) {
    Transaction transaction = Begin(caller);
    omzien::v1::PostNeedRequest request;
    request.mutable_need()->set_resident(resident_);
    *request.mutable_need()->add_jobs() = SampleJob();
    for (const std::string& person : contacts) {
      auto& contact = *request.mutable_need()->add_contacts();
      contact.set_person(person);
      contact.set_relation("dochter");
    }
    auto posted = PostNeed(transaction, request);
    if (posted.ok()) Commit(transaction);
    return posted;
  }

  Need Post(const std::vector<std::string>& contacts) {
    const auto posted = TryPost(Staff(kDesk, resident_), contacts);
    EXPECT_TRUE(posted.ok()) << posted.status();
    return posted.ok() ? *posted : Need();
  }

  absl::StatusOr<Need> Change(const Caller& caller, const std::string& need,
                              const std::vector<std::string>& contacts) {
    Transaction transaction = Begin(caller);
    omzien::v1::UpdateNeedRequest request;
    request.set_name(need);
    request.mutable_contacts();
    for (const std::string& person : contacts) {
      request.mutable_contacts()->add_people()->set_person(person);
    }
    auto changed = UpdateNeed(transaction, request);
    if (changed.ok()) Commit(transaction);
    return changed;
  }

  Appointment See(const Caller& caller, const std::string& name) {
    Transaction transaction = Begin(caller);
    omzien::v1::GetAppointmentRequest request;
    request.set_name(name);
    auto seen = GetAppointment(transaction, request);
    EXPECT_TRUE(seen.ok()) << seen.status();
    if (!seen.ok()) return {};
    EXPECT_EQ(Disclose(transaction, *seen), absl::OkStatus());
    return *seen;
  }
  Caller Volunteer() const { return Herself(PersonOfVolunteer(volunteer_)); }

  void GiveUp(const std::string& appointment) {
    Do(Volunteer(), [&](Transaction& transaction) {
      omzien::v1::GiveBackAppointmentRequest request;
      request.set_name(appointment);
      return GiveBackAppointment(transaction, request).status();
    });
  }

  void Erase(const std::string& person) {
    Do(Staff(kDesk, person), [&](Transaction& transaction) {
      omzien::v1::ErasePersonRequest request;
      request.set_name(person);
      return ErasePerson(transaction, request).status();
    });
  }

  bool IsContact(const std::string& person) {
    Transaction transaction = Begin();
    const auto found = IsContactOf(transaction, person, resident_);
    EXPECT_TRUE(found.ok()) << found.status();
    return found.ok() && *found;
  }

  std::string volunteer_;
  std::string resident_;
  std::string daughter_;
  std::string neighbour_;
};

TEST_F(ContactsTest, StaffNamesWhoIsKnownHere) {
  const Need need = Post({daughter_, neighbour_});
  ASSERT_EQ(need.contacts_size(), 2);
  EXPECT_EQ(need.contacts(0).person(), daughter_);
  EXPECT_TRUE(IsContact(daughter_));
  EXPECT_FALSE(IsContact(volunteer_));

  auto elsewhere = SamplePerson("Klaas", 3);
  elsewhere.set_municipality("municipalities/GM0001");
  const std::string klaas = AddPerson(elsewhere);
  for (const std::string& person :
       {resident_, klaas, std::string("people/nobody")}) {
    const auto refused = TryPost(Staff(kDesk, resident_), {daughter_, person});
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(refused.status().message(),
                HasSubstr("need.contacts[1].person"));
  }
  EXPECT_THAT(TryPost(Staff(kDesk, resident_), {daughter_, daughter_})
                  .status()
                  .message(),
              HasSubstr("need.contacts[1].person: is named twice"));
}

TEST_F(ContactsTest, AResidentNamesOnlyWhomTheDeskHasEntered) {
  const auto refused = TryPost(Herself(resident_), {daughter_});
  EXPECT_THAT(refused.status().message(), HasSubstr("phone the desk"));
  // Whether somebody is known here is not told.
  EXPECT_EQ(TryPost(Herself(resident_), {"people/nobody"}).status().message(),
            refused.status().message());
  Post({daughter_});
  EXPECT_TRUE(TryPost(Herself(resident_), {daughter_}).ok());
  EXPECT_FALSE(TryPost(Herself(resident_), {neighbour_}).ok());
}

TEST_F(ContactsTest, ChangeAlsoWhenSomebodyHasSaidYes) {
  const std::string need = Post({daughter_}).name();
  const std::string visit = Accept(AsksOf(need).at(0).name()).name();
  const auto changed = Change(Staff(kDesk, resident_), need, {neighbour_});
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->jobs(0).state(), omzien::v1::Job::STATE_ARRANGED);
  EXPECT_FALSE(IsContact(daughter_));
  EXPECT_TRUE(IsContact(neighbour_));
  EXPECT_EQ(See(Volunteer(), visit).contacts(0).given_name(), "Bep");
  EXPECT_THAT(
      Change(Staff(kDesk, resident_), need, {resident_}).status().message(),
      HasSubstr("contacts.people[0].person"));
  EXPECT_TRUE(Change(Herself(resident_), need, {}).ok());
  EXPECT_FALSE(IsContact(neighbour_));
  EXPECT_THAT(See(Volunteer(), visit).contacts(), IsEmpty());
}

TEST_F(ContactsTest, OpenWithAYesAndCloseWithTheEnd) {
  const std::string need = Post({daughter_}).name();
  const std::string visit = Accept(AsksOf(need).at(0).name()).name();
  for (const Caller& caller : {Volunteer(), Staff(kDesk)}) {
    const Appointment seen = See(caller, visit);
    ASSERT_THAT(seen.contacts(), SizeIs(1));
    EXPECT_EQ(seen.contacts(0).given_name(), "Anneke");
    EXPECT_EQ(seen.contacts(0).phone(), SamplePerson("Anneke", 1).phone());
    EXPECT_EQ(seen.contacts(0).relation(), "dochter");
  }
  const Appointment hers = See(Herself(resident_), visit);
  ASSERT_THAT(hers.contacts(), SizeIs(1));
  EXPECT_EQ(hers.contacts(0).given_name(), "Anneke");
  EXPECT_EQ(hers.contacts(0).relation(), "dochter");
  EXPECT_EQ(hers.contacts(0).phone(), "");
  // A number is hers alone: it is read when it is shown.
  EXPECT_THAT(
      Stored<store::v1::AppointmentRecord>(visit).appointment().contacts(),
      IsEmpty());
  GiveUp(visit);
  for (const Caller& caller : {Volunteer(), Staff(kDesk), Herself(resident_)}) {
    EXPECT_THAT(See(caller, visit).contacts(), IsEmpty());
  }
}

TEST_F(ContactsTest, WhoIsErasedLeavesTheNeeds) {
  const std::string need = Post({daughter_, neighbour_}).name();
  const std::string other = Post({daughter_}).name();
  const std::string visit = Accept(AsksOf(need).at(0).name()).name();
  Erase(daughter_);
  const Need left = NeedOf(need);
  ASSERT_EQ(left.contacts_size(), 1);
  EXPECT_EQ(left.contacts(0).person(), neighbour_);
  EXPECT_THAT(NeedOf(other).contacts(), IsEmpty());
  EXPECT_EQ(See(Volunteer(), visit).contacts(0).given_name(), "Bep");
  EXPECT_FALSE(IsContact(daughter_));
  EXPECT_FALSE(TryPost(Staff(kDesk, resident_), {daughter_}).ok());
}

// In turns, also when a turn is filled by what is hers: nothing is forgotten.
TEST_F(ContactsTest, WhoIsErasedLeavesManyNeedsInTurns) {
  std::vector<std::string> needs;
  needs.reserve(25);
  for (int i = 0; i < 25; ++i) needs.push_back(Post({daughter_}).name());
  for (int i = 0; i < 20; ++i) CoreFixture::Post(daughter_, {SampleJob()});
  Erase(daughter_);
  EXPECT_TRUE(IsContact(daughter_));
  for (int turn = 0; turn < 2; ++turn) {
    Do(SystemCaller(), [this](Transaction& transaction) {
      return FinishErasing(transaction, daughter_);
    });
  }
  EXPECT_FALSE(IsContact(daughter_));
  for (const std::string& need : needs) {
    EXPECT_THAT(NeedOf(need).contacts(), IsEmpty());
  }
  EXPECT_EQ(*store_.Get(Keyspace::kRecords, daughter_), std::nullopt);
}

// The key is gone, what hangs on it is not ended yet: no name is told.
TEST_F(ContactsTest, WhoseKeyIsGoneIsNotNamed) {
  const std::string need = Post({daughter_}).name();
  const std::string visit = Accept(AsksOf(need).at(0).name()).name();
  EraseKey(IdOf(daughter_));
  EXPECT_THAT(See(Volunteer(), visit).contacts(), IsEmpty());
}

// Nor is a look noted for her, which nobody could seal any more.
TEST_F(ContactsTest, WhoseKeyIsGoneReadsNoLook) {
  const std::string need = Post({daughter_, neighbour_}).name();
  const std::string visit = Accept(AsksOf(need).at(0).name()).name();
  EraseKey(IdOf(daughter_));
  EXPECT_THAT(See(Volunteer(), visit).contacts(), SizeIs(1));
  Transaction transaction = Begin();
  EXPECT_THAT(*ContactPeople(transaction, need), ElementsAre(neighbour_));
  EXPECT_THAT(*ContactPeople(transaction, "needs/none"), IsEmpty());
}

TEST_F(ContactsTest, TheResidentsErasureIsNotTheirs) {
  Post({daughter_});
  const auto before = Stored<store::v1::PersonRecord>(daughter_);
  Erase(resident_);
  const auto after = Stored<store::v1::PersonRecord>(daughter_);
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
  Erase(daughter_);  // Nothing stumbles over the need that nobody can open.
}

}  // namespace
}  // namespace omzien::core
