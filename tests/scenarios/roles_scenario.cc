// Roles that organisations give and take back, and tokens for programs.

#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/signing_in.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using ::testing::SizeIs;

class Roles : public SigningIn {};

INSTANTIATE_TEST_SUITE_P(In, Roles,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(Roles, OrganisationsGiveRolesAndTakeThemBack) {
  const std::string balie = here_.EnterResident("Balie");
  const std::string truus = here_.EnterResident("Truus");
  const v1::Membership role = Give(balie, v1::ROLE_DESK);
  const auto begun = SignIn("Balie");
  ASSERT_THAT(begun.memberships(), SizeIs(1));
  EXPECT_EQ(SeenAs(Bearing(begun), truus), "OK");
  EXPECT_EQ(SeenAs(Bearing(begun, "desk"), truus), "OK");
  EXPECT_EQ(SeenAs(Bearing(begun, "coordinator"), truus), "NOT_ALLOWED");
  EXPECT_EQ(SeenAs(Bearing(begun, "resident"), truus), "RESOURCE_NOT_FOUND");
  v1::DeleteMembershipRequest request;
  request.set_name(role.name());
  Voice administrator = Desk();
  administrator.as.role = "administrator";
  here_.Do<v1::Membership>(administrator, "DeleteMembership", request);
  EXPECT_EQ(SeenAs(Bearing(begun, "desk"), truus), "NOT_ALLOWED");
  EXPECT_EQ(SeenAs(Bearing(begun), truus), "RESOURCE_NOT_FOUND");
}

TEST_P(Roles, TheLastAdministratorStays) {
  const std::string ada = here_.EnterResident("Ada");
  const v1::Membership role = Give(ada, v1::ROLE_ADMINISTRATOR);
  const auto begun = SignIn("Ada");
  v1::DeleteMembershipRequest request;
  request.set_name(role.name());
  Voice herself;
  herself.as = Bearing(begun, "administrator");
  herself.origin.set_channel(v1::CHANNEL_APP);
  EXPECT_EQ(
      ReasonOf(here_.Try<v1::Membership>(herself, "DeleteMembership", request)),
      "LAST_ADMINISTRATOR");
  EXPECT_EQ(SeenAs(Bearing(begun, "administrator"), ada), "NOT_ALLOWED");
}

TEST_P(Roles, AnAdministratorMakesTokensForPrograms) {
  const std::string program = here_.EnterResident("Koppeling");
  const v1::Membership role = Give(program, v1::ROLE_INTEGRATION);
  v1::CreateTokenRequest request;
  request.set_membership(role.name());
  v1::SignInResponse made;
  const As administrator = {Desk().as.actor, "administrator"};
  ASSERT_TRUE(world_->Call("CreateToken", administrator, request, made).ok());
  v1::Identity identity;
  ASSERT_TRUE(world_
                  ->Call("GetIdentity", Bearing(made), v1::GetIdentityRequest(),
                         identity)
                  .ok());
  EXPECT_EQ(identity.actor().role(), v1::ROLE_INTEGRATION);
  EXPECT_EQ(identity.person(), program);
  EXPECT_EQ(SeenAs(Bearing(made), program), "NOT_ALLOWED");
  request.set_membership(Give(program, v1::ROLE_DESK).name());
  EXPECT_EQ(ReasonOf(world_->Call("CreateToken", administrator, request, made)),
            "INVALID_FIELD");
}

// Who has somebody's mail can sign in as them: so a change of it wants to know
// who is on the phone.
TEST_P(Roles, WhatOneIsKnownByChangesForWhomTheDeskKnows) {
  const auto truus = here_.EnterResident("Truus");
  const auto change = [&](const Voice& voice, const std::string& email) {
    v1::UpdatePersonRequest request;
    request.mutable_person()->set_name(truus);
    request.mutable_person()->set_email(email);
    request.mutable_update_mask()->add_paths("email");
    return ReasonOf(here_.Try<v1::Person>(voice, "UpdatePerson", request));
  };
  EXPECT_EQ(change(Phoning(truus), "dief@post.example"),
            "CALLER_NOT_RECOGNISED");
  EXPECT_TRUE(here_.MailsTo("Dief").empty());
  EXPECT_EQ(change(Phoning(truus, v1::IdentityCheck::WAY_CALLED_BACK),
                   "truus@post.example"),
            "OK");
  EXPECT_EQ(change(AsResident(truus), "truus2@post.example"), "OK");
}

}  // namespace
}  // namespace omzien::scenarios
