// The price of an ask, on towns in which it is plain who should be spared.

#include "server/planning/scarcity.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/scarcity.h"

namespace omzien::planning {
namespace {

constexpr std::size_t kGroceries = 0;
constexpr std::size_t kElectrics = 1;
constexpr matcher::KindSet kBoth = 0b11;

// Of four weeks: so many needs in each part of the week.
matcher::Workload Town(std::int64_t groceries, std::int64_t electrics) {
  matcher::Workload town;
  town.over_min = 28 * matcher::kDayMin;
  town.wanted = {{groceries, groceries, groceries},
                 {electrics, electrics, electrics}};
  return town;
}

void AddHelpers(matcher::Workload& town, int count, matcher::KindSet kinds) {
  town.helpers.insert(town.helpers.end(), static_cast<std::size_t>(count),
                      {.kinds = kinds});
}

matcher::ScarcityPrices Reckon(const matcher::Workload& town) {
  const auto prices =
      ReckonScarcity(town, matcher::Customs(matcher::Learning{}));
  EXPECT_TRUE(prices.ok()) << prices.status();
  return prices.ok() ? *prices : matcher::ScarcityPrices{};
}

TEST(ScarcityTest, WhoAloneCanDoItIsSparedForIt) {
  matcher::Workload town = Town(20, 4);
  AddHelpers(town, 60, 0b01);
  AddHelpers(town, 1, kBoth);
  const auto prices = Reckon(town);
  EXPECT_EQ(prices.holders, (std::vector<std::int64_t>{61, 1}));
  EXPECT_GT(prices.OfAsk(kBoth, kGroceries), 50'000);
  EXPECT_EQ(prices.OfAsk(kBoth, kElectrics), 0);
  EXPECT_EQ(prices.OfAsk(0b01, kGroceries), 0);
}

TEST(ScarcityTest, NobodyIsSparedWhereThereAreEnough) {
  matcher::Workload town = Town(20, 4);
  AddHelpers(town, 60, 0b01);
  AddHelpers(town, 60, kBoth);
  EXPECT_EQ(Reckon(town).OfAsk(kBoth, kGroceries), 0);
}

TEST(ScarcityTest, TooFewNeedsSayNothing) {
  matcher::Workload town = Town(4, 2);  // 18 in all.
  AddHelpers(town, 1, kBoth);
  const auto prices = Reckon(town);
  EXPECT_TRUE(prices.asks.empty());
  EXPECT_EQ(prices.holders, (std::vector<std::int64_t>{1, 1}));
}

TEST(ScarcityTest, NobodyIsSparedFromWhatNobodyExpected) {
  matcher::Workload town = Town(20, 4);
  town.wanted.push_back({0, 0, 0});
  AddHelpers(town, 1, 0b111);
  const auto prices = Reckon(town);
  // A job of that kind is not worth less than those that are expected.
  EXPECT_EQ(prices.OfAsk(0b111, 2), 0);
}

TEST(ScarcityTest, WhoCanDoNothingIsNotCounted) {
  matcher::Workload town = Town(20, 4);
  AddHelpers(town, 1, kBoth);
  const auto before = Reckon(town);
  AddHelpers(town, 5, 0);
  const auto after = Reckon(town);
  EXPECT_EQ(after.holders, before.holders);
  EXPECT_EQ(after.asks, before.asks);
}

TEST(ScarcityTest, ATownWithoutHelpersHasNoPrices) {
  const auto prices = Reckon(Town(20, 4));
  EXPECT_EQ(prices.OfAsk(kBoth, kGroceries), 0);
}

}  // namespace
}  // namespace omzien::planning
