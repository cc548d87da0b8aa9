// Goal: whoever enters something for somebody else leaves behind who agreed,
// when, and how it was said.

#include "server/core/consent.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Channel;
using omzien::v1::Consent;

class ConsentTest : public CoreFixture {
 protected:
  void SetUp() override {
    resident_ = AddPerson(SamplePerson("Truus"));
    daughter_ = AddPerson(SamplePerson("Anneke", 1));
    stranger_ = AddPerson(SamplePerson("Bep", 2));
    Do(Staff(kDesk, resident_), [this](Transaction& transaction) {
      omzien::v1::PostNeedRequest request;
      request.mutable_need()->set_resident(resident_);
      *request.mutable_need()->add_jobs() = SampleJob();
      request.mutable_need()->add_contacts()->set_person(daughter_);
      return PostNeed(transaction, request).status();
    });
  }

  // What stands in the journal's entry.
  Consent Noted(const Caller& caller) {
    Transaction transaction = Begin(caller);
    const absl::Status status = NoteConsent(transaction);
    EXPECT_TRUE(status.ok()) << status;
    return transaction.entry().consent();
  }

  // The fields that are refused.
  std::string Refused(const Caller& caller) {
    Transaction transaction = Begin(caller);
    const absl::Status status = NoteConsent(transaction);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_FALSE(transaction.entry().has_consent());
    return std::string(status.message());
  }

  Caller Agreed(const std::string& given_by, absl::Duration ago) {
    Caller caller = Staff(kDesk, resident_);
    auto& consent = *caller.origin.mutable_consent();
    consent.set_given_by(given_by);
    *consent.mutable_time() = ToProto(clock_.TimeNow() - ago);
    return caller;
  }

  std::string resident_;
  std::string daughter_;
  std::string stranger_;
};

TEST_F(ConsentTest, IsMadeWholeByTheChannelThePersonAndTheClock) {
  struct Row {
    Channel channel;
    Consent::Way way;
  };
  for (const Row& row :
       {Row{omzien::v1::CHANNEL_PHONE, Consent::WAY_SPOKEN},
        Row{omzien::v1::CHANNEL_VISIT, Consent::WAY_SPOKEN},
        Row{omzien::v1::CHANNEL_APP, Consent::WAY_SPOKEN},
        Row{omzien::v1::CHANNEL_EMAIL, Consent::WAY_WRITTEN},
        Row{omzien::v1::CHANNEL_PAPER, Consent::WAY_WRITTEN}}) {
    const Consent noted = Noted(Staff(kDesk, resident_, row.channel));
    EXPECT_EQ(noted.way(), row.way) << row.channel;
    EXPECT_EQ(noted.given_by(), resident_);
    EXPECT_EQ(FromProto(noted.time()), clock_.TimeNow());
  }
}

TEST_F(ConsentTest, WhatWasSaidStays) {
  Caller caller = Agreed(daughter_, absl::Hours(24 * 90));
  caller.origin.mutable_consent()->set_way(Consent::WAY_WRITTEN);
  const Consent noted = Noted(caller);
  EXPECT_EQ(noted.way(), Consent::WAY_WRITTEN);
  EXPECT_EQ(noted.given_by(), daughter_);
  EXPECT_EQ(FromProto(noted.time()), clock_.TimeNow() - absl::Hours(24 * 90));
  EXPECT_EQ(Noted(Agreed(resident_, absl::ZeroDuration())).given_by(),
            resident_);
}

TEST_F(ConsentTest, NobodyElseCanAgree) {
  for (const std::string& person : {stranger_, std::string("people/nobody")}) {
    const std::string refused = Refused(Agreed(person, absl::Hours(1)));
    EXPECT_TRUE(absl::StrContains(refused, "origin.consent.given_by"));
    EXPECT_FALSE(absl::StrContains(refused, "origin.consent.time"));
  }
  // Whose contact person somebody is, is not told to who may not ask.
  Caller other = Agreed(daughter_, absl::Hours(1));
  other.actor.set_name("organisations/other-desk");
  EXPECT_TRUE(absl::StrContains(Refused(other), "origin.on_behalf_of"));
  Caller of_nobody = Agreed(daughter_, absl::Hours(1));
  of_nobody.origin.clear_on_behalf_of();
  EXPECT_TRUE(absl::StrContains(Refused(of_nobody), "given_by"));
}

TEST_F(ConsentTest, IsNotOldAndNotOfLater) {
  for (const absl::Duration ago :
       {-absl::Seconds(1), absl::Hours(24 * 90) + absl::Seconds(1)}) {
    EXPECT_TRUE(absl::StrContains(Refused(Agreed(resident_, ago)),
                                  "origin.consent.time"));
  }
  // All that is wrong is said at once.
  const std::string both = Refused(Agreed(stranger_, -absl::Hours(1)));
  EXPECT_TRUE(absl::StrContains(both, "given_by"));
  EXPECT_TRUE(absl::StrContains(both, "consent.time"));
}

TEST_F(ConsentTest, OnesOwnWishNeedsNone) {
  Transaction own = Begin(Herself(resident_));
  EXPECT_TRUE(NoteConsent(own).ok());
  EXPECT_FALSE(own.entry().has_consent());
  Transaction system = Begin();
  EXPECT_TRUE(NoteConsent(system).ok());
  EXPECT_FALSE(system.entry().has_consent());
}

// Who enters somebody new has nobody to name yet, but may have a signed form.
TEST_F(ConsentTest, OfSomebodyNewIsKept) {
  Caller caller = Staff(kDesk);
  caller.origin.mutable_consent()->set_way(Consent::WAY_WRITTEN);
  const Consent noted = Noted(caller);
  EXPECT_EQ(noted.way(), Consent::WAY_WRITTEN);
  EXPECT_EQ(noted.given_by(), "");
  EXPECT_TRUE(noted.has_time());
}

}  // namespace
}  // namespace omzien::core
