// Goal: a provider's account belongs to one member of its organisation, who is
// found once by her mail address and from then on by the account alone.

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/open_id.h"
#include "server/core/sample_settings.h"
#include "server/core/session.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kEmail[] = "ada@welzijn.example";

class ProviderCommandsTest : public CoreFixture {
 protected:
  ProviderCommandsTest() { ada_ = AddMember("Ada", kEmail); }

  std::string AddMember(const std::string& name, const std::string& email,
                        omzien::v1::Role role = omzien::v1::ROLE_COORDINATOR) {
    auto person = SamplePerson(name);
    person.set_email(email);
    const std::string added = AddPerson(person);
    Give(added, role);
    return added;
  }

  void Give(const std::string& person, omzien::v1::Role role,
            absl::string_view organisation = kDesk) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      omzien::v1::CreateMembershipRequest request;
      request.mutable_membership()->set_person(person);
      request.mutable_membership()->set_organisation(std::string(organisation));
      request.mutable_membership()->set_role(role);
      if (role == omzien::v1::ROLE_INTEGRATION) {
        request.mutable_membership()->add_scopes(omzien::v1::SCOPE_READ_NEEDS);
      }
      return CreateMembership(transaction, request).status();
    });
  }

  void TakeBack(const std::string& person) {
    for (const auto& membership : state_.accounts.MembershipsOf(person)) {
      Do(SystemCaller(), [&](Transaction& transaction) {
        omzien::v1::DeleteMembershipRequest request;
        request.set_name(membership.name());
        return DeleteMembership(transaction, request).status();
      });
    }
  }

  static OpenIdSubject Subject(const std::string& subject,
                               const std::string& email = kEmail) {
    return {.organisation = std::string(kDesk),
            .issuer = "https://login.welzijn.example",
            .subject = subject,
            .email = email};
  }

  // Whom this signs in; the reason when nobody.
  std::string Whom(const OpenIdSubject& subject) {
    Transaction transaction = Begin();
    const auto begun = FinishOrganisationSignIn(
        transaction, omzien::v1::FinishOrganisationSignInRequest(), subject);
    if (!begun.ok()) {
      return std::string(*begun.status().GetPayload(kReasonPayload));
    }
    EXPECT_EQ(begun->session().way(), omzien::v1::Session::WAY_OPENID);
    EXPECT_EQ(begun->session().organisation(), subject.organisation);
    Commit(transaction);
    return begun->session().person();
  }

  std::string ada_;
};

TEST_F(ProviderCommandsTest, TheAddressCountsOnceAndThenTheAccount) {
  EXPECT_EQ(Whom(Subject("s1")), ada_);
  // The provider may say what it likes about her address now.
  EXPECT_EQ(Whom(Subject("s1", "")), ada_);
  EXPECT_EQ(Whom(Subject("s1", "other@welzijn.example")), ada_);
  // And her address leads nobody else to her: it may be given out again.
  EXPECT_EQ(Whom(Subject("s2")), "CODE_NOT_ACCEPTED");
}

TEST_F(ProviderCommandsTest, OnlyMembersOfThatOrganisationAreFound) {
  auto resident = SamplePerson("Truus");
  resident.set_email("truus@post.example");
  const std::string truus = AddPerson(resident);
  EXPECT_EQ(Whom(Subject("s1", "truus@post.example")), "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Whom(Subject("s1", "niemand@post.example")), "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Whom(Subject("s1", "")), "CODE_NOT_ACCEPTED");
  OpenIdSubject elsewhere = Subject("s1");
  elsewhere.organisation = std::string(kOtherDesk);
  EXPECT_EQ(Whom(elsewhere), "CODE_NOT_ACCEPTED");
  Give(truus, omzien::v1::ROLE_INTEGRATION);
  EXPECT_EQ(Whom(Subject("s1", "truus@post.example")), "CODE_NOT_ACCEPTED");
}

TEST_F(ProviderCommandsTest, OneAddressOfTwoMembersFindsNeither) {
  AddMember("Bea", kEmail);
  EXPECT_EQ(Whom(Subject("s1")), "CODE_NOT_ACCEPTED");
}

