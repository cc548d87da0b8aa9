// Makes the decisions that the journal keeps again, from what it keeps of them,
// and holds them against who was asked. Reads alone; all it tells is ids.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/core/decision.h"
#include "server/core/sealer.h"
#include "server/core/store.h"

namespace omzien::tools {

// How one decision comes out.
struct Remade {
  // False when somebody who could be asked was erased since.
  bool was_made = true;
  // Who was chosen and not asked: no start time was left for her.
  int passed_over = 0;
  // What is not as it was, in words, and when another formula decided it;
  // empty: it comes out the same.
  std::string difference = {};
};

// One by one: everybody who was asked is chosen again. In waves: the best stand
// in the order of their scores; of equals the nearer went first, which is not
// kept. A decision that asked nobody was not kept.
Remade MakeAgain(const core::KeptDecision& kept);

struct Tally {
  int same = 0;
  int different = 0;
  int passed_over = 0;
  int not_made = 0;
};

struct ReplayReport {
  // Of the entries that were looked at; InfinitePast when there are none.
  absl::Time first_time = absl::InfinitePast();
  absl::Time last_time = absl::InfinitePast();
  Tally one_by_one;
  Tally waves;
  // How often what was weighed of somebody cannot be opened: she was erased.
  int erased = 0;
  // One line each, oldest first: entry, need, and what is not as it was.
  std::vector<std::string> differences;

  bool all_same() const { return differences.empty(); }
};

struct ReplayOptions {
  int days = 30;                  // Counted back from the last entry.
  std::string municipality = {};  // "municipalities/GM1669"; empty: all.
};

// DATA_LOSS when an entry cannot be read.
absl::StatusOr<ReplayReport> Replay(const core::Reader& store,
                                    core::Sealer& sealer,
                                    const ReplayOptions& options);

// A page for an operator.
std::string PageOf(const ReplayReport& report);

}  // namespace omzien::tools
