#include "matcher/equal_flows.h"

#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "matcher/min_cost_flow.h"

namespace omzien::matcher {
namespace {

// An arc, as seen from one of its ends.
struct Way {
  int arc = 0;
  int to = 0;  // The other end.
  bool is_back = false;
};

// A search, breadth first.
struct Front {
  struct Step {
    int round = 0;  // The search that was here last.
    int from = 0;   // Where it came from,
    int arc = 0;    // by which arc,
    int units = 0;  // and what that adds to its flow: 1 or -1.
  };

  bool is_ahead;             // Goes where flow may go, or against that.
  std::vector<Step> steps;   // Of each node.
  std::vector<int> reached;  // In this round.
  std::size_t next = 0;      // Whose ways are being tried, of those.
  int tried = 0;             // How many of them.

  bool IsSpent() const { return next == reached.size(); }
};

// Two flows of least cost differ by circles of arcs without reduced cost, along
// those with room and back along those in use. So an arc can be used when such
// a way leads from its head back to its tail. It is sought from both ends in
// turns. When one end is spent first, no circle ever passes between what it
// reached and the rest, since there is no way across: the two are parted for
// good. What is parted had no more ways than the other end tried elsewhere, so
// all searches in vain take arcs * log(arcs) steps together.
class Equals {
 public:
  Equals(const FlowNetwork& network, Flow& flow)
      : network_(network),
        flow_(flow),
        part_(network.supplies.size(), 0),
        ahead_{.is_ahead = true, .steps = {}, .reached = {}},
        behind_{.is_ahead = false, .steps = {}, .reached = {}} {
    ahead_.steps.resize(part_.size());
    behind_.steps.resize(part_.size());
    for (const FlowArc& arc : network.arcs) {
      is_open_.push_back(ReducedCost(arc, flow) == 0);
    }
    FindWays();
  }

  // Uses `arc` if a flow of least cost does that leaves the arcs of earlier
  // calls as they are.
  void Settle(int arc) {
    if (is_open_[arc] && flow_.units[arc] == 0) TryToUse(arc);
    is_open_[arc] = false;
  }

 private:
  // The open arcs at each node.
  void FindWays() {
    first_way_.assign(part_.size() + 1, 0);
    const int arcs = static_cast<int>(network_.arcs.size());
    for (int i = 0; i < arcs; ++i) {
      if (!is_open_[i]) continue;
      ++first_way_[network_.arcs[i].tail + 1];
      ++first_way_[network_.arcs[i].head + 1];
    }
    std::partial_sum(first_way_.begin(), first_way_.end(), first_way_.begin());
    ways_.resize(first_way_.back());
    std::vector<int> next = first_way_;
    for (int i = 0; i < arcs; ++i) {
      if (!is_open_[i]) continue;
      const FlowArc& arc = network_.arcs[i];
      ways_[next[arc.tail]++] = {i, arc.head, false};
      ways_[next[arc.head]++] = {i, arc.tail, true};
    }
  }

  void TryToUse(int arc) {
    const auto& [tail, head, capacity, cost] = network_.arcs[arc];
    if (part_[tail] != part_[head]) return;
    ++round_;
    Start(ahead_, head);
    Start(behind_, tail);
    while (!ahead_.IsSpent() && !behind_.IsSpent()) {
      for (auto [front, other] :
           {std::pair(&ahead_, &behind_), std::pair(&behind_, &ahead_)}) {
        const std::optional<int> met = Advance(*front, *other);
        if (!met) continue;
        flow_.units[arc] = 1;
        Turn(ahead_, *met);
        Turn(behind_, *met);
        return;
      }
    }
    ++parts_;
    for (const int node : (ahead_.IsSpent() ? ahead_ : behind_).reached) {
      part_[node] = parts_;
    }
  }

  void Start(Front& front, int node) const {
    front.steps[node] = {round_};
    front.reached.assign(1, node);
    front.next = 0;
    front.tried = 0;
  }

  // Tries one way, if this front is not spent; returns where the two met.
  std::optional<int> Advance(Front& front, const Front& other) const {
    if (front.IsSpent()) return std::nullopt;
    const int node = front.reached[front.next];
    const int tried = first_way_[node] + front.tried;
    if (tried == first_way_[node + 1]) {
      ++front.next;
      front.tried = 0;
      return std::nullopt;
    }
    ++front.tried;
    const Way& way = ways_[tried];
    if (!is_open_[way.arc] || part_[way.to] != part_[node] ||
        front.steps[way.to].round == round_) {
      return std::nullopt;
    }
    const int units = flow_.units[way.arc];
    const int change = way.is_back == front.is_ahead ? -1 : 1;
    if (units + change < 0 ||
        units + change > network_.arcs[way.arc].capacity) {
      return std::nullopt;
    }
    front.steps[way.to] = {round_, node, way.arc, change};
    front.reached.push_back(way.to);
    if (other.steps[way.to].round != round_) return std::nullopt;
    return way.to;
  }

  // Sends a unit along the steps between `node` and where the front started.
  void Turn(const Front& front, int node) {
    while (node != front.reached[0]) {
      const Front::Step& step = front.steps[node];
      flow_.units[step.arc] += step.units;
      node = step.from;
    }
  }

  const FlowNetwork& network_;
  Flow& flow_;
  std::vector<bool> is_open_;   // Of each arc: may its flow still change?
  std::vector<int> first_way_;  // Of each node, into ways_; and the end.
  std::vector<Way> ways_;
  std::vector<int> part_;  // Of each node; no circle leads from one to another.
  int parts_ = 0;
  Front ahead_;
  Front behind_;
  int round_ = 0;
};

}  // namespace

void TakeFirstOfEquals(const FlowNetwork& network, std::span<const int> order,
                       Flow& flow) {
  Equals equals(network, flow);
  for (const int arc : order) equals.Settle(arc);
}

}  // namespace omzien::matcher
