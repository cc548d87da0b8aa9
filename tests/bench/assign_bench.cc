// Measures the plan for many at once on made-up towns: as given; ten times as
// large; with ten times the jobs and twice the volunteers; and the large one
// with all scores equal. Beside each two yardsticks: a greedy plan, best score
// first, and the plan that could be if nobody's jobs overlapped. The other
// solvers of LEMON run where they end in seconds.
//
//   assign_bench [--jobs N] [--volunteers N] [--candidates N] [--seed N]
//                [--runs N]      (1000, 5000, 20, 1, 5)
//
// Prints a line a town; the last line is one JSON object. Ends with 1 when the
// solvers do not agree.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "matcher/assignment.h"
#include "matcher/assignment_network.h"
#include "matcher/equal_flows.h"
#include "matcher/min_cost_flow.h"
#include "tests/bench/assign_town.h"
#include "tests/bench/flow_solvers.h"

namespace omzien::bench {
namespace {

using matcher::Assign;
using matcher::Assignment;
using matcher::AssignmentNetwork;
using matcher::Batch;
using matcher::Choice;
using matcher::Flow;
using matcher::FlowNetwork;

// Of some runs of the same.
class Spans {
 public:
  template <typename Run>
  auto Time(const Run& run) {
    const absl::Time start = absl::Now();
    auto result = run();
    spans_ms_.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    std::ranges::sort(spans_ms_);
    return result;
  }

  double median_ms() const { return spans_ms_[spans_ms_.size() / 2]; }
  double worst_ms() const { return spans_ms_.back(); }

  std::string Json() const {
    return absl::StrFormat(R"({"median":%.1f,"worst":%.1f})", median_ms(),
                           worst_ms());
  }

 private:
  std::vector<double> spans_ms_;
};

struct Worth {
  std::int64_t filled = 0;
  std::int64_t value_micros = 0;  // Scores, less the price of repeats.

