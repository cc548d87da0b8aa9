// Chance from a seed, against the moments it should have.

#include "server/tools/lab/luck.h"

#include <cmath>
#include <cstdint>
#include <functional>

#include "gtest/gtest.h"

namespace omzien::lab {
namespace {

struct Moments {
  double mean;
  double deviation;
};

Moments MomentsOf(const std::function<double(Luck&)>& draw) {
  constexpr int kDraws = 40'000;
  Luck luck(5);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = draw(luck);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kDraws;
  return {mean, std::sqrt(squares / kDraws - mean * mean)};
}

TEST(LuckTest, DrawsWhatItsNamesSay) {
  struct Case {
    const char* name;
    std::function<double(Luck&)> draw;
    Moments wanted;
  };
  const Case cases[] = {
      {"share", [](Luck& luck) { return luck.Share(); }, {0.5, 0.2887}},
      {"normal", [](Luck& luck) { return luck.Normal(); }, {0, 1}},
      {"exponential", [](Luck& luck) { return luck.Exponential(3); }, {3, 3}},
      {"gamma", [](Luck& luck) { return luck.Gamma(0.5); }, {0.5, 0.7071}},
      {"beta", [](Luck& luck) { return luck.Beta(1, 3); }, {0.25, 0.1936}},
      {"few", [](Luck& luck) { return luck.Poisson(2.5); }, {2.5, 1.5811}},
      {"many", [](Luck& luck) { return luck.Poisson(400); }, {400, 20}},
      {"none", [](Luck& luck) { return luck.Poisson(0); }, {0, 0}}};
  for (const Case& each : cases) {
    const Moments moments = MomentsOf(each.draw);
    const double slack = 0.03 * (each.wanted.deviation + 0.01);
    EXPECT_NEAR(moments.mean, each.wanted.mean, slack) << each.name;
    EXPECT_NEAR(moments.deviation, each.wanted.deviation, slack) << each.name;
  }
}

TEST(LuckTest, ANamedStreamIsTheSameAgainAndUnlikeItsNeighbours) {
  Luck one(1, 7, 9);
  Luck again(1, 7, 9);
  Luck swapped(1, 9, 7);
  Luck other(2, 7, 9);
  const std::uint64_t first = one.Next();
  EXPECT_EQ(first, again.Next());
  EXPECT_NE(first, swapped.Next());
  EXPECT_NE(first, other.Next());
}

}  // namespace
}  // namespace omzien::lab
