#include "matcher/equal_flows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/assignment_network.h"
#include "matcher/min_cost_flow.h"
#include "matcher/sample.h"
#include "matcher/sample_batch.h"

namespace omzien::matcher {
namespace {

std::int64_t CostOf(const FlowNetwork& network, const Flow& flow) {
  std::int64_t cost = 0;
  for (std::size_t i = 0; i < network.arcs.size(); ++i) {
    cost += network.arcs[i].cost * flow.units[i];
  }
  return cost;
}

// Whichever flow of least cost a solver finds, the same choices come of it.
TEST(EqualFlowsTest, EndsTheSameFromAnyFlowOfLeastCost) {
  Chance chance(5);
  int differed = 0;
  for (int round = 0; round < 100; ++round) {
    BatchShape shape;
    shape.jobs = 40;
    shape.volunteers = 40;
    shape.candidates_max = 8;
    const AssignmentNetwork made = MakeNetwork(RandomBatch(chance, shape));
    std::vector<int> order;
    order.reserve(made.choices.size());
    for (const Choice& choice : made.choices) order.push_back(choice.arc);
    const auto solved = MinCostFlow(made.network);
    ASSERT_TRUE(solved.ok()) << solved.status();

    Flow first = *solved;
    TakeFirstOfEquals(made.network, order, first);
    Flow other = *solved;
    std::ranges::reverse(order);
    TakeFirstOfEquals(made.network, order, other);
    EXPECT_EQ(CostOf(made.network, first), CostOf(made.network, *solved));
    EXPECT_EQ(CostOf(made.network, other), CostOf(made.network, *solved));
    differed += first.units == other.units ? 0 : 1;

    std::ranges::reverse(order);
    TakeFirstOfEquals(made.network, order, other);
    for (const int arc : order) {
      EXPECT_EQ(other.units[arc], first.units[arc]) << "round " << round;
    }
  }
  EXPECT_GT(differed, 50) << "there was hardly a tie";
}

}  // namespace
}  // namespace omzien::matcher
