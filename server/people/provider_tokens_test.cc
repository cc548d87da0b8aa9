// Goal: of a real provider no token that was tampered with lets anybody in.

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/core/open_id.h"
#include "server/people/provider_fixture.h"
#include "tests/testing/open_id_server.h"

namespace omzien::people {
namespace {

TEST_F(WithProvider, AnotherAttemptsNonceIsRefused) {
  core::OpenIdAnswer answer = SignIn(kAda);
  answer.nonce = "of-another-attempt";
  ExpectRefused(answer, "nonce");
}

TEST_F(WithProvider, TooLowALevelIsRefused) {
  ExpectRefused(SignIn({.acr = testing::kLow}), "acr");
  ExpectRefused(SignIn({.id = "2", .acr = ""}), "acr");
}

TEST_F(WithProvider, WhoRepresentsSomebodyIsRefused) {
  ExpectRefused(SignIn({.represents = "12345678"}), "represents");
}

TEST_F(WithProvider, TamperedTokensAreRefused) {
  const struct {
    std::string how;
    std::string why;
  } tamperings[] = {
      {R"({"sign": "none"})", "RS256, PS256 or ES256"},
      {R"({"sign": "hs256"})", "RS256, PS256 or ES256"},
      {R"({"sign": "broken"})", "not signed by the key"},
      {R"({"sign": "stranger"})", "not in the set"},
      {R"({"claims": {"aud": "another-client"}})", "aud"},
      {R"({"claims": {"aud": ["omzien", "another-client"]}})", "aud"},
      {R"({"claims": {"iss": "https://login.elders.example"}})", "iss"},
      {R"({"claims": {"nonce": "replayed"}})", "nonce"},
      {R"({"claims": {"exp": 1700000000}})", "exp"},
      {R"({"claims": {"iat": 1700000000}})", "iat"},
      {R"({"claims": {"azp": "another-client"}})", "azp"},
      {R"({"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}})", "at_hash"},
      {R"({"claims": {"acr": "urn:any"}})", "acr"},
      {R"({"claims": {"sub": ""}})", "sub"},
      // Another subject than UserInfo's.
      {R"({"claims": {"sub": "somebody-else"}})", "sub"},
  };
  for (const auto& [how, why] : tamperings) {
    SCOPED_TRACE(how);
    server_.Tamper(how);
    ExpectRefused(SignIn(kAda), why);
  }
  server_.Tamper("null");
  EXPECT_TRUE(Come(kAda).ok()) << providers_.told();
}

TEST_F(WithProvider, ATokenIsForNow) {
  const core::OpenIdAnswer answer = SignIn(kAda);
  providers_.clock.Jump(absl::Hours(1));
  // Our own signature is of another time, too: whichever is seen first.
  EXPECT_FALSE(providers_.Redeem(answer).ok());
  providers_.clock.Jump(absl::Hours(-2));
  EXPECT_FALSE(Come(kAda).ok());
  providers_.clock.Jump(absl::Hours(1));
  EXPECT_TRUE(Come(kAda).ok()) << providers_.told();
}

TEST_F(WithProvider, NewKeysCountAtOnceAndAreAskedForSeldom) {
  ASSERT_TRUE(Come(kAda).ok()) << providers_.told();
  server_.Rotate();
  ExpectRefused(SignIn(kAda), "not in the set");  // Asked for just now.
  providers_.clock.Advance(absl::Seconds(61));
  EXPECT_TRUE(Come(kAda).ok()) << providers_.told();
}

class WithAlgorithm : public WithProvider,
                      public ::testing::WithParamInterface<std::string> {
 protected:
  WithAlgorithm() : WithProvider(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Of, WithAlgorithm, ::testing::Values("PS256", "ES256"),
                         [](const auto& each) { return each.param; });

TEST_P(WithAlgorithm, SignsIn) {
  EXPECT_TRUE(Come(kAda).ok()) << providers_.told();
}

}  // namespace
}  // namespace omzien::people
