#include "server/tools/lab/wave_asker.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "server/tools/lab/desk.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {

void WaveAsker::Post(Desk& desk, std::size_t need) {
  sent_.resize(need + 1);
  Look(desk, need);
}

void WaveAsker::Look(Desk& desk, std::size_t need) {
  if (waves_.is_within_limits && IsQuiet(desk.now())) {
    desk.LookAt(need, NotQuiet(desk.now()));
    return;
  }
  SendWave(desk, need);
  if (waves_.next > 0 && ++sent_[need] < waves_.waves_max) {
    desk.LookAt(need, desk.now() + waves_.every_min);
  }
}

void WaveAsker::SendWave(Desk& desk, std::size_t need) {
  std::vector<std::uint32_t> present;
  desk.Present(need, present);
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  for (const std::uint32_t volunteer : present) {
    const Profile& profile = desk.profiles()[volunteer];
    if (waves_.is_within_limits &&
        !WithinLimits(profile, desk.member(volunteer), desk.now())) {
      continue;
    }
    const std::int64_t rank =
        waves_.is_by_distance
            ? DistanceM(profile.home, desk.needs()[need].place)
            : static_cast<std::int64_t>(luck_.Next() >> 1);
    order.emplace_back(rank, volunteer);
  }
  const std::size_t size =
      std::min(order.size(), sent_[need] == 0 ? waves_.first : waves_.next);
  std::ranges::partial_sort(order,
                            order.begin() + static_cast<std::ptrdiff_t>(size));
  for (std::size_t i = 0; i < size; ++i) desk.Send(need, order[i].second);
}

}  // namespace omzien::lab
