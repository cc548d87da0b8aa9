#include "matcher/assignment_network.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/assignment.h"
#include "matcher/min_cost_flow.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

// An empty place must cost more than any detour that would fill it: then the
// detour and the empty place make a circle of negative cost, which no flow of
// least cost has (Ahuja, Magnanti, Orlin, "Network Flows", 1993, theorem 9.1).
// A detour is a path, so it passes each job at most once. Each time it may take
// a candidate who is worse by the whole range of scores, and it ends in one
// volunteer's next job. So
//   jobs * range + greatest price + 1
// will do, whatever the number of places. This, and the sums of the network
// simplex, up to three times the greatest cost times the nodes, fit 64 bits:
constexpr std::int64_t kRangeMax = 2 * kScoreMicrosMax;
constexpr std::int64_t kPriceMax = kScoreMicrosMax * (kJobsEachMax - 1);
constexpr std::int64_t kEmptyMax = kBatchJobsMax * kRangeMax + kPriceMax + 1;
// A job, a volunteer, a stretch for each span, a candidate for each two spans.
constexpr std::int64_t kNodesMax =
    kBatchJobsMax + kBatchVolunteersMax + kBatchSpansMax * 3 / 2 + 2;
static_assert(kEmptyMax <
              std::numeric_limits<std::int64_t>::max() / kNodesMax / 3 - 1);

template <typename T>
std::vector<int> OrderById(const std::vector<T>& things) {
  std::vector<int> order(things.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {},
                    [&](int i) -> const auto& { return things[i].id; });
  return order;
}

// A span of a candidate, and which of the volunteer's stretches it is in.
struct Option {
  int job;
  int candidate;  // Index into those of the job.
  int volunteer;
  TimeSpan span;
  int stretch;  // From 0, by time.
};

// Sorted by job id, volunteer id, span; without volunteers who have no room.
std::vector<Option> Options(const Batch& batch) {
  std::vector<int> rank(batch.volunteers.size());
  int next = 0;
  for (const int volunteer : OrderById(batch.volunteers)) {
    rank[volunteer] = next++;
  }
  std::vector<Option> options;
  for (const int job : OrderById(batch.jobs)) {
    const std::size_t first = options.size();
    const std::vector<TimedCandidate>& candidates = batch.jobs[job].candidates;
    if (batch.jobs[job].helpers_needed == 0) continue;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const int volunteer = candidates[i].volunteer;
      if (batch.volunteers[volunteer].jobs_max == 0) continue;
      for (const TimeSpan& span : candidates[i].spans) {
        options.push_back({job, static_cast<int>(i), volunteer, span, 0});
      }
    }
    std::sort(options.begin() + static_cast<std::ptrdiff_t>(first),
              options.end(), [&](const Option& a, const Option& b) {
                return std::tie(rank[a.volunteer], a.span.start, a.span.end) <
                       std::tie(rank[b.volunteer], b.span.start, b.span.end);
              });
  }
  return options;
}

// Sets the stretches; returns how many each volunteer has (0: no option). Who
// may do one job only needs no more than one.
std::vector<int> FindStretches(const Batch& batch,
                               std::vector<Option>& options) {
  std::vector<int> counts(batch.volunteers.size(), 0);
  std::vector<Option*> by_time;
  for (Option& option : options) {
    if (batch.volunteers[option.volunteer].jobs_max == 1) {
      counts[option.volunteer] = 1;
    } else {
      by_time.push_back(&option);
    }
  }
  std::ranges::sort(by_time, [](const Option* a, const Option* b) {
    return std::tie(a->volunteer, a->span.start) <
           std::tie(b->volunteer, b->span.start);
  });
  absl::Time end;
  for (Option* option : by_time) {
    int& count = counts[option->volunteer];
    if (count == 0 || option->span.start >= end) {
      ++count;
      end = option->span.end;
    }
    end = std::max(end, option->span.end);
    option->stretch = count - 1;
  }
  return counts;
}

class Builder {
 public:
  Builder(const Batch& batch, std::vector<Option> options,
          std::vector<int> stretches)
      : batch_(batch),
        options_(std::move(options)),
        stretches_(std::move(stretches)),
        first_nodes_(batch.volunteers.size(), -1) {}

  AssignmentNetwork Build() && {
    const int sink = AddNode(0);
    SetCosts();
    for (std::size_t i = 0; i < options_.size();) i = AddJob(i, sink);
    return std::move(made_);
  }

