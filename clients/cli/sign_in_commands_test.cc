// Goal: one signs in with what is in the mail, and the token goes to nobody but
// the server that gave it.

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "clients/cli/cli_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class SignInTest : public CliTest {
 protected:
  SignInTest() { files_.clear(); }

  std::string File() { return files_["/session.json"]; }
};

TEST_F(SignInTest, AtATerminalTheCodeIsAskedFor) {
  typed_ = "1234 5678";
  EXPECT_EQ(Run({"sign-in", "truus@post.example"}), 0) << err_;
  EXPECT_THAT(out_,
              AllOf(HasSubstr("If we know this address"),
                    HasSubstr("You are signed in"), HasSubstr("coordinator")));
  EXPECT_THAT(File(),
              AllOf(HasSubstr("new-token"), HasSubstr("people/truus"),
                    HasSubstr("ROLE_COORDINATOR"), Not(HasSubstr("secret"))));
  const absl::MutexLock lock(&sign_in_.mutex);
  ASSERT_THAT(sign_in_.tries, SizeIs(1));
  EXPECT_EQ(sign_in_.tries[0].attempt(), "attempt");
  EXPECT_EQ(sign_in_.tries[0].secret(), "secret");
}

TEST_F(SignInTest, InAScriptTheCodeIsGivenAfterwards) {
  EXPECT_EQ(Run({"sign-in", "--code", "1234 5678"}), 2);
  EXPECT_THAT(err_, HasSubstr("First ask for a code"));
  EXPECT_EQ(Run({"sign-in", "truus@post.example"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("omzien sign-in --code"));
  EXPECT_NE(Run({"sign-in", "--code", "8765 4321"}), 0);
  EXPECT_THAT(File(), Not(HasSubstr("new-token")));
  EXPECT_EQ(Run({"sign-in", "--code", "1234 5678"}), 0) << err_;
  EXPECT_THAT(File(), HasSubstr("new-token"));
}

TEST_F(SignInTest, TheTokenGoesToTheServerThatGaveIt) {
  SignIn("people/truus", "");
  ASSERT_EQ(Run({"accept", "K7M-2QX", "--time", "1"}), 0) << err_;
  const std::string here = variables_["OMZIEN_SERVER"];
  // The same server by another name, which needs no look-up.
  ASSERT_EQ(Run({"accept", "K7M-2QX", "--time", "1", "--server",
                 absl::StrCat("ipv4:", here)}),
            0)
      << err_;
  const absl::MutexLock lock(&invitations_.mutex);
  EXPECT_THAT(invitations_.actors, ElementsAre("Bearer t volunteer", " "));
}

TEST_F(SignInTest, SigningOutForgetsTheToken) {
  SignIn("people/truus", "");
  EXPECT_EQ(Run({"sign-out"}), 0) << err_;
  EXPECT_THAT(File(), Not(HasSubstr("\"t\"")));
  {
    const absl::MutexLock lock(&sign_in_.mutex);
    EXPECT_THAT(sign_in_.ended, ElementsAre("sessions/s"));
  }
  EXPECT_EQ(Run({"sign-out"}), 0) << err_;
  const absl::MutexLock lock(&sign_in_.mutex);
  EXPECT_THAT(sign_in_.ended, SizeIs(1));
}

TEST_F(SignInTest, AFileOfSomethingElseIsLeftAlone) {
  files_["/session.json"] = "not json";
  EXPECT_EQ(Run({"sign-in", "truus@post.example"}), 2);
  EXPECT_THAT(err_, HasSubstr("/session.json"));
  EXPECT_EQ(File(), "not json");
  EXPECT_EQ(Run({"sign-in"}), 2);
}

}  // namespace
}  // namespace omzien::cli
