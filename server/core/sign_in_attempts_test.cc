// Goal: a code opens one door, on the device that asked, and cannot be guessed.

#include "server/core/sign_in_attempts.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/testing/seeded_ids.h"

namespace omzien::core {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'795'420'800);

class SignInAttemptsTest : public ::testing::Test {
 protected:
  omzien::v1::SignInAttempt Begin(const std::vector<std::string>& people,
                                  absl::Time now = kNow,
                                  const std::string& email = "a@post.example") {
    const auto begun = attempts_.Begin(email, people, 1'000'000, now, ids_);
    EXPECT_TRUE(begun.ok()) << begun.status();
    return *begun;
  }

  absl::StatusOr<std::string> Try(const omzien::v1::SignInAttempt& attempt,
                                  const std::string& code,
                                  absl::Time now = kNow) {
    omzien::v1::SignInRequest request;
    request.set_attempt(attempt.attempt());
    request.set_secret(attempt.secret());
    request.set_code(code);
    return attempts_.Try(request, now);
  }

  testing::SeededIds ids_;
  SignInAttempts attempts_;
};

TEST_F(SignInAttemptsTest, TheCodeIsKnownHoweverItIsTyped) {
  const auto attempt = Begin({"people/a"});
  const std::string code =
      attempts_.CodeFor(attempt.attempt(), "people/a", kNow).text;
  ASSERT_EQ(code.size(), 9U);
  EXPECT_EQ(*Try(attempt, code), "people/a");
  EXPECT_EQ(*Try(attempt, absl::StrCat(" ", code.substr(0, 4), "-",
                                       code.substr(5), "\n")),
            "people/a");
  EXPECT_EQ(attempts_.CodeFor(attempt.attempt(), "people/b", kNow).text, "");
  EXPECT_EQ(attempts_.CodeFor("other", "people/a", kNow).text, "");
}

TEST_F(SignInAttemptsTest, AnAttemptForNobodyTakesNoCode) {
  const auto attempt = Begin({});
  EXPECT_FALSE(Try(attempt, "").ok());
  EXPECT_FALSE(Try(attempt, "00000000").ok());
}

TEST_F(SignInAttemptsTest, AWrongSecretCountsAsATry) {
  auto attempt = Begin({"people/a"});
  const std::string code =
      attempts_.CodeFor(attempt.attempt(), "people/a", kNow).text;
  auto stolen = attempt;
  stolen.set_secret("guess");
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(Try(stolen, code).ok());
  EXPECT_FALSE(Try(attempt, code).ok());
}

TEST_F(SignInAttemptsTest, WhatIsOverIsForgotten) {
  Begin({"people/a"});
  Begin({"people/b"}, kNow + absl::Minutes(5));
  EXPECT_EQ(attempts_.size(), 2U);
  Begin({"people/c"}, kNow + absl::Minutes(11));
  EXPECT_EQ(attempts_.size(), 2U);
}

TEST_F(SignInAttemptsTest, TheErasedHaveNoCodeAnyMore) {
  const auto attempt = Begin({"people/a"});
  const std::string code =
      attempts_.CodeFor(attempt.attempt(), "people/a", kNow).text;
  attempts_.Forget("people/a");
  EXPECT_FALSE(Try(attempt, code).ok());
}

// However many addresses somebody thinks of, memory stays bounded.
TEST_F(SignInAttemptsTest, AFloodPushesOutTheOldest) {
  for (int i = 0; i < 100'100; ++i) {
    Begin({}, kNow, absl::StrCat("a", i, "@post.example"));
  }
  EXPECT_LE(attempts_.size(), 100'000U);
}

}  // namespace
}  // namespace omzien::core
