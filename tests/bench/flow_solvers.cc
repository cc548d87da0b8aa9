#include "tests/bench/flow_solvers.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "lemon/capacity_scaling.h"
#include "lemon/cost_scaling.h"
#include "lemon/smart_graph.h"
#include "matcher/min_cost_flow.h"

namespace omzien::bench {
namespace {

using Graph = lemon::SmartDigraph;

template <typename Solver>
std::optional<std::int64_t> Run(const matcher::FlowNetwork& network) {
  Graph graph;
  for (std::size_t i = 0; i < network.supplies.size(); ++i) graph.addNode();
  for (const matcher::FlowArc& arc : network.arcs) {
    graph.addArc(Graph::nodeFromId(arc.tail), Graph::nodeFromId(arc.head));
  }
  Graph::NodeMap<int> supplies(graph);
  for (std::size_t i = 0; i < network.supplies.size(); ++i) {
    supplies[Graph::nodeFromId(static_cast<int>(i))] = network.supplies[i];
  }
  Graph::ArcMap<int> capacities(graph);
  Graph::ArcMap<std::int64_t> costs(graph);
  for (std::size_t i = 0; i < network.arcs.size(); ++i) {
    const Graph::Arc arc = Graph::arcFromId(static_cast<int>(i));
    capacities[arc] = network.arcs[i].capacity;
    costs[arc] = network.arcs[i].cost;
  }
  Solver solver(graph);
  solver.supplyMap(supplies).upperMap(capacities).costMap(costs);
  if (solver.run() != Solver::OPTIMAL) return std::nullopt;
  return solver.template totalCost<std::int64_t>();
}

}  // namespace

std::optional<std::int64_t> LeastCost(FlowSolver solver,
                                      const matcher::FlowNetwork& network) {
  switch (solver) {
    case FlowSolver::kCostScaling:
      return Run<lemon::CostScaling<Graph, int, std::int64_t>>(network);
    case FlowSolver::kCapacityScaling:
      return Run<lemon::CapacityScaling<Graph, int, std::int64_t>>(network);
  }
  return std::nullopt;
}

}  // namespace omzien::bench