 private:
  int AddNode(int supply) {
    made_.network.supplies.push_back(supply);
    return static_cast<int>(made_.network.supplies.size()) - 1;
  }
  int AddArc(const FlowArc& arc) {
    made_.network.arcs.push_back(arc);
    return static_cast<int>(made_.network.arcs.size()) - 1;
  }

  const TimedCandidate& CandidateOf(const Option& option) const {
    return batch_.jobs[option.job].candidates[option.candidate];
  }

  void SetCosts() {
    std::int64_t worst = kScoreMicrosMax;
    std::int64_t best = -kScoreMicrosMax;
    std::int64_t jobs_with_choice = 0;
    std::int64_t price = 0;
    int job = -1;
    for (const Option& option : options_) {
      worst = std::min(worst, CandidateOf(option).score_micros);
      best = std::max(best, CandidateOf(option).score_micros);
      jobs_with_choice += option.job == job ? 0 : 1;
      job = option.job;
      price = std::max(
          price, (JobsMax(option.volunteer) - 1) * batch_.repeat_price_micros);
    }
    best_ = best;
    empty_ =
        jobs_with_choice * std::max<std::int64_t>(best - worst, 0) + price + 1;
  }

  int JobsMax(int volunteer) const {
    return std::min(batch_.volunteers[volunteer].jobs_max,
                    stretches_[volunteer]);
  }

  // The options of one job, from `i` on; returns the first of the next job.
  std::size_t AddJob(std::size_t i, int sink) {
    const int job = options_[i].job;
    const int node = AddNode(0);
    int candidates = 0;
    while (i < options_.size() && options_[i].job == job) {
      ++candidates;
      i = AddCandidate(i, node, sink);
    }
    // Places beyond the candidates are empty anyway.
    const int places = std::min(batch_.jobs[job].helpers_needed, candidates);
    made_.network.supplies[node] = places;
    made_.network.supplies[sink] -= places;
    AddArc({node, sink, places, empty_});
    return i;
  }

  std::size_t AddCandidate(std::size_t i, int job_node, int sink) {
    const Option& first = options_[i];
    const int stretches = FirstNode(first.volunteer, sink);
    std::size_t end = i + 1;
    bool is_spread = false;
    for (; end < options_.size() && options_[end].job == first.job &&
           options_[end].candidate == first.candidate;
         ++end) {
      is_spread |= options_[end].stretch != first.stretch;
    }
    std::int64_t cost = best_ - CandidateOf(first).score_micros;
    int tail = job_node;
    if (is_spread) {
      tail = AddNode(0);
      AddArc({job_node, tail, 1, cost});
      cost = 0;
    }
    for (int stretch = -1; i < end; ++i) {
      const Option& option = options_[i];
      if (option.stretch == stretch) continue;
      stretch = option.stretch;
      const int arc = AddArc({tail, stretches + stretch, 1, cost});
      made_.choices.push_back({option.job, option.volunteer,
                               CandidateOf(option).score_micros, option.span,
                               arc});
    }
    return end;
  }

  // The node of a volunteer's first stretch; the others follow it.
  int FirstNode(int volunteer, int sink) {
    int& first = first_nodes_[volunteer];
    if (first >= 0) return first;
    first = AddNode(0);
    int node = first;
    if (stretches_[volunteer] > 1) {
      for (int i = 1; i < stretches_[volunteer]; ++i) AddNode(0);
      node = AddNode(0);
      for (int i = first; i < node; ++i) AddArc({i, node, 1, 0});
    }
    for (int i = 0; i < JobsMax(volunteer); ++i) {
      AddArc({node, sink, 1, i * batch_.repeat_price_micros});
    }
    return first;
  }

  const Batch& batch_;
  std::vector<Option> options_;
  std::vector<int> stretches_;    // Of each volunteer.
  std::vector<int> first_nodes_;  // Of each volunteer; -1: not yet.
  std::int64_t best_ = 0;         // The highest score; costs are below it.
  std::int64_t empty_ = 0;        // What an empty place costs.
  AssignmentNetwork made_;
};

}  // namespace

AssignmentNetwork MakeNetwork(const Batch& batch) {
  std::vector<Option> options = Options(batch);
  std::vector<int> stretches = FindStretches(batch, options);
  return Builder(batch, std::move(options), std::move(stretches)).Build();
}

}  // namespace omzien::matcher
