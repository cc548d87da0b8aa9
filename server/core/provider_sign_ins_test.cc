// Goal: what a provider sends back opens one door, once, on the device that
// began.

#include "server/core/provider_sign_ins.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/testing/seeded_ids.h"

namespace omzien::core {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'795'420'800);
constexpr char kUri[] = "http://127.0.0.1:40123/callback";

class ProviderSignInsTest : public ::testing::Test {
 protected:
  ProviderSignIns::Begun Begin(absl::Time now = kNow) {
    return sign_ins_.Begin("organisations/desk", kUri, now, ids_);
  }

  static omzien::v1::FinishOrganisationSignInRequest AnswerTo(
      const ProviderSignIns::Begun& begun) {
    omzien::v1::FinishOrganisationSignInRequest request;
    request.set_attempt(begun.attempt);
    request.set_secret(begun.secret);
    request.set_state(begun.state);
    request.set_code("the code");
    request.set_iss("the issuer");
    return request;
  }

  testing::SeededIds ids_;
  ProviderSignIns sign_ins_;
};

TEST_F(ProviderSignInsTest, GivesBackWhatTheProviderMustBeAsked) {
  const auto begun = Begin();
  const auto taken = sign_ins_.Take(AnswerTo(begun), kNow);
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->organisation, "organisations/desk");
  EXPECT_EQ(taken->redirect_uri, kUri);
  EXPECT_EQ(taken->nonce, begun.nonce);
  EXPECT_EQ(ChallengeOf(taken->verifier), begun.challenge);
  EXPECT_EQ(taken->code, "the code");
  EXPECT_EQ(taken->iss, "the issuer");
  // RFC 7636, section 4.1: 43 to 128 characters.
  EXPECT_GE(taken->verifier.size(), 43U);
}

TEST_F(ProviderSignInsTest, TheChallengeIsThatOfTheStandard) {
  // RFC 7636, appendix B.
  EXPECT_EQ(ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_F(ProviderSignInsTest, ARepeatedAnswerIsWorthNothing) {
  const auto request = AnswerTo(Begin());
  EXPECT_TRUE(sign_ins_.Take(request, kNow).ok());
  EXPECT_FALSE(sign_ins_.Take(request, kNow).ok());
}

TEST_F(ProviderSignInsTest, AnotherStateEndsTheAttempt) {
  const auto begun = Begin();
  auto request = AnswerTo(begun);
  request.set_state(Begin().state);
  EXPECT_FALSE(sign_ins_.Take(request, kNow).ok());
  EXPECT_FALSE(sign_ins_.Take(AnswerTo(begun), kNow).ok());
}

TEST_F(ProviderSignInsTest, AnotherDeviceGetsNothingAndEndsItAfterFiveTries) {
  const auto begun = Begin();
  auto stolen = AnswerTo(begun);
  stolen.set_secret(Begin().secret);
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(sign_ins_.Take(stolen, kNow).ok());
  // Hers still counts, after four wrong tries of others.
  EXPECT_TRUE(sign_ins_.Take(AnswerTo(begun), kNow).ok());
  const auto other = Begin();
  auto guess = AnswerTo(other);
  guess.set_secret("x");
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sign_ins_.Take(guess, kNow).ok());
  EXPECT_FALSE(sign_ins_.Take(AnswerTo(other), kNow).ok());
}

TEST_F(ProviderSignInsTest, HoldsTenMinutes) {
  const auto begun = Begin();
  EXPECT_EQ(begun.expire, kNow + absl::Minutes(10));
  EXPECT_FALSE(sign_ins_.Take(AnswerTo(begun), kNow + absl::Minutes(10)).ok());
  const auto other = Begin();
  EXPECT_TRUE(sign_ins_.Take(AnswerTo(other), kNow + absl::Seconds(599)).ok());
}

TEST_F(ProviderSignInsTest, AFloodPushesOutTheOldest) {
  const auto first = Begin();
  for (int i = 0; i < 10'001; ++i) Begin();
  EXPECT_LE(sign_ins_.size(), 10'000U);
  EXPECT_FALSE(sign_ins_.Take(AnswerTo(first), kNow).ok());
  EXPECT_TRUE(sign_ins_.Take(AnswerTo(Begin()), kNow).ok());
  Begin(kNow + absl::Minutes(11));
  EXPECT_EQ(sign_ins_.size(), 1U);
}

}  // namespace
}  // namespace omzien::core
