// The reason of an ask is what decided it, held against the next one.

#include "matcher/asking/ask_reason.h"

#include <cstddef>
#include <functional>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

AskOption Option(std::size_t candidate, Micros worth) {
  AskOption option;
  option.ask.candidate = candidate;
  option.ask.worth = worth;
  option.ask.terms[static_cast<std::size_t>(AskTerm::kChance)] = 200'000;
  option.band = 1;
  return option;
}

void SetTerm(AskOption& option, AskTerm term, Micros value) {
  option.ask.terms[static_cast<std::size_t>(term)] = value;
}

TEST(AskReasonTest, IsWhatWithoutWhichAnotherHadBeenAsked) {
  struct Case {
    const char* what;
    std::function<void(AskOption& own, AskOption& next)> change;
    Why why;
  };
  const Case cases[] = {
      {"the same in all", [](AskOption&, AskOption&) {}, Why::kSuits},
      {"likelier and nearer",
       [](AskOption& own, AskOption& next) {
         SetTerm(own, AskTerm::kChance, 250'000);
         next.band = 2;
       },
       Why::kNear},
      {"likelier and as far",
       [](AskOption& own, AskOption&) {
         SetTerm(own, AskTerm::kChance, 250'000);
       },
       Why::kSuits},
      {"as likely, and asked less this week",
       [](AskOption&, AskOption& next) { next.asks_in_week = 1; },
       Why::kAskedLeast},
      {"worth a little less, and asked less",
       [](AskOption& own, AskOption& next) {
         own.ask.worth = 890'000;
         next.asks_lately = 3;
       },
       Why::kAskedLeast},
      {"never asked, and without that worth less",
       [](AskOption& own, AskOption&) {
         SetTerm(own, AskTerm::kNewcomer, 30'000);
       },
       Why::kNewcomer},
      {"never asked, but worth more anyway",
       [](AskOption& own, AskOption& next) {
         SetTerm(own, AskTerm::kNewcomer, 5'000);
         next.asks_in_week = 1;
       },
       Why::kAskedLeast},
      {"not asked for long",
       [](AskOption& own, AskOption&) {
         own.ask.worth = 2'850'000;
         SetTerm(own, AskTerm::kWaited, 2'000'000);
         own.has_turn = true;
       },
       Why::kWaitedLong},
      {"helped here before",
       [](AskOption& own, AskOption&) {
         SetTerm(own, AskTerm::kContinuity, 50'000);
       },
       Why::kHelpedBefore},
  };
  for (const Case& each : cases) {
    AskOption own = Option(4, 910'000);
    AskOption next = Option(7, 900'000);
    each.change(own, next);
    AskChoice choice;
    choice.options = {own, next};
    EXPECT_EQ(WhyAsked(choice, {own.ask}, own.ask), each.why) << each.what;
  }
}

TEST(AskReasonTest, NobodyElseIsAReasonToo) {
  AskChoice choice;
  choice.options = {Option(1, 900'000), Option(2, 890'000)};
  const std::vector<AskToSend> both = {choice.options[0].ask,
                                       choice.options[1].ask};
  EXPECT_EQ(WhyAsked(choice, both, both[0]), Why::kOnlyOne);
  choice.options.pop_back();
  EXPECT_EQ(WhyAsked(choice, {both[0]}, both[0]), Why::kOnlyOne);
}

// Trouble and tiredness cost 30,000 and, at one in five, 150,000 of the worth.
AskOption Spared(std::size_t candidate, Micros scarcity) {
  AskOption option = Option(candidate, kOne - 5 * (30'000 + scarcity));
  SetTerm(option, AskTerm::kTrouble, -10'000);
  SetTerm(option, AskTerm::kTired, -20'000);
  SetTerm(option, AskTerm::kScarcity, -scarcity);
  return option;
}

TEST(AskReasonTest, TellsThatAnotherOneIsSpared) {
  const AskOption own = Option(4, 840'000);
  AskChoice choice;
  choice.options = {own, Spared(7, 40'000)};
  // 650,000 with the price, 850,000 without.
  EXPECT_EQ(WhyAsked(choice, {own.ask}, own.ask), Why::kNextSpared);
  choice.options = {Option(4, 860'000), Spared(7, 40'000)};
  EXPECT_NE(WhyAsked(choice, {choice.options[0].ask}, choice.options[0].ask),
            Why::kNextSpared);
}

TEST(AskReasonTest, ASparedOneWhoIsAskedIsNoReason) {
  AskChoice choice;
  choice.options = {Option(4, 840'000), Spared(7, 40'000)};
  const std::vector<AskToSend> both = {choice.options[0].ask,
                                       choice.options[1].ask};
  EXPECT_EQ(WhyAsked(choice, both, both[0]), Why::kOnlyOne);
}

TEST(AskReasonTest, WhoIsSparedAltogetherCouldStillBeAsked) {
  AskChoice choice;
  choice.options = {Option(4, 840'000)};
  const AskToSend ask = choice.options[0].ask;
  choice.spared_worth = 850'000;
  EXPECT_EQ(WhyAsked(choice, {ask}, ask), Why::kNextSpared);
  choice.spared_worth = 830'000;
  EXPECT_EQ(WhyAsked(choice, {ask}, ask), Why::kSuits);
}

}  // namespace
}  // namespace omzien::matcher
