// What is learned of answers and silence, and what a volunteer reads of it.

#include "server/core/habits.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/asking/micros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;
using store::v1::VolunteerRecord;

class HabitsTest : public OneByOneFixture {};

TEST_F(HabitsTest, AnswersAreLearnedFromAndForgottenWithTheirGiver) {
  AddNeighbours(4);
  const auto need = Post(Resident(), {LaterJob()});
  const Invitation ask = Sent(need.name())[0];
  const auto before = Stored<VolunteerRecord>(ask.volunteer());
  EXPECT_EQ(before.habit().yes().expected(), 0);
  EXPECT_GT(before.habit().inactive_micros(), 0);  // An ask was sent.
  EXPECT_GT(Stored<InvitationRecord>(ask.name()).expected().yes_micros(), 0);
  clock_.AdvanceTo(Monday() + absl::Minutes(50));
  Accept(ask.name());
  const auto after = Stored<VolunteerRecord>(ask.volunteer());
  EXPECT_EQ(after.habit().yes().seen(), matcher::kOne);
  EXPECT_EQ(after.habit().answers(), 1);
  EXPECT_TRUE(Stored<InvitationRecord>(ask.name()).expected().answered());
  // The group has learned too, and about nobody by name.
  Transaction transaction = Begin();
  const auto customs = CustomsOf(transaction, "municipalities/GM1669");
  ASSERT_TRUE(customs.ok());
  EXPECT_EQ(customs->counts().yes.seen, matcher::kOne);
}

TEST_F(HabitsTest, SilenceOfWhoWasNeverReachedSaysNothing) {
  // Without mail the desk calls; it has not yet.
  auto person = SamplePerson("Buur", 300);
  person.clear_email();
  person.set_contact(omzien::v1::Person::CONTACT_PHONE);
  const std::string volunteer = AddOffer(AddPerson(person));
  const auto need = Post(Resident(), {LaterJob()});
  ASSERT_EQ(Sent(need.name()).size(), 1U);
  PassUntil(Monday() + absl::Hours(24 * 3));
  EXPECT_EQ(AsksOf(need.name())[0].state(), Invitation::STATE_LAPSED);
  EXPECT_EQ(Stored<VolunteerRecord>(volunteer).habit().yes().expected(), 0);
}

TEST_F(HabitsTest, AVolunteerReadsHerBalanceAndWhatWasLearned) {
  AddNeighbours(4);
  const auto need = Post(Resident(), {LaterJob()});
  const Invitation ask = Sent(need.name())[0];
  Decline(ask);
  const std::string person = PersonOfVolunteer(ask.volunteer());
  const auto read = [&](const Caller& caller) {
    Transaction transaction = Begin(caller);
    omzien::v1::GetVolunteerRequest request;
    request.set_name(ask.volunteer());
    auto volunteer = GetVolunteer(transaction, request);
    EXPECT_TRUE(volunteer.ok()) << volunteer.status();
    return *volunteer;
  };
  const auto own = read(Herself(person));
  EXPECT_EQ(own.balance().asks_last_week(), 1);
  EXPECT_EQ(own.balance().declined(), 1);
  EXPECT_EQ(own.balance().accepted(), 0);
  EXPECT_EQ(own.balance().asks_per_week_max(), 5);
  EXPECT_FALSE(own.balance().has_rests_until());
  EXPECT_EQ(own.learned().answers(), 1);
  EXPECT_LT(own.learned().yes_of_ten_workdays(), 3);
  // Nothing of this is kept with the offer itself.
  EXPECT_FALSE(
      Stored<VolunteerRecord>(ask.volunteer()).volunteer().has_balance());
}

TEST_F(HabitsTest, TimeInWhichTheServerStoodStillIsNoSilence) {
  InvitationRecord ask;
  auto& invitation = *ask.mutable_invitation();
  *invitation.mutable_send_time() = ToProto(Monday());
  *ask.mutable_expected()->mutable_lapse_after() = ToProto(absl::Hours(48));
  *invitation.mutable_lapse_time() = ToProto(Monday() + absl::Hours(48));
  const absl::TimeZone zone =
      state_.catalogue.FindMunicipality("municipalities/GM1669")->zone;
  const absl::Time now = Monday() + absl::Hours(5);
  EXPECT_EQ(AnswerableMin(ask, now, zone), 300);
  *invitation.mutable_lapse_time() = ToProto(Monday() + absl::Hours(51));
  EXPECT_EQ(AnswerableMin(ask, now, zone), 120);
  // A shorter time to answer takes nothing away.
  *invitation.mutable_lapse_time() = ToProto(Monday() + absl::Hours(20));
  EXPECT_EQ(AnswerableMin(ask, now, zone), 300);
}

}  // namespace
}  // namespace omzien::core
