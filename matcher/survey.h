// Holds everybody who helps in a municipality against a job.

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/ranking.h"
#include "matcher/screener.h"
#include "matcher/verdict.h"

namespace omzien::matcher {

// Which of those who are out are kept by name: those whose first obstacle is
// temporary, or all.
enum class KeptOut { kNobody, kTemporary, kAll };

struct Surveyed {
  struct Out {
    Exclusion first = Exclusion::kMunicipality;
    const Card* card = nullptr;
  };
  Coverage coverage;
  std::vector<Out> out;  // In no order.
};

// `all`: how many volunteers there are; those who do not help in the job's
// municipality are counted by it, and never kept.
Surveyed Survey(const Screener& screener,
                const std::vector<std::unique_ptr<Cluster>>& clusters,
                std::size_t all, KeptOut kept);

}  // namespace omzien::matcher
