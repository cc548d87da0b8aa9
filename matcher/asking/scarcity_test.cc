// Who is counted with which kind, and what an ask then costs.

#include "matcher/asking/scarcity.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

ScarcityPrices Prices() {
  return {.holders = {30, 4, 4},
          .asks = {{1, 2, 3}, {100, 20, 30}, {200, 50, 60}}};
}

TEST(ScarcityPricesTest, CountsHerWithTheKindThatFewestCanDo) {
  const ScarcityPrices prices = Prices();
  EXPECT_EQ(prices.RarestOf(0b001), 0U);
  EXPECT_EQ(prices.RarestOf(0b101), 2U);
  EXPECT_EQ(prices.RarestOf(0b111), 1U);  // The first of equals.
  EXPECT_EQ(prices.RarestOf(0b1000), std::nullopt);
  EXPECT_EQ(prices.RarestOf(0), std::nullopt);
}

// Who learned something new since is spared for what she could do before.
TEST(ScarcityPricesTest, AKindThatNobodyCouldDoIsNoRareOne) {
  const ScarcityPrices prices = {.holders = {30, 4, 0},
                                 .asks = {{1, 2, 0}, {100, 20, 0}, {0, 0, 0}}};
  EXPECT_EQ(prices.RarestOf(0b111), 1U);
  EXPECT_EQ(prices.OfAsk(0b111, 0), 100);
  EXPECT_EQ(prices.RarestOf(0b100), std::nullopt);
}

TEST(ScarcityPricesTest, PricesAnAskByHerRarestKindAndTheJobs) {
  const ScarcityPrices prices = Prices();
  EXPECT_EQ(prices.OfAsk(0b001, 0), 1);
  EXPECT_EQ(prices.OfAsk(0b011, 0), 100);
  EXPECT_EQ(prices.OfAsk(0b101, 2), 60);
}

TEST(ScarcityPricesTest, WithoutAPriceItIsNothing) {
  EXPECT_EQ(ScarcityPrices().OfAsk(0b1, 0), 0);
  EXPECT_EQ(Prices().OfAsk(0b1000, 0), 0);
  EXPECT_EQ(Prices().OfAsk(0b1, 3), 0);
  // Too few needs were seen.
  EXPECT_EQ((ScarcityPrices{.holders = {3, 2}, .asks = {}}.OfAsk(0b11, 0)), 0);
}

TEST(ScarcityPricesTest, CountsWhoCanDoEachKind) {
  const std::vector<Helper> helpers = {{.kinds = 0b01}, {.kinds = 0b11}};
  EXPECT_EQ(HoldersOf(helpers, 3), (std::vector<std::int64_t>{2, 1, 0}));
}

}  // namespace
}  // namespace omzien::matcher
