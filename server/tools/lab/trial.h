// Tries policies on a scenario, over a number of seeds.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/asking/ask_plan.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

struct TrialOptions {
  std::uint64_t first_seed = 1;
  int seeds = 3;
  matcher::AskingPolicy omzien;
  std::vector<std::string> only;  // Policies; empty: all.
  int finer_steps = 0;  // To the finer bound (priced_bound.h); 0: none.
};

struct PolicyTrial {
  absl::string_view policy;
  std::vector<Figures> figures;  // Of each seed.

  Estimate Of(Figure which) const;
};

struct Trial {
  Scenario scenario;
  std::vector<PolicyTrial> policies;  // In the order of Policies().
  // Of each seed: what nobody can fill more of, see bound.h.
  std::vector<double> bounds;
  std::vector<double> bounds_within_limits;
  // The same, and losing no more than the best baseline; empty without it.
  std::vector<double> bounds_as_lost;
  // The same as the last, from priced_bound.h; empty where it is not reckoned.
  std::vector<double> finer_bounds;

  const PolicyTrial* Find(absl::string_view policy) const;
};

// The highest fill among the baselines that lose at most 10 % of their
// volunteers; if none does, the one that loses fewest. Null without baselines.
const PolicyTrial* BestBaseline(const Trial& trial);

// INVALID_ARGUMENT when a policy has no such name. Two seeds run side by side.
absl::StatusOr<Trial> RunTrial(const Scenario& scenario,
                               const TrialOptions& options);

}  // namespace omzien::lab
