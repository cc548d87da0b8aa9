// Goal: an agreed word cannot be found by trying, not for one person and not by
// one session over many people; and who has waited may try again.

#include "server/core/word_tries.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/core/error.h"

namespace omzien::core {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'795'420'800);

std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(kReasonPayload);
  return reason.has_value() ? std::string(*reason) : "OK";
}

TEST(WordTriesTest, FiveWrongWordsOfAPersonAreEnough) {
  WordTries tries;
  for (int i = 0; i < WordTries::kPersonMax; ++i) {
    const absl::Time now = kNow + absl::Minutes(i);
    EXPECT_EQ(ReasonOf(tries.MayTry("people/a", absl::StrCat("s", i), now)),
              "OK");
    tries.AddWrong("people/a", absl::StrCat("s", i), now);
  }
  const absl::Time later = kNow + absl::Minutes(30);
  const absl::Status refused = tries.MayTry("people/a", "other", later);
  EXPECT_EQ(ReasonOf(refused), "TOO_MANY_TRIES");
  EXPECT_TRUE(absl::StrContains(refused.message(), "after 1800 s")) << refused;
  EXPECT_EQ(ReasonOf(tries.MayTry("people/b", "other", later)), "OK");
  EXPECT_EQ(ReasonOf(tries.MayTry("people/a", "s", kNow + absl::Hours(1))),
            "OK");
}

TEST(WordTriesTest, ASessionGuessesNoFurtherWithOtherPeople) {
  WordTries tries;
  for (int i = 0; i < WordTries::kSessionMax; ++i) {
    const std::string person = absl::StrCat("people/", i);
    EXPECT_EQ(ReasonOf(tries.MayTry(person, "sessions/a", kNow)), "OK");
    tries.AddWrong(person, "sessions/a", kNow);
  }
  EXPECT_EQ(ReasonOf(tries.MayTry("people/x", "sessions/a", kNow)),
            "TOO_MANY_TRIES");
  EXPECT_EQ(ReasonOf(tries.MayTry("people/x", "sessions/b", kNow)), "OK");
}

TEST(WordTriesTest, EverNewNamesDoNotFillTheMemory) {
  WordTries tries;
  for (int i = 0; i < 60'000; ++i) {
    tries.AddWrong(absl::StrCat("people/", i), absl::StrCat("sessions/", i),
                   kNow);
  }
  EXPECT_LE(tries.size(), 100'001U);
  EXPECT_EQ(ReasonOf(tries.MayTry("people/0", "s", kNow + absl::Hours(1))),
            "OK");
  EXPECT_EQ(tries.size(), 0U);
}

}  // namespace
}  // namespace omzien::core
