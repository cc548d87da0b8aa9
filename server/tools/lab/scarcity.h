// What it costs the needs to come to use somebody up: the shadow prices of the
// expected-demand program, reckoned once a week from what the desk has seen.

#pragma once

#include <cstddef>
#include <vector>

#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

class Scarcity {
 public:
  // From the needs of the last weeks. Prices stay what they were when the
  // program has no answer.
  void Reckon(const Desk& desk, const matcher::Customs& customs);

  // In filled needs, for a need of this kind; 0 before the first prices, and
  // for the rarest kind that she can do: it is what she is spared for.
  matcher::Micros OfAsk(const Profile& profile, std::size_t kind) const;

 private:
  void Rank(const Desk& desk);
  // Of these; as many as there are kinds when there is none.
  std::size_t RarestOf(KindSet kinds) const;

  std::vector<double> rank_;  // Of each kind: how many can do it.
  // Of an ask, by the rarest kind that she can do and the kind of the need.
  std::vector<std::vector<matcher::Micros>> prices_;
};

}  // namespace omzien::lab
