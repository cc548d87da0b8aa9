// The rule to beat: few asks open, to the least asked within a band of
// distance, replaced on no or silence, with a cap and a rest.

#pragma once

#include <cstddef>

#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

struct Rule {
  int open_asks = 2;
  std::int64_t band_m = 2'000;
  int asks_per_week_max = 2;
  Minutes rest_min = 2 * kDayMin;  // After an ask.
  Minutes silence_min = 4 * kHourMin;
};

class RuleAsker final : public Asker {
 public:
  explicit RuleAsker(const Rule& rule) : rule_(rule) {}

  void Post(Desk& desk, std::size_t need) override;
  void Look(Desk& desk, std::size_t need) override;
  void Answered(Desk& desk, std::size_t ask) override;

 private:
  bool MayAsk(const Desk& desk, std::size_t volunteer) const;

  Rule rule_;
};

}  // namespace omzien::lab
