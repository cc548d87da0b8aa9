// Goal: a token is its owner's and nobody else's, in the roles that the owner
// has, for as long as it is used.

#include "server/core/accounts.h"

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/session.pb.h"
#include "server/core/engine.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::Time kStart = absl::FromUnixSeconds(1'795'420'800);

class AccountsTest : public ::testing::Test {
 protected:
  AccountsTest() : accounts_(Config(), {"organisations/strict"}) {
    accounts_.SetNow(kStart);
    Begin("sessions/1", "people/truus", "token 1");
  }

  static config::v1::SignIn Config() {
    config::v1::SignIn config;
    config.mutable_session_idle()->set_seconds(30 * 24 * 3600);
    config.mutable_staff_session_idle()->set_seconds(12 * 3600);
    return config;
  }

  void Begin(const std::string& name, const std::string& person,
             const std::string& token,
             omzien::v1::Session::Way way = omzien::v1::Session::WAY_MAIL_CODE,
             const std::string& organisation = "") {
    omzien::v1::Session session;
    session.set_organisation(organisation);
    session.set_name(name);
    session.set_person(person);
    session.set_way(way);
    *session.mutable_create_time() = ToProto(kStart);
    *session.mutable_use_time() = ToProto(kStart);
    *session.mutable_expire_time() = ToProto(kStart + absl::Hours(100 * 24));
    accounts_.PutSession(TokenHash(token), session);
  }

  void Give(const std::string& name, const std::string& organisation,
            omzien::v1::Role role) {
    omzien::v1::Membership membership;
    membership.set_name(name);
    membership.set_person("people/truus");
    membership.set_organisation(organisation);
    membership.set_role(role);
    accounts_.PutMembership(membership);
  }

  // "ROLE_DESK organisations/a", or why not.
  std::string Who(const CallerWish& wish,
                  const std::string& token = "token 1") {
    const auto actor = accounts_.Identify(token, wish);
    if (!actor.ok()) return std::string(actor.status().message());
    return omzien::v1::Role_Name(actor->role()) + " " + actor->name();
  }

  Accounts accounts_;
};

TEST_F(AccountsTest, ScopesAndSignalsAreOfTheMembershipThatIsCalledWith) {
  omzien::v1::Membership program;
  program.set_name("memberships/1");
  program.set_person("people/truus");
  program.set_organisation("organisations/a");
  program.set_role(omzien::v1::ROLE_INTEGRATION);
  program.add_scopes(omzien::v1::SCOPE_READ_NEEDS);
  accounts_.PutMembership(program);
  Give("memberships/2", "organisations/a", omzien::v1::ROLE_COORDINATOR);
  omzien::v1::Membership contact = program;
  contact.set_name("memberships/3");
  contact.clear_scopes();
  contact.set_role(omzien::v1::ROLE_DESK);
  contact.set_signal_contact(true);
  accounts_.PutMembership(contact);
  const auto as = [&](omzien::v1::Role role) {
    return *accounts_.Identify("token 1", {role, "organisations/a"});
  };
  EXPECT_TRUE(accounts_.HasScope(as(omzien::v1::ROLE_INTEGRATION),
                                 omzien::v1::SCOPE_READ_NEEDS));
  EXPECT_FALSE(accounts_.HasScope(as(omzien::v1::ROLE_INTEGRATION),
                                  omzien::v1::SCOPE_POST_NEEDS));
  EXPECT_FALSE(accounts_.HasScope(as(omzien::v1::ROLE_COORDINATOR),
                                  omzien::v1::SCOPE_READ_NEEDS));
  EXPECT_TRUE(accounts_.WeighsSignals(as(omzien::v1::ROLE_DESK)));
  EXPECT_FALSE(accounts_.WeighsSignals(as(omzien::v1::ROLE_COORDINATOR)));
  ASSERT_THAT(accounts_.SignalContacts(), SizeIs(1));
  accounts_.RemoveMembership("memberships/3");
  EXPECT_FALSE(accounts_.WeighsSignals(as(omzien::v1::ROLE_COORDINATOR)));
  EXPECT_THAT(accounts_.SignalContacts(), IsEmpty());
}