  std::string Json() const {
    return absl::StrFormat(R"({"filled":%d,"value_micros":%d})", filled,
                           value_micros);
  }
};

Worth WorthOf(const Assignment& plan) {
  return {static_cast<std::int64_t>(plan.placements.size()),
          plan.score_micros - plan.repeat_micros};
}

// Best score first, of what is still possible.
Worth Greedy(const Batch& batch, const AssignmentNetwork& made) {
  std::vector<const Choice*> choices;
  choices.reserve(made.choices.size());
  for (const Choice& choice : made.choices) choices.push_back(&choice);
  std::ranges::stable_sort(choices, std::greater(), &Choice::score_micros);
  std::vector<bool> is_used(made.network.supplies.size());
  std::vector<std::vector<int>> helpers(batch.jobs.size());
  std::vector<int> jobs_of(batch.volunteers.size());
  Worth worth;
  for (const Choice* choice : choices) {
    const int stretch = made.network.arcs[choice->arc].head;
    std::vector<int>& those = helpers[choice->job];
    int& jobs = jobs_of[choice->volunteer];
    if (is_used[stretch] ||
        std::ssize(those) == batch.jobs[choice->job].helpers_needed ||
        jobs == batch.volunteers[choice->volunteer].jobs_max ||
        std::ranges::find(those, choice->volunteer) != those.end()) {
      continue;
    }
    is_used[stretch] = true;
    those.push_back(choice->volunteer);
    worth.value_micros +=
        choice->score_micros - batch.repeat_price_micros * jobs++;
    ++worth.filled;
  }
  return worth;
}

// Each span moved to a time of its own: nothing overlaps, so no plan is worth
// more.
Batch WithoutOverlap(Batch batch) {
  absl::Time start = absl::UnixEpoch();
  for (matcher::OpenJob& job : batch.jobs) {
    for (matcher::TimedCandidate& candidate : job.candidates) {
      candidate.spans = {{start, start + absl::Hours(1)}};
      start += absl::Hours(1);
    }
  }
  return batch;
}

std::int64_t CostOf(const FlowNetwork& network, const Flow& flow) {
  std::int64_t cost = 0;
  for (std::size_t i = 0; i < network.arcs.size(); ++i) {
    cost += network.arcs[i].cost * flow.units[i];
  }
  return cost;
}

// Members of a JSON object: how long other solvers take; nothing when one does
// not agree on the least cost.
std::optional<std::string> Compare(const FlowNetwork& network,
                                   const std::vector<FlowSolver>& solvers,
                                   int runs) {
  const auto flow = MinCostFlow(network);
  if (!flow.ok()) return std::nullopt;
  std::string members;
  for (const FlowSolver solver : solvers) {
    Spans spans;
    for (int i = 0; i < runs; ++i) {
      if (spans.Time([&] { return LeastCost(solver, network); }) !=
          CostOf(network, *flow)) {
        return std::nullopt;
      }
    }
    absl::StrAppend(&members,
                    solver == FlowSolver::kCostScaling
                        ? R"(,"cost_scaling_ms":)"
                        : R"(,"capacity_scaling_ms":)",
                    spans.Json());
  }
  return members;
}

struct Parts {
  Spans build;
  Spans solve;
  Spans ties;
  Spans whole;
};

// Members of a JSON object; nothing when something fails.
std::optional<std::string> Measure(absl::string_view name, const Batch& batch,
                                   const std::vector<FlowSolver>& others,
                                   int runs) {
  Parts parts;
  AssignmentNetwork made;
  absl::StatusOr<Assignment> plan;
  for (int i = 0; i < runs; ++i) {
    made = parts.build.Time([&] { return matcher::MakeNetwork(batch); });
    auto flow = parts.solve.Time([&] { return MinCostFlow(made.network); });
    std::vector<int> order;
    order.reserve(made.choices.size());
    for (const Choice& choice : made.choices) order.push_back(choice.arc);
    parts.ties.Time([&] {
      TakeFirstOfEquals(made.network, order, *flow);
      return true;
    });
    plan = parts.whole.Time([&] { return Assign(batch); });
  }
  const auto compared = Compare(made.network, others, runs);
  const auto apart = Assign(WithoutOverlap(batch));
  if (!plan.ok() || !apart.ok() || !compared) {
    std::cerr << name << ": no plan, or the solvers do not agree\n";
    return std::nullopt;
  }
  int candidates = 0;
  int places = 0;
  for (const matcher::OpenJob& job : batch.jobs) {
    candidates += static_cast<int>(job.candidates.size());
    places += job.helpers_needed;
  }
  const Worth worth = WorthOf(*plan);
  const Worth greedy = Greedy(batch, made);
  std::cout << absl::StreamFormat(
                   "%-8s %5d jobs, %5d places: %5d filled (greedy %5d), worth "
                   "%d M (greedy %d M); %.1f ms: build %.1f, solve %.1f, ties "
                   "%.1f",
                   name, batch.jobs.size(), places, worth.filled, greedy.filled,
                   worth.value_micros / 1'000'000,
                   greedy.value_micros / 1'000'000, parts.whole.median_ms(),
                   parts.build.median_ms(), parts.solve.median_ms(),
                   parts.ties.median_ms())
            << '\n'
            << std::flush;
  return absl::StrFormat(
      R"("jobs":%d,"volunteers":%d,"candidates":%d,"places":%d,"filled":%d,)"
      R"("value_micros":%d,"build_ms":%s,"solve_ms":%s,"ties_ms":%s,)"
      R"("assign_ms":%s,"greedy":%s,"without_overlap":%s%s)",
      batch.jobs.size(), batch.volunteers.size(), candidates, places,
      worth.filled, worth.value_micros, parts.build.Json(), parts.solve.Json(),
      parts.ties.Json(), parts.whole.Json(), greedy.Json(),
      WorthOf(*apart).Json(), *compared);
}

int Run(const TownShape& shape, int runs) {
  TownShape large = shape;
  large.jobs *= 10;
  TownShape scarce = large;
  large.volunteers *= 10;
  scarce.volunteers *= 2;
  Batch equal = MakeTown(large);
  for (matcher::OpenJob& job : equal.jobs) {
    for (matcher::TimedCandidate& each : job.candidates) each.score_micros = 1;
  }
  const auto first =
      Measure("as given", MakeTown(shape),
              {FlowSolver::kCostScaling, FlowSolver::kCapacityScaling}, runs);
  const auto second =
      Measure("large", MakeTown(large), {FlowSolver::kCostScaling}, runs);
  const auto third = Measure("scarce", MakeTown(scarce), {}, runs);
  const auto fourth = Measure("equal", equal, {}, runs);
  if (!first || !second || !third || !fourth) return 1;
  std::cout << absl::StreamFormat(
      R"({"bench":"assign",%s,"large":{%s},"scarce":{%s},"equal":{%s}})"
      "\n",
      *first, *second, *third, *fourth);
  return 0;
}

int Main(int argc, char** argv) {
  TownShape shape;
  int seed = 1;
  int runs = 5;
  const std::map<absl::string_view, int*> options = {
      {"--jobs", &shape.jobs},
      {"--volunteers", &shape.volunteers},
      {"--candidates", &shape.candidates},
      {"--seed", &seed},
      {"--runs", &runs}};
  for (int i = 1; i < argc; i += 2) {
    const auto option = options.find(argv[i]);
    if (option == options.end() || i + 1 == argc ||
        !absl::SimpleAtoi(argv[i + 1], option->second) || *option->second < 1) {
      std::cerr << "usage: assign_bench [--jobs N] [--volunteers N] "
                   "[--candidates N] [--seed N] [--runs N], each from 1\n";
      return 2;
    }
  }
  shape.seed = static_cast<std::uint64_t>(seed);
  return Run(shape, runs);
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) { return omzien::bench::Main(argc, argv); }
