// Staff signs in with the organisation's own provider: the real server and the
// real client, with a real provider.

// POSIX signals, which <csignal> need not have.
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"
#include "tests/surroundings/attempt.h"
#include "tests/testing/open_id_server.h"

namespace omzien::surroundings {
namespace {

using config::v1::Config;
using scenarios::As;
using scenarios::Desk;
using scenarios::MailOf;
using scenarios::ReasonOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Visitor;

constexpr char kReturn[] = "http://127.0.0.1:40123/callback";

class OpenId : public ::testing::Test {
 protected:
  OpenId()
      : world_(scenarios::MakeOpenBinary(
            {.configure =
                 [this](Config& config) {
                   auto& provider = *config.add_open_id_providers();
                   provider = provider_.Config(Desk().as.actor);
                   provider.set_required(true);
                 }})),
        here_(*world_),
        ada_(here_.EnterResident("Ada")) {
    v1::CreateMembershipRequest request;
    request.mutable_membership()->set_person(ada_);
    request.mutable_membership()->set_organisation(Desk().as.actor);
    request.mutable_membership()->set_role(v1::ROLE_COORDINATOR);
    scenarios::Voice administrator = Desk();
    administrator.as.role = "administrator";
    here_.Do<v1::Membership>(administrator, "CreateMembership", request);
  }

  absl::StatusOr<v1::OrganisationSignIn> Start() {
    v1::StartOrganisationSignInRequest request;
    request.set_organisation(Desk().as.actor);
    request.set_redirect_uri(kReturn);
    v1::OrganisationSignIn started;
    absl::Status status =
        world_->Call("StartOrganisationSignIn", {}, request, started);
    if (!status.ok()) return status;
    return started;
  }

  absl::StatusOr<v1::SignInResponse> Finish(
      const v1::OrganisationSignIn& started, const testing::CameBack& back) {
    v1::FinishOrganisationSignInRequest request;
    request.set_attempt(started.attempt());
    request.set_secret(started.secret());
    request.set_code(back.code);
    request.set_state(back.state);
    request.set_iss(back.iss);
    request.set_device("Werkplek");
    v1::SignInResponse begun;
    absl::Status status =
        world_->Call("FinishOrganisationSignIn", {}, request, begun);
    if (!status.ok()) return status;
    return begun;
  }

  static testing::CameBack Visit(const v1::OrganisationSignIn& started,
                                 const Visitor& visitor) {
    const auto back = testing::Visit(started.authorization_url(), visitor);
    EXPECT_TRUE(back.ok()) << back.status();
    return back.ok() ? *back : testing::CameBack();
  }

  absl::StatusOr<v1::SignInResponse> Come(const Visitor& visitor) {
    const auto started = Start();
    if (!started.ok()) return started.status();
    return Finish(*started, Visit(*started, visitor));
  }

  absl::StatusOr<v1::Identity> WhoIs(const As& as) {
    v1::Identity identity;
    absl::Status status =
        world_->Call("GetIdentity", as, v1::GetIdentityRequest(), identity);
    if (!status.ok()) return status;
    return identity;
  }

