// What an ask shows to whom, how it is found, and when it lapses.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;

class InvitationCommandsTest : public CoreFixture {
 protected:
  absl::StatusOr<Invitation> Get(const Caller& caller,
                                 const std::string& name) {
    Transaction transaction = Begin(caller);
    omzien::v1::GetInvitationRequest request;
    request.set_name(name);
    return GetInvitation(transaction, request);
  }
};

// Before a yes the volunteer reads the way in steps only: exact metres from a
// few homes would give the house away.
TEST_F(InvitationCommandsTest, TheVolunteerReadsTheWayInSteps) {
  const std::string volunteer = AddVolunteer("Zoë", 512);
  const std::string need =
      Post(AddPerson(SamplePerson("Truus")), {SampleJob()}).name();
  const std::string ask = AsksOf(need)[0].name();
  const auto stored = Stored<InvitationRecord>(ask).invitation().reasons();
  EXPECT_NE(stored.distance_m() % 100, 0);
  EXPECT_GT(stored.score_micros(), 0);
  const auto seen = Get(Herself(PersonOfVolunteer(volunteer)), ask);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->reasons().distance_m(), 600);
  EXPECT_EQ(seen->reasons().score_micros(), 0);
  ASSERT_EQ(seen->reasons().terms_size(), stored.terms_size());
  for (int i = 0; i < stored.terms_size(); ++i) {
    EXPECT_EQ(seen->reasons().terms(i).micros() % 100'000, 0);
    EXPECT_EQ(seen->reasons().terms(i).micros() > 0,
              stored.terms(i).micros() > 0);
  }
  EXPECT_EQ(seen->village(), "Odiliënberg");
  const auto staff = Get(Staff(kDesk), ask);
  EXPECT_EQ(staff->reasons().distance_m(), stored.distance_m());
}

TEST_F(InvitationCommandsTest, AnAskIsFoundByItsCodeHoweverItIsSaid) {
  const std::string volunteer = AddVolunteer("Zoë");
  const std::string resident = AddPerson(SamplePerson("Truus"));
  const std::string need = Post(resident, {SampleJob()}).name();
  const Invitation ask = AsksOf(need)[0];
  for (const std::string& code :
       {ask.code(), absl::AsciiStrToLower(ask.code()),
        absl::StrReplaceAll(ask.code(), {{"-", ""}}),
        absl::StrReplaceAll(ask.code(), {{"-", " "}})}) {
    const auto found = Get(Staff(kDesk), absl::StrCat("invitations/", code));
    ASSERT_TRUE(found.ok()) << code;
    EXPECT_EQ(found->name(), ask.name());
  }
  // The code opens nothing to who may not see the ask; nor does the resident
  // learn who was asked.
  const std::string by_code = absl::StrCat("invitations/", ask.code());
  for (const Caller& caller :
       {Herself(resident), Staff(kOtherDesk), Staff(kOtherDesk, resident)}) {
    EXPECT_EQ(Get(caller, by_code).status().code(),
              absl::StatusCode::kNotFound);
    EXPECT_EQ(Get(caller, ask.name()).status().code(),
              absl::StatusCode::kNotFound);
  }
}

// The first of two helpers fixes the time; the others have less time to answer
// then, and the timer is the one that the ask speaks of.
TEST_F(InvitationCommandsTest, AFixedTimeMovesTheLapseWithItsTimer) {
  for (const char* name : {"A", "B", "C"}) AddVolunteer(name);
  auto job = SampleJob();
  job.set_helpers_needed(2);
  // A start of today, so that half of the time to it is less than the lapse.
  *job.mutable_windows(0)->mutable_start_time() =
      ToProto(Monday() + absl::Hours(4));
  const std::string need = Post(AddPerson(SamplePerson("Truus")), {job}).name();
  const auto asks = AsksOf(need);
  ASSERT_EQ(asks.size(), 3U);
  const auto appointment = Accept(asks[0].name());
  const absl::Time start = FromProto(appointment.start_time());
  const absl::Time expected = Monday() + (start - Monday()) / 2;
  for (std::size_t i = 1; i < asks.size(); ++i) {
    const auto record = Stored<InvitationRecord>(asks[i].name());
    ASSERT_EQ(record.invitation().state(), Invitation::STATE_SENT);
    EXPECT_EQ(FromProto(record.invitation().lapse_time()), expected);
    ASSERT_EQ(record.invitation().start_times_size(), 1);
    EXPECT_EQ(FromProto(record.invitation().start_times(0)), start);
    store::v1::TimerRecord timer;
    const auto bytes = store_.Get(Keyspace::kTimers, record.timer()).value();
    ASSERT_TRUE(bytes.has_value());
    ASSERT_TRUE(timer.ParseFromString(*bytes));
    EXPECT_EQ(FromProto(timer.due_time()), expected);
  }
}

// Two are needed, and the last who was asked has said yes: the job must not
// stay open with nobody left who could answer.
TEST_F(InvitationCommandsTest, AfterTheLastYesOthersAreAskedOrTheDeskIs) {
  AddVolunteer("Zoë");
  auto job = SampleJob();
  job.set_helpers_needed(2);
  const std::string need =
      Post(AddPerson(SamplePerson("Truus", 3)), {job}).name();
  Accept(AsksOf(need)[0].name());
  EXPECT_EQ(NeedOf(need).jobs(0).state(), omzien::v1::Job::STATE_UNANSWERED);
  EXPECT_EQ(NeedOf(need).jobs(0).helpers_found(), 1);
  bool look_further = false;
  for (const auto& task : OpenWork()) {
    look_further =
        look_further || task.kind() == omzien::v1::Task::KIND_UNANSWERED;
  }
  EXPECT_TRUE(look_further);
}

}  // namespace
}  // namespace omzien::core
