// Goal: who signs up hears once how it goes on, in time and not at night,
// unless an ask came first.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/sample_settings.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using store::v1::OutboxRecord;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WelcomeTest : public CoreFixture {
 protected:
  std::string SignUpHerself() {
    return AddOffer(AddPerson(SamplePerson("Zoë", 300)));
  }

  // By the desk, for somebody who came this way.
  void SignUpByDesk(const std::string& person, omzien::v1::Channel channel) {
    Caller caller = Staff(kDesk);
    caller.origin.set_on_behalf_of(person);
    caller.origin.set_channel(channel);
    Do(caller, [&](Transaction& transaction) {
      omzien::v1::CreateVolunteerRequest request;
      request.mutable_volunteer()->set_person(person);
      request.mutable_volunteer()->add_skills(std::string(kLamp));
      return CreateVolunteer(transaction, request).status();
    });
  }

  // What is told until then, with the time at which.
  std::vector<OutboxRecord> ToldUntil(absl::Time time) {
    std::vector<OutboxRecord> told;
    for (;;) {
      const auto found = FindDueTimers(store_, time, 1);
      EXPECT_TRUE(found.ok());
      if (!found.ok() || found->due.empty()) break;
      clock_.AdvanceTo(std::max(FromProto(found->due[0].timer.due_time()),
                                clock_.TimeNow()));
      Do(SystemCaller(), [&](Transaction& transaction) {
        const absl::Status status =
            RunTimer(transaction, found->due[0].key, found->due[0].timer);
        for (const OutboxRecord& each : transaction.entry().notices()) {
          told.push_back(each);
        }
        return status;
      });
    }
    clock_.AdvanceTo(time);
    std::erase_if(told, [](const OutboxRecord& each) {
      return each.kind() != Notice::KIND_WELCOME;
    });
    return told;
  }

  std::optional<Notice> Composed(const OutboxRecord& message) {
    Transaction transaction = Begin();
    const auto notice = ComposeNotice(transaction, message);
    EXPECT_TRUE(notice.ok()) << notice.status();
    return notice.ok() ? *notice : std::nullopt;
  }
};

TEST_F(WelcomeTest, WhoSignsUpHearsOnceHowItGoesOn) {
  const absl::Time signed_up = clock_.TimeNow();
  const std::string volunteer = SignUpHerself();
  EXPECT_THAT(ToldUntil(signed_up + absl::Minutes(59)), IsEmpty());
  const auto told = ToldUntil(signed_up + absl::Hours(24 * 3));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(FromProto(told[0].create_time()), signed_up + absl::Hours(1));
  EXPECT_EQ(told[0].recipient(), PersonOfVolunteer(volunteer));
  const auto notice = Composed(told[0]);
  ASSERT_TRUE(notice.has_value());
  EXPECT_EQ(notice->asks_per_week_max(), 5);
  EXPECT_EQ(notice->asks_lately(), 0);
  EXPECT_EQ(notice->recipient_role(), omzien::v1::ROLE_VOLUNTEER);
}

// At night she hears in the morning, and within a day.
TEST_F(WelcomeTest, NobodyHearsAtNight) {
  const absl::TimeZone zone =
      state_.catalogue.FindMunicipality(kRoerdalen)->zone;
  clock_.AdvanceTo(
      absl::FromCivil(absl::CivilMinute(2026, 6, 17, 20, 30), zone));
  SignUpHerself();
  const auto told = ToldUntil(clock_.TimeNow() + absl::Hours(24));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(absl::ToCivilHour(FromProto(told[0].create_time()), zone),
            absl::CivilHour(2026, 6, 18, 8));
}

// An ask says more than a welcome.
TEST_F(WelcomeTest, WhoWasAskedMeanwhileHearsNothingMore) {
  const std::string volunteer = SignUpHerself();
  Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  ASSERT_FALSE(
      Stored<store::v1::VolunteerRecord>(volunteer).asked_times().empty());
  EXPECT_THAT(ToldUntil(clock_.TimeNow() + absl::Hours(2)), IsEmpty());
}

// Also when the ask comes while the message is on its way, or she has gone.
TEST_F(WelcomeTest, WhatIsNoLongerTrueIsNotSaid) {
  const std::string volunteer = SignUpHerself();
  const auto told = ToldUntil(clock_.TimeNow() + absl::Hours(2));
  ASSERT_THAT(told, SizeIs(1));
  Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  EXPECT_FALSE(Composed(told[0]).has_value());
  const std::string other = AddPerson(SamplePerson("Adam", 90'000));
  AddOffer(other);
  OutboxRecord message = told[0];
  message.set_recipient(other);
  EXPECT_TRUE(Composed(message).has_value());
  EraseKey(IdOf(other));
  EXPECT_FALSE(Composed(message).has_value());
}

// How many are asked where she lives says how likely it is that she is.
TEST_F(WelcomeTest, SaysHowManyAreAsked) {
  AddVolunteer("Bo", 200);
  const auto need = Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  const std::string person = AddPerson(SamplePerson("Zoë", 80'000));
  AddOffer(person);
  const auto told = ToldUntil(clock_.TimeNow() + absl::Hours(2));
  ASSERT_THAT(told, SizeIs(1));
  const auto notice = Composed(told[0]);
  ASSERT_TRUE(notice.has_value());
  EXPECT_EQ(notice->asks_lately(),
            static_cast<int>(AsksOf(need.name()).size()));
  EXPECT_GT(notice->asks_lately(), 0);
}

// The desk says it there and then to whom it has before it; who left a paper
// hears as if she had signed up herself.
TEST_F(WelcomeTest, WhomTheDeskHasBeforeItHeardIt) {
  const struct {
    omzien::v1::Channel channel;
    std::size_t told;
  } cases[] = {{omzien::v1::CHANNEL_PHONE, 0},
               {omzien::v1::CHANNEL_VISIT, 0},
               {omzien::v1::CHANNEL_EMAIL, 1}};
  for (const auto& [channel, told] : cases) {
    const std::string person =
        AddPerson(SamplePerson(absl::StrCat("Zoë ", channel), 60'000));
    SignUpByDesk(person, channel);
    EXPECT_THAT(ToldUntil(clock_.TimeNow() + absl::Hours(2)), SizeIs(told))
        << channel;
  }
}

}  // namespace
}  // namespace omzien::core
