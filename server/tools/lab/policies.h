// The policies that can be tried, by name.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/strings/string_view.h"
#include "matcher/asking/ask_plan.h"
#include "server/tools/lab/asker.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

// What a policy may be told beforehand.
struct Briefing {
  std::uint64_t seed = 0;
  // Only what the papers take as known: how long inactivity lasts.
  const Scenario& scenario;
  const matcher::AskingPolicy& omzien;
  // What no server knows: for the policy "informed" alone.
  std::span<const Nature> natures;
};

struct Policy {
  absl::string_view name;
  absl::string_view what;
  std::unique_ptr<Asker> (*make)(const Briefing& briefing);
};

inline constexpr absl::string_view kOurs = "omzien";
// Ours, told what each volunteer is like. It shows what better learning could
// bring at most, and competes with nobody.
inline constexpr absl::string_view kInformed = "informed";

// In the order of a table. All but the two above are baselines.
const std::vector<Policy>& Policies();

}  // namespace omzien::lab