TEST_F(AccountsTest, APersonIsResidentOrVolunteer) {
  EXPECT_EQ(Who({}), "ROLE_RESIDENT people/truus");
  EXPECT_EQ(Who({omzien::v1::ROLE_VOLUNTEER, ""}),
            "ROLE_VOLUNTEER people/truus");
  EXPECT_FALSE(accounts_.Identify("token 1", {omzien::v1::ROLE_DESK, ""}).ok());
  EXPECT_FALSE(
      accounts_.Identify("token 1", {omzien::v1::ROLE_SYSTEM, ""}).ok());
  EXPECT_TRUE(
      absl::IsUnauthenticated(accounts_.Identify("token 2", {}).status()));
}

TEST_F(AccountsTest, RolesAreThoseThatOrganisationsGave) {
  Give("memberships/1", "organisations/a", omzien::v1::ROLE_DESK);
  Give("memberships/2", "organisations/b", omzien::v1::ROLE_COORDINATOR);
  EXPECT_EQ(Who({}), "ROLE_DESK organisations/a");
  EXPECT_EQ(Who({omzien::v1::ROLE_COORDINATOR, ""}),
            "ROLE_COORDINATOR organisations/b");
  EXPECT_EQ(Who({omzien::v1::ROLE_UNSPECIFIED, "organisations/b"}),
            "ROLE_COORDINATOR organisations/b");
  EXPECT_FALSE(
      accounts_.Identify("token 1", {omzien::v1::ROLE_DESK, "organisations/b"})
          .ok());
  EXPECT_EQ(Who({omzien::v1::ROLE_RESIDENT, ""}), "ROLE_RESIDENT people/truus");
  EXPECT_EQ(accounts_.CountRole(omzien::v1::ROLE_DESK), 1);
  const auto desk = accounts_.Identify("token 1", {});
  accounts_.RemoveMembership("memberships/1");
  EXPECT_TRUE(absl::IsPermissionDenied(accounts_.Confirm(*desk)));
  EXPECT_THAT(accounts_.MembershipsOf("people/truus"), SizeIs(1));
}

TEST_F(AccountsTest, StaffIsSignedOutSooner) {
  accounts_.SetNow(kStart + absl::Hours(13));
  EXPECT_EQ(Who({}), "ROLE_RESIDENT people/truus");
  Give("memberships/1", "organisations/a", omzien::v1::ROLE_DESK);
  accounts_.SetNow(kStart + absl::Hours(24));
  EXPECT_EQ(Who({}), "ROLE_DESK organisations/a");
  accounts_.SetNow(kStart + absl::Hours(37));
  EXPECT_TRUE(
      absl::IsUnauthenticated(accounts_.Identify("token 1", {}).status()));
  EXPECT_THAT(accounts_.Over(10), ElementsAre("sessions/1"));
}

TEST_F(AccountsTest, AProgramMayBeSilentAndEndsAtItsTime) {
  Begin("sessions/2", "people/program", "token 2",
        omzien::v1::Session::WAY_TOKEN);
  accounts_.SetNow(kStart + absl::Hours(99 * 24));
  EXPECT_EQ(Who({}, "token 2"), "ROLE_RESIDENT people/program");
  accounts_.SetNow(kStart + absl::Hours(100 * 24));
  EXPECT_FALSE(accounts_.Identify("token 2", {}).ok());
}

TEST_F(AccountsTest, TimeThatGoesBackEndsAndRevivesNothing) {
  accounts_.SetNow(kStart + absl::Hours(31 * 24));
  EXPECT_FALSE(accounts_.Identify("token 1", {}).ok());
  accounts_.SetNow(kStart);
  EXPECT_FALSE(accounts_.Identify("token 1", {}).ok());
}

TEST_F(AccountsTest, UseIsWrittenDownOnceAnHour) {
  EXPECT_EQ(Who({}), "ROLE_RESIDENT people/truus");
  EXPECT_THAT(accounts_.ToStamp(10), IsEmpty());
  accounts_.SetNow(kStart + absl::Hours(2));
  EXPECT_THAT(accounts_.ToStamp(10), IsEmpty());
  EXPECT_EQ(Who({}), "ROLE_RESIDENT people/truus");
  const auto used = accounts_.ToStamp(10);
  ASSERT_THAT(used, SizeIs(1));
  EXPECT_EQ(FromProto(used[0].use_time()), kStart + absl::Hours(2));
  accounts_.PutSession(TokenHash("token 1"), used[0]);
  EXPECT_THAT(accounts_.ToStamp(10), IsEmpty());
}

