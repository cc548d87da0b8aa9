// The simplest policies: so many at once, by distance or by chance, and perhaps
// again every few hours.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

struct Waves {
  bool is_by_distance = true;  // Else by chance.
  std::size_t first = 3;
  std::size_t next = 3;  // 0: there is no second wave.
  Minutes every_min = 4 * kHourMin;
  int waves_max = 1'000;
  bool is_within_limits = false;  // Of the volunteers' own.
};

class WaveAsker final : public Asker {
 public:
  WaveAsker(const Waves& waves, std::uint64_t seed)
      : waves_(waves), luck_(seed, 3, 3) {}

  void Post(Desk& desk, std::size_t need) override;
  void Look(Desk& desk, std::size_t need) override;

 private:
  void SendWave(Desk& desk, std::size_t need);

  Waves waves_;
  Luck luck_;
  std::vector<int> sent_;  // Waves of each need.
};

}  // namespace omzien::lab
