#include "matcher/min_cost_flow.h"

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lemon/network_simplex.h"
#include "lemon/smart_graph.h"

namespace omzien::matcher {

absl::StatusOr<Flow> MinCostFlow(const FlowNetwork& network) {
  using Graph = lemon::SmartDigraph;
  Graph graph;
  graph.reserveNode(static_cast<int>(network.supplies.size()));
  graph.reserveArc(static_cast<int>(network.arcs.size()));
  for (std::size_t i = 0; i < network.supplies.size(); ++i) graph.addNode();
  for (const FlowArc& arc : network.arcs) {
    graph.addArc(Graph::nodeFromId(arc.tail), Graph::nodeFromId(arc.head));
  }
  Graph::NodeMap<int> supplies(graph);
  Graph::ArcMap<int> capacities(graph);
  Graph::ArcMap<std::int64_t> costs(graph);
  for (std::size_t i = 0; i < network.supplies.size(); ++i) {
    supplies[Graph::nodeFromId(static_cast<int>(i))] = network.supplies[i];
  }
  for (std::size_t i = 0; i < network.arcs.size(); ++i) {
    const Graph::Arc arc = Graph::arcFromId(static_cast<int>(i));
    capacities[arc] = network.arcs[i].capacity;
    costs[arc] = network.arcs[i].cost;
  }

  using Simplex = lemon::NetworkSimplex<Graph, int, std::int64_t>;
  Simplex simplex(graph);
  simplex.supplyMap(supplies).upperMap(capacities).costMap(costs);
  if (simplex.run() != Simplex::OPTIMAL) {
    return absl::InternalError("the network has no flow for its supplies");
  }

  Flow flow;
  flow.units.reserve(network.arcs.size());
  for (std::size_t i = 0; i < network.arcs.size(); ++i) {
    flow.units.push_back(simplex.flow(Graph::arcFromId(static_cast<int>(i))));
  }
  flow.potentials.reserve(network.supplies.size());
  for (std::size_t i = 0; i < network.supplies.size(); ++i) {
    flow.potentials.push_back(
        simplex.potential(Graph::nodeFromId(static_cast<int>(i))));
  }
  return flow;
}

}  // namespace omzien::matcher