TEST_F(AccountsTest, WhatIsRemovedIsForgotten) {
  const auto actor = accounts_.Identify("token 1", {});
  ASSERT_TRUE(accounts_.Confirm(*actor).ok());
  accounts_.RemoveSession("sessions/1");
  EXPECT_TRUE(absl::IsUnauthenticated(accounts_.Confirm(*actor)));
  EXPECT_FALSE(accounts_.Identify("token 1", {}).ok());
  EXPECT_THAT(accounts_.SessionsOf("people/truus"), IsEmpty());
}

TEST_F(AccountsTest, AProviderGivesTheRolesOfItsOrganisationAndNoOther) {
  Give("memberships/1", "organisations/a", omzien::v1::ROLE_DESK);
  Give("memberships/2", "organisations/b", omzien::v1::ROLE_COORDINATOR);
  Give("memberships/3", "organisations/a", omzien::v1::ROLE_INTEGRATION);
  Begin("sessions/2", "people/truus", "by a", omzien::v1::Session::WAY_OPENID,
        "organisations/a");
  const auto as = [&](omzien::v1::Role role,
                      const std::string& organisation = "") {
    return accounts_.Identify("by a", {role, organisation});
  };
  EXPECT_EQ(as(omzien::v1::ROLE_UNSPECIFIED)->name(), "organisations/a");
  EXPECT_TRUE(as(omzien::v1::ROLE_DESK, "organisations/a").ok());
  EXPECT_FALSE(as(omzien::v1::ROLE_COORDINATOR).ok());
  EXPECT_FALSE(as(omzien::v1::ROLE_DESK, "organisations/b").ok());
  EXPECT_FALSE(as(omzien::v1::ROLE_INTEGRATION).ok());
  // Nor what is hers at home.
  EXPECT_FALSE(as(omzien::v1::ROLE_RESIDENT).ok());
  EXPECT_FALSE(as(omzien::v1::ROLE_VOLUNTEER).ok());
  omzien::v1::Actor actor = *as(omzien::v1::ROLE_DESK);
  EXPECT_THAT(accounts_.MembershipsFor(actor), SizeIs(1));
  EXPECT_TRUE(accounts_.Confirm(actor).ok());
  actor.set_role(omzien::v1::ROLE_COORDINATOR);
  actor.set_name("organisations/b");
  EXPECT_FALSE(accounts_.Confirm(actor).ok());
  // Without a role there she is nobody, not a resident.
  accounts_.RemoveMembership("memberships/1");
  EXPECT_FALSE(as(omzien::v1::ROLE_UNSPECIFIED).ok());
}

TEST_F(AccountsTest, WhereTheProviderIsRequiredACodeGivesNoRole) {
  Give("memberships/1", "organisations/strict", omzien::v1::ROLE_DESK);
  EXPECT_FALSE(accounts_.Identify("token 1", {omzien::v1::ROLE_DESK, ""}).ok());
  EXPECT_EQ(accounts_.Identify("token 1", {})->role(),
            omzien::v1::ROLE_RESIDENT);
  EXPECT_THAT(accounts_.MembershipsFor(*accounts_.Identify("token 1", {})),
              IsEmpty());
  // Nor does the provider of another organisation.
  Begin("sessions/2", "people/truus", "by a", omzien::v1::Session::WAY_OPENID,
        "organisations/a");
  EXPECT_FALSE(accounts_.Identify("by a", {omzien::v1::ROLE_DESK, ""}).ok());
  Begin("sessions/3", "people/truus", "own", omzien::v1::Session::WAY_OPENID,
        "organisations/strict");
  EXPECT_TRUE(accounts_.Identify("own", {omzien::v1::ROLE_DESK, ""}).ok());
  // Programs cannot sign in there.
  Give("memberships/2", "organisations/strict", omzien::v1::ROLE_INTEGRATION);
  Begin("sessions/4", "people/truus", "program",
        omzien::v1::Session::WAY_TOKEN);
  EXPECT_TRUE(
      accounts_.Identify("program", {omzien::v1::ROLE_INTEGRATION, ""}).ok());
}

}  // namespace
}  // namespace omzien::core
