// A newcomer whom few jobs fit goes first while she has few chances; a night
// counts them.

#include "server/core/newcomers.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/prices.h"
#include "server/core/prices_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::AskReason;
using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::VolunteerRecord;
using ::testing::AllOf;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::Optional;
using ::testing::SizeIs;

constexpr absl::Duration kDay = absl::Hours(24);

class NewcomersTest : public PricesFixture {
 protected:
  NewcomersTest() { resident_ = Resident(); }

  // Was never asked either, and waits so long that it is her turn.
  std::string AddWaiting(const std::string& name) {
    const std::string volunteer = AddHelper(name, 300, {kGarden});
    Change(volunteer, [this](VolunteerRecord& record) {
      *record.mutable_volunteer()->mutable_create_time() =
          ToProto(clock_.TimeNow() - 70 * kDay);
    });
    return volunteer;
  }

  void PassNight() { Set(Reckon({})); }

  VolunteerRecord Record(const std::string& volunteer) {
    return Stored<VolunteerRecord>(volunteer);
  }

  std::optional<int> Left(const std::string& volunteer) {
    return ChancesLeft(Record(volunteer), clock_.TimeNow());
  }
};

TEST_F(NewcomersTest, ANightCountsTheJobsThatWouldHaveFitted) {
  AddPastNeeds(kLamp, 4);
  AddPastNeeds(kGarden, 28);
  const std::string lamps = AddHelper("Wies", 300, {kLamp});
  const std::string gardens = AddHelper("Bo", 300, {kGarden});
  const std::string far = AddHelper("Ans", 9'000, {kGarden});
  EXPECT_EQ(Left(lamps), std::nullopt);
  PassNight();
  EXPECT_THAT(Left(lamps), Optional(4));
  EXPECT_EQ(Left(gardens), std::nullopt);
  EXPECT_THAT(Left(far), Optional(0));
}

// When a job is over, what was agreed for it says nothing of who else could.
TEST_F(NewcomersTest, ANightCountsJobsAsTheyWerePosted) {
  AddPastNeeds(kLamp, 4);
  AddPastNeeds(kGarden, 28);
  for (int i = 0; i < 2; ++i) {
    const std::string need =
        absl::StrCat("needs/past", kLamp.substr(7),
                     static_cast<int>(Job::STATE_DONE), "x", i);
    Do(SystemCaller(), [&](Transaction& transaction) -> absl::Status {
      auto record = transaction.Get<store::v1::NeedRecord>(need);
      if (!record.ok()) return record.status();
      *record->mutable_need()->mutable_jobs(0)->mutable_start_time() =
          ToProto(Monday() + absl::Hours(17));  // She sleeps then.
      return transaction.Put(need, *record, IdOf(resident_));
    });
  }
  const std::string her = AddHelper("Wies", 300, {kLamp});
  PassNight();
  EXPECT_THAT(Left(her), Optional(4));
}

TEST_F(NewcomersTest, FewChancesGoFirst) {
  AddPastNeeds(kGarden, 1);
  AddPastNeeds(kLamp, 28);
  for (int i = 0; i < 8; ++i) AddWaiting(absl::StrCat("Buur", i));
  const std::string rare = AddHelper("Bo", 2'500, {kGarden});
  const auto hers = [&](const omzien::v1::Need& need) {
    std::vector<Invitation> asks = Sent(need.name());
    EXPECT_THAT(asks, SizeIs(AllOf(Ge(1U), Le(4U))));
    std::erase_if(
        asks, [&](const Invitation& ask) { return ask.volunteer() != rare; });
    return asks;
  };
  EXPECT_THAT(hers(Post(resident_, {LaterJobOf(kGarden)})), IsEmpty());
  PassNight();
  EXPECT_THAT(Left(rare), Optional(2));  // With the job of just now.
  const auto asks = hers(Post(resident_, {LaterJobOf(kGarden)}));
  ASSERT_THAT(asks, SizeIs(1));
  EXPECT_EQ(asks[0].reasons().ask_reason().why(), AskReason::WHY_NEWCOMER);
  // She has had one.
  EXPECT_FALSE(Record(rare).has_chances());
}

TEST_F(NewcomersTest, FewerAreLeftEachDay) {
  AddPastNeeds(kGarden, 28);
  AddPastNeeds(kLamp, 8);
  const std::string her = AddHelper("Wies", 300, {kLamp});
  PassNight();
  EXPECT_THAT(Left(her), Optional(8));
  clock_.AdvanceTo(clock_.TimeNow() + 14 * kDay);
  EXPECT_THAT(Left(her), Optional(4));
  clock_.AdvanceTo(clock_.TimeNow() + 14 * kDay);
  EXPECT_EQ(Left(her), std::nullopt);
}

// After her first weeks, or asks that this is not decided by, nothing is kept.
TEST_F(NewcomersTest, WhoIsNewNoMoreHasNoneNoted) {
  AddPastNeeds(kGarden, 28);
  const std::string still = AddHelper("Wies", 300, {kLamp});
  const std::string asked = AddHelper("Bo", 300, {kLamp});
  const std::string paused = AddHelper("Ans", 300, {kLamp});
  PassNight();
  for (const std::string& her : {still, asked, paused}) {
    EXPECT_TRUE(Record(her).has_chances()) << her;
  }
  Change(asked, [this](VolunteerRecord& record) {
    *record.add_asked_times() = ToProto(clock_.TimeNow());
  });
  Change(paused, [this](VolunteerRecord& record) {
    *record.mutable_volunteer()->mutable_pause_until() =
        ToProto(clock_.TimeNow() + 60 * kDay);
  });
  PassNight();
  EXPECT_TRUE(Record(still).has_chances());
  EXPECT_FALSE(Record(asked).has_chances());
  EXPECT_TRUE(Record(paused).has_chances());
  clock_.AdvanceTo(clock_.TimeNow() + 28 * kDay);
  PassNight();
  EXPECT_FALSE(Record(still).has_chances());
  EXPECT_FALSE(Record(paused).has_chances());
  EXPECT_THAT(Reckon({}).newcomers, IsEmpty());
}

TEST_F(NewcomersTest, WhereNothingIsKnownNobodyHasFew) {
  const std::string her = AddHelper("Wies", 300, {kLamp});
  PassNight();
  EXPECT_EQ(Left(her), std::nullopt);
}

TEST_F(NewcomersTest, WhatIsNotedChangesNothingForHer) {
  AddPastNeeds(kGarden, 2);
  const std::string her = AddHelper("Wies", 300, {kLamp});
  const VolunteerRecord before = Record(her);
  PassNight();
  VolunteerRecord after = Record(her);
  ASSERT_TRUE(after.has_chances());
  after.clear_chances();
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
}

TEST_F(NewcomersTest, SheReadsItHerself) {
  AddPastNeeds(kLamp, 28);
  const std::string her = AddHelper("Wies", 300, {kGarden});
  const auto read = [&] {
    Transaction transaction = Begin(Herself(PersonOfVolunteer(her)));
    omzien::v1::GetVolunteerRequest request;
    request.set_name(her);
    const auto volunteer = GetVolunteer(transaction, request);
    EXPECT_TRUE(volunteer.ok()) << volunteer.status();
    return volunteer->balance();
  };
  EXPECT_FALSE(read().has_chances_left());
  PassNight();
  EXPECT_TRUE(read().has_chances_left());
  EXPECT_EQ(read().chances_left(), 0);
}

TEST_F(NewcomersTest, WhatIsNotedAlreadyIsNotNotedAgain) {
  AddPastNeeds(kGarden, 2);
  const std::string her = AddHelper("Wies", 300, {kLamp});
  EXPECT_THAT(Reckon({}).newcomers, SizeIs(1));
  PassNight();
  EXPECT_THAT(Reckon({}).newcomers, IsEmpty());
  // There is more that she can do: enough of it.
  Change(her, [](VolunteerRecord& record) {
    record.mutable_volunteer()->add_skills(std::string(kGarden));
  });
  PassNight();
  EXPECT_FALSE(Record(her).has_chances());
}

TEST_F(NewcomersTest, WhoWasAskedOrErasedSinceIsLeftOut) {
  AddPastNeeds(kGarden, 28);
  const std::string asked = AddHelper("Wies", 300, {kLamp});
  const std::string erased = AddHelper("Bo", 300, {kLamp});
  const std::string other = AddHelper("Ans", 300, {kLamp});
  const Night night = Reckon({});
  ASSERT_THAT(night.newcomers, SizeIs(3));
  Change(asked, [this](VolunteerRecord& record) {
    *record.add_asked_times() = ToProto(clock_.TimeNow());
  });
  EraseKey(IdOf(erased));
  Set(night);
  EXPECT_FALSE(Record(asked).has_chances());
  EXPECT_TRUE(Record(other).has_chances());
}

// A turn of the lane stays short, however many signed up.
TEST_F(NewcomersTest, ANightNotesTheFewestFirstAndTheNextGoesOn) {
  std::vector<Chances> found;
  constexpr int kFound = 130;
  for (int i = 0; i < kFound; ++i) {
    const auto her = AddHelper(absl::StrCat("Buur", i), 300 + i, {kLamp});
    found.push_back({her, i < kFound - 2 ? 8 : 1});
  }
  const auto noted = [&] {
    int count = 0;
    for (const Chances& one : found) {
      if (Record(one.volunteer).has_chances()) ++count;
    }
    return count;
  };
  Set({.municipality = std::string(kRoerdalen),
       .scarcity = absl::UnavailableError("none"),
       .newcomers = found});
  EXPECT_EQ(noted(), 100);
  EXPECT_THAT(Left(found.back().volunteer), Optional(1));
}

}  // namespace
}  // namespace omzien::core
