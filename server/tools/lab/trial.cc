#include "server/tools/lab/trial.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/tools/lab/bound.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/priced_bound.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/simulation.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

constexpr double kLostMax = 0.1;

absl::StatusOr<std::vector<const Policy*>> Chosen(
    const std::vector<std::string>& only) {
  std::vector<const Policy*> chosen;
  for (const Policy& policy : Policies()) {
    if (only.empty() || std::ranges::count(only, policy.name) > 0) {
      chosen.push_back(&policy);
    }
  }
  for (const std::string& name : only) {
    if (!std::ranges::any_of(chosen, [&](const Policy* policy) {
          return policy->name == name;
        })) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no policy \"", name, "\""));
    }
  }
  return chosen;
}

struct SeedResult {
  std::vector<Figures> figures;  // Of each policy.
  absl::StatusOr<double> bound;
  absl::StatusOr<double> within_limits;
};

SeedResult RunSeed(const Scenario& scenario, std::uint64_t seed,
                   const std::vector<const Policy*>& policies,
                   const TrialOptions& options) {
  const Town town = MakeTown(scenario, seed);
  const Neighbours neighbours(town);
  SeedResult result;
  for (const Policy* policy : policies) {
    const auto asker =
        policy->make({seed, scenario, options.omzien, town.natures});
    result.figures.push_back(
        Reckon(town, neighbours, Simulate(town, neighbours, *asker)));
  }
  result.bound = BoundOf(town, neighbours, {});
  result.within_limits = BoundOf(town, neighbours, {.is_within_limits = true});
  return result;
}

// Calls `run` for 0 to count - 1, on two threads. The results do not depend on
// which thread ran what.
template <typename Run>
void OnTwoThreads(int count, const Run& run) {
  const auto every_other = [&](int first) {
    for (int i = first; i < count; i += 2) run(i);
  };
  const std::jthread odd(every_other, 1);
  every_other(0);
}

absl::Status AddBoundsAsLost(const TrialOptions& options, Trial& trial) {
  const PolicyTrial* best = BestBaseline(trial);
  if (best == nullptr) return absl::OkStatus();
  const double lost = best->Of(Figure::kLost).mean;
  std::vector<absl::StatusOr<double>> bounds(
      static_cast<std::size_t>(options.seeds), 0.0);
  OnTwoThreads(options.seeds, [&](int i) {
    const Town town = MakeTown(
        trial.scenario, options.first_seed + static_cast<std::uint64_t>(i));
    bounds[static_cast<std::size_t>(i)] = BoundOf(
        town, Neighbours(town), {.is_within_limits = true, .lost_max = lost});
  });
  for (const auto& bound : bounds) {
    if (!bound.ok()) return bound.status();
    trial.bounds_as_lost.push_back(*bound);
  }
  return absl::OkStatus();
}

void AddFinerBounds(const TrialOptions& options, Trial& trial) {
  const PolicyTrial* best = BestBaseline(trial);
  if (best == nullptr || options.finer_steps == 0) return;
  const double lost = best->Of(Figure::kLost).mean;
  const Town first = MakeTown(trial.scenario, options.first_seed);
  if (!HasPricedBound(first)) return;
  // One price for all seeds: what is compared are means over them.
  const double price =
      LostPriceOf(first, Neighbours(first), lost, options.finer_steps);
  std::vector<double> bounds(static_cast<std::size_t>(options.seeds));
  OnTwoThreads(options.seeds, [&](int i) {
    const auto at = static_cast<std::size_t>(i);
    const Town town = MakeTown(trial.scenario, options.first_seed + at);
    bounds[at] = PricedBoundOf(
        town, Neighbours(town),
        {.lost_price = price, .lost_max = lost, .steps = options.finer_steps});
  });
  const bool is_finer =
      EstimateOf(bounds).mean < EstimateOf(trial.bounds_within_limits).mean;
  trial.finer_bounds = is_finer ? bounds : trial.bounds_within_limits;
}

}  // namespace

Estimate PolicyTrial::Of(Figure which) const {
  std::vector<double> values;
  values.reserve(figures.size());
  for (const Figures& each : figures) values.push_back(lab::Of(each, which));
  return EstimateOf(values);
}

const PolicyTrial* Trial::Find(absl::string_view policy) const {
  for (const PolicyTrial& each : policies) {
    if (each.policy == policy) return &each;
  }
  return nullptr;
}

const PolicyTrial* BestBaseline(const Trial& trial) {
  const PolicyTrial* fullest = nullptr;
  const PolicyTrial* kindest = nullptr;
  for (const PolicyTrial& each : trial.policies) {
    if (each.policy == kOurs || each.policy == kInformed) continue;
    const double lost = each.Of(Figure::kLost).mean;
    if (lost <= kLostMax &&
        (fullest == nullptr ||
         each.Of(Figure::kFilled).mean > fullest->Of(Figure::kFilled).mean)) {
      fullest = &each;
    }
    if (kindest == nullptr || lost < kindest->Of(Figure::kLost).mean) {
      kindest = &each;
    }
  }
  return fullest != nullptr ? fullest : kindest;
}

absl::StatusOr<Trial> RunTrial(const Scenario& scenario,
                               const TrialOptions& options) {
  auto policies = Chosen(options.only);
  if (!policies.ok()) return policies.status();
  std::vector<SeedResult> results(static_cast<std::size_t>(options.seeds));
  OnTwoThreads(options.seeds, [&](int i) {
    results[static_cast<std::size_t>(i)] =
        RunSeed(scenario, options.first_seed + static_cast<std::uint64_t>(i),
                *policies, options);
  });
  Trial trial;
  trial.scenario = scenario;
  for (std::size_t i = 0; i < policies->size(); ++i) {
    PolicyTrial& each = trial.policies.emplace_back();
    each.policy = (*policies)[i]->name;
    for (const SeedResult& result : results) {
      each.figures.push_back(result.figures[i]);
    }
  }
  for (const SeedResult& result : results) {
    if (!result.bound.ok()) return result.bound.status();
    if (!result.within_limits.ok()) return result.within_limits.status();
    trial.bounds.push_back(*result.bound);
    trial.bounds_within_limits.push_back(*result.within_limits);
  }
  if (absl::Status status = AddBoundsAsLost(options, trial); !status.ok()) {
    return status;
  }
  AddFinerBounds(options, trial);
  return trial;
}

}  // namespace omzien::lab
