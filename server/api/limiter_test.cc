// Goal: who calls too often waits, and nobody else does.

#include "server/api/limiter.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/core/error.h"
#include "tests/testing/manual_clock.h"

namespace omzien::api {
namespace {

constexpr Limiter::Rate kRate = {3, absl::Minutes(1)};

class LimiterTest : public ::testing::Test {
 protected:
  bool Take(const std::string& who) { return limiter_.Take(who, kRate).ok(); }

  testing::ManualClock clock_;
  Limiter limiter_{clock_};
};

TEST_F(LimiterTest, AsManyAtOnceAndThenAsTheyComeBack) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Take("a"));
  EXPECT_FALSE(Take("a"));
  EXPECT_TRUE(Take("b"));
  clock_.Advance(absl::Seconds(20));
  EXPECT_TRUE(Take("a"));
  EXPECT_FALSE(Take("a"));
  clock_.Advance(absl::Hours(1));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Take("a"));
  EXPECT_FALSE(Take("a"));
}

TEST_F(LimiterTest, SaysHowLongToWait) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Take("a"));
  const absl::Status refused = limiter_.Take("a", kRate);
  EXPECT_TRUE(absl::IsResourceExhausted(refused));
  EXPECT_EQ(refused.GetPayload(
                absl::StrCat(core::kDetailPayloadPrefix, core::kRetryAfter)),
            "20");
}

TEST_F(LimiterTest, NoBoundAtZero) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(limiter_.Take("a", {0, absl::Minutes(1)}).ok());
  }
}

TEST_F(LimiterTest, EverNewNamesDoNotFillTheMemory) {
  for (int i = 0; i < 250'000; ++i) EXPECT_TRUE(Take(absl::StrCat(i)));
}

}  // namespace
}  // namespace omzien::api