  testing::OpenIdServer provider_;
  const std::unique_ptr<scenarios::Binary> world_;
  scenarios::Neighbourhood here_;
  const std::string ada_;
  const Visitor visitor_ = {.email = MailOf("Ada")};
};

TEST_F(OpenId, StaffSignsInAndHasTheRolesOfThatOrganisation) {
  const auto begun = Come(visitor_);
  ASSERT_TRUE(begun.ok()) << begun.status() << world_->Log();
  EXPECT_EQ(begun->session().person(), ada_);
  EXPECT_EQ(begun->session().way(), v1::Session::WAY_OPENID);
  const std::string token = "Bearer " + begun->token();
  const auto identity = WhoIs({token, ""});
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->actor().role(), v1::ROLE_COORDINATOR);
  EXPECT_EQ(identity->actor().name(), Desk().as.actor);
  // The employer says nothing about her at home.
  EXPECT_EQ(ReasonOf(WhoIs({token, "resident"})), "NOT_ALLOWED");
  // Found by her address once; by the account after that, also after a restart.
  world_->Restart(/*kill=*/true);
  EXPECT_TRUE(Come({.email = "ada.new@welzijn.example"}).ok());
  EXPECT_EQ(ReasonOf(Come({.id = "2", .email = MailOf("Ada")})),
            "CODE_NOT_ACCEPTED");
  EXPECT_EQ(ReasonOf(Come({.id = "3", .email = MailOf("Niemand")})),
            "CODE_NOT_ACCEPTED");
  EXPECT_THAT(world_->Log(),
              Not(AnyOf(HasSubstr(MailOf("Ada")), HasSubstr(begun->token()))));
}

TEST_F(OpenId, WhereItIsRequiredACodeByMailGivesNoRole) {
  v1::RequestSignInCodeRequest ask;
  ask.set_email(MailOf("Ada"));
  v1::SignInAttempt attempt;
  ASSERT_TRUE(world_->Call("RequestSignInCode", {}, ask, attempt).ok());
  v1::SignInRequest request;
  request.set_attempt(attempt.attempt());
  request.set_secret(attempt.secret());
  ASSERT_TRUE(world_->Eventually([&] {
    for (const auto& mail : here_.MailsTo("Ada", "uw code")) {
      request.set_code(mail.subject.substr(0, 9));
    }
    return !request.code().empty();
  }));
  v1::SignInResponse begun;
  ASSERT_TRUE(world_->Call("SignIn", {}, request, begun).ok());
  EXPECT_EQ(begun.memberships_size(), 0);
  const std::string token = "Bearer " + begun.token();
  EXPECT_EQ(WhoIs({token, ""})->actor().role(), v1::ROLE_RESIDENT);
  EXPECT_EQ(ReasonOf(WhoIs({token, "coordinator"})), "NOT_ALLOWED");
}

TEST_F(OpenId, AnAnswerIsWorthOneSignInOnTheDeviceThatBegan) {
  const auto mine = Start();
  ASSERT_TRUE(mine.ok()) << mine.status();
  const auto back = Visit(*mine, visitor_);
  const auto other = Start();
  ASSERT_TRUE(other.ok());
  // Somebody who reads the address along has not got the secret.
  v1::OrganisationSignIn stolen = *mine;
  stolen.set_secret(other->secret());
  EXPECT_EQ(ReasonOf(Finish(stolen, back)), "CODE_NOT_ACCEPTED");
  // Nor can it be slipped into an attempt of her own.
  EXPECT_EQ(ReasonOf(Finish(*other, back)), "CODE_NOT_ACCEPTED");
  EXPECT_TRUE(Finish(*mine, back).ok());
  EXPECT_EQ(ReasonOf(Finish(*mine, back)), "CODE_NOT_ACCEPTED");
  // The code with the state of another attempt: the provider has seen it, and
  // its verifier is another.
  const auto third = Start();
  auto replayed = Visit(*third, visitor_);
  replayed.code = back.code;
  EXPECT_EQ(ReasonOf(Finish(*third, replayed)), "CODE_NOT_ACCEPTED");
}

TEST_F(OpenId, TooLowATooLateAndAwayAreRefused) {
  EXPECT_EQ(ReasonOf(Come({.email = MailOf("Ada"), .acr = testing::kLow})),
            "CODE_NOT_ACCEPTED");
  EXPECT_THAT(world_->Log(), HasSubstr("acr"));
  EXPECT_EQ(ReasonOf(Come({.email = MailOf("Ada"), .verified = false})),
            "CODE_NOT_ACCEPTED");
  provider_.Tamper(R"({"claims": {"aud": "another"}})");
  EXPECT_EQ(ReasonOf(Come(visitor_)), "CODE_NOT_ACCEPTED");
  provider_.Tamper("null");
  const auto started = Start();
  ASSERT_TRUE(started.ok());
  const auto back = Visit(*started, visitor_);
  world_->Advance(absl::Minutes(11));
  EXPECT_EQ(ReasonOf(Finish(*started, back)), "CODE_NOT_ACCEPTED");
  EXPECT_TRUE(Come(visitor_).ok()) << world_->Log();
  // In a moment in which it is away; everybody else goes on.
  const auto again = Start();
  ASSERT_TRUE(again.ok());
  const auto late = Visit(*again, visitor_);
  provider_.Pause();
  EXPECT_EQ(ReasonOf(Finish(*again, late)), "PROVIDER_AWAY");
  EXPECT_TRUE(WhoIs(Desk().as).ok());
  provider_.Resume();
  EXPECT_TRUE(Come(visitor_).ok()) << world_->Log();
}

TEST_F(OpenId, TheClientWaitsForTheBrowser) {
  const std::string said = world_->Path("said");
  const std::string session = world_->Path("session.json");
  const auto omzien = [&](const std::string& words) {
    return std::vector<std::string>{
        "/bin/sh", "-c",
        absl::StrCat("OMZIEN_SERVER=127.0.0.1:", world_->port(),
                     " OMZIEN_SESSION=", session, " OMZIEN_LANG=en exec ",
                     OMZIEN_PATH, " ", words, " > ", said, " </dev/null")};
  };
  const auto text = [&] {
    std::ifstream file(said);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  scenarios::Child waiting(
      omzien("sign-in --organisation " +
             Desk().as.actor.substr(std::string("organisations/").size())),
      world_->Path("client.log"));
  std::string page;
  ASSERT_TRUE(world_->Eventually([&] {
    const std::string all = text();
    const auto begin = all.find("http://127.0.0.1:");
    const auto end = all.find('\n', begin);
    if (begin == std::string::npos || end == std::string::npos) return false;
    page = all.substr(begin, end - begin);
    return true;
  }));
  const absl::Status visited = testing::VisitAndReturn(page, visitor_);
  ASSERT_TRUE(visited.ok()) << visited;
  EXPECT_EQ(waiting.Wait(), 0);
  EXPECT_THAT(text(), HasSubstr("You are signed in."));
  scenarios::Child who(omzien("whoami"), world_->Path("client.log"));
  EXPECT_EQ(who.Wait(), 0);
  EXPECT_THAT(text(), HasSubstr("Ada"));
}

TEST(OpenIdStart, RefusesWhatCouldNotBeTrusted) {
  const Attempts attempts;
  const testing::OpenIdServer provider;
  const auto check =
      [&](const std::function<void(config::v1::OpenIdProvider&)>& change) {
        return attempts.Run(
            {"check-config", "--config", attempts.Write([&](Config& config) {
               auto& added = *config.add_open_id_providers();
               added = provider.Config(config.organisations(0).name());
               change(added);
             })});
      };
  EXPECT_EQ(check([](auto&) {}).code, 0);
  EXPECT_THAT(check([](auto& p) { p.set_issuer("http://login.example"); }).said,
              HasSubstr("open_id_providers[0].issuer"));
  EXPECT_THAT(
      check([](auto& p) { p.set_organisation("organisations/x"); }).said,
      HasSubstr("not among the organisations"));
  EXPECT_THAT(check([](auto& p) { p.clear_acr_values(); }).said,
              HasSubstr("any_acr: true"));
  EXPECT_THAT(check([](auto& p) { p.set_any_acr(true); }).said,
              HasSubstr("one of the two"));
  EXPECT_THAT(check([](auto& p) { p.clear_client_id(); }).said,
              HasSubstr("client_id"));
  EXPECT_THAT(check([](auto& p) {
                p.add_redirect_uris("http://omzien.example/aanmelden");
              }).said,
              HasSubstr("redirect_uris[1]"));
  EXPECT_THAT(check([](auto& p) { p.add_represents(); }).said,
              HasSubstr("represents[0].sub"));
  EXPECT_THAT(check([](auto& p) { p.set_private_key_file("/nowhere"); }).said,
              HasSubstr("there is no file"));
  // What only a start looks into.
  const std::string no_key = attempts.Path("no_key");
  std::ofstream(no_key) << "not a key";
  std::filesystem::permissions(no_key, std::filesystem::perms::owner_read);
  const auto started = attempts.Serve([&](Config& config) {
    auto& added = *config.add_open_id_providers();
    added = provider.Config(config.organisations(0).name());
    added.set_private_key_file(no_key);
  });
  EXPECT_NE(started.code, 0);
  EXPECT_THAT(started.said, HasSubstr("is no private key in PEM"));
}

}  // namespace
}  // namespace omzien::surroundings