TEST_F(ProviderCommandsTest, AnAddressThatOnlyLooksAlikeFindsNobody) {
  EXPECT_EQ(Whom(Subject("s1", "ad\u00E1@welzijn.example")),
            "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Whom(Subject("s1", "ADA@Welzijn.example")), ada_);
}

TEST_F(ProviderCommandsTest, AnotherProvidersAccountOfThatNameIsNotHers) {
  ASSERT_EQ(Whom(Subject("s1")), ada_);
  Give(ada_, omzien::v1::ROLE_DESK, kOtherDesk);
  OpenIdSubject other = Subject("s1", "");
  other.organisation = std::string(kOtherDesk);
  EXPECT_EQ(Whom(other), "CODE_NOT_ACCEPTED");
  other = Subject("s1", "");
  other.issuer = "https://login.elders.example";
  EXPECT_EQ(Whom(other), "CODE_NOT_ACCEPTED");
}

TEST_F(ProviderCommandsTest, WhoLeavesIsNotSignedInAndWhoComesBackIsFoundAnew) {
  ASSERT_EQ(Whom(Subject("s1")), ada_);
  TakeBack(ada_);
  EXPECT_EQ(Whom(Subject("s1")), "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Whom(Subject("s1", "")), "CODE_NOT_ACCEPTED");
  Give(ada_, omzien::v1::ROLE_DESK);
  EXPECT_EQ(Whom(Subject("s2")), ada_);
  EXPECT_EQ(Whom(Subject("s1", "")), "CODE_NOT_ACCEPTED");
}

TEST_F(ProviderCommandsTest, TheAccountIsSealedAndOutlivesARestart) {
  ASSERT_EQ(Whom(Subject("subject-of-ada")), ada_);
  std::string name;
  Transaction transaction = Begin();
  const auto linked = transaction.Linked(LinkKey({"s", IdOf(ada_), ""}));
  ASSERT_THAT(*linked, SizeIs(1));
  name = NameOf("subjects", linked->front());
  const auto bytes = transaction.Read(Keyspace::kRecords, name);
  EXPECT_FALSE(absl::StrContains(**bytes, "subject-of-ada"));
  State again(MakePorts(), *Catalogue::Make(SampleSettings()));
  ASSERT_TRUE(Load(again).ok());
  EXPECT_EQ(again.subjects.PersonOf(Subject("subject-of-ada")), ada_);
}

TEST_F(ProviderCommandsTest, ARefusalLeavesNothing) {
  {
    Transaction transaction = Begin();
    ASSERT_TRUE(FinishOrganisationSignIn(
                    transaction, omzien::v1::FinishOrganisationSignInRequest(),
                    Subject("s1"))
                    .ok());
    // Not committed.
  }
  EXPECT_EQ(state_.subjects.PersonOf(Subject("s1")), "");
}

TEST_F(ProviderCommandsTest, ForgottenWithThePerson) {
  ASSERT_EQ(Whom(Subject("s1")), ada_);
  Do(SystemCaller(), [&](Transaction& transaction) {
    return ForgetSubjects(transaction, ada_);
  });
  EXPECT_EQ(state_.subjects.PersonOf(Subject("s1")), "");
  Transaction transaction = Begin();
  EXPECT_THAT(*transaction.Linked(LinkKey({"s", IdOf(ada_), ""})), IsEmpty());
}

// --- The page to open ---

class StartTest : public ProviderCommandsTest {
 protected:
  absl::StatusOr<omzien::v1::OrganisationSignIn> Start(
      const std::string& redirect_uri,
      const std::string& endpoint = "https://login.example/auth",
      const std::string& organisation = std::string(kDesk)) {
    Transaction transaction = Begin();
    omzien::v1::StartOrganisationSignInRequest request;
    request.set_organisation(organisation);
    request.set_redirect_uri(redirect_uri);
    return StartOrganisationSignIn(transaction, request, endpoint);
  }
};

TEST_F(StartTest, SaysAllThatAProviderMustKnow) {
  const auto started = Start("http://127.0.0.1:40123/callback");
  ASSERT_TRUE(started.ok()) << started.status();
  EXPECT_THAT(
      started->authorization_url(),
      AllOf(
          ::testing::StartsWith(
              "https://login.example/auth?response_type=code&"),
          HasSubstr("&client_id=omzien%20client&"),
          HasSubstr("&redirect_uri=http%3A%2F%2F127.0.0.1%3A40123%2Fcallback"),
          HasSubstr("&scope=openid%20email&"), HasSubstr("&state="),
          HasSubstr("&nonce="), HasSubstr("&code_challenge="),
          HasSubstr("&code_challenge_method=S256"),
          HasSubstr("&acr_values=low%20high"),
          Not(HasSubstr(started->secret()))));
  EXPECT_THAT(Start("http://127.0.0.1:1/callback", "https://a.example/?b=c")
                  ->authorization_url(),
              ::testing::StartsWith("https://a.example/?b=c&response_type="));
}

TEST_F(StartTest, TheBrowserComesBackOnlyToWhereItMay) {
  for (const char* const good :
       {"http://127.0.0.1:40123/callback", "http://127.0.0.1/callback",
        "https://omzien.example/aanmelden"}) {
    EXPECT_TRUE(Start(good).ok()) << good;
  }
  for (const char* const bad :
       {"", "http://127.0.0.1:40123/", "http://127.0.0.1:40123/callback/x",
        "http://127.0.0.1:x/callback", "http://127.0.0.1:/callback",
        "http://127.0.0.1:70000/callback", "http://127.0.0.1:-1/callback",
        "http://127.0.0.1:1@evil.example/callback",
        "http://127.0.0.1.evil.example/callback",
        "https://127.0.0.1:40123/callback", "http://localhost:1/callback",
        "https://omzien.example:444/aanmelden",
        "https://omzien.example/aanmelden?next=evil"}) {
    EXPECT_FALSE(Start(bad).ok()) << bad;
  }
}

TEST_F(StartTest, AnOrganisationWithoutAProviderSaysSo) {
  const auto refused = Start("http://127.0.0.1:1/callback", "https://a.example",
                             std::string(kOtherDesk));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("has no provider"));
}

}  // namespace
}  // namespace omzien::core
