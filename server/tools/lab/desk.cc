#include "server/tools/lab/desk.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {

int AsksInWeek(const Member& member, Minutes now) {
  int asks = 0;
  for (auto time = member.asked.rbegin();
       time != member.asked.rend() && *time > now - kWeekMin; ++time) {
    ++asks;
  }
  return asks;
}

bool WithinLimits(const Profile& profile, const Member& member, Minutes now) {
  return !IsQuiet(now) && member.open_asks == 0 &&
         AsksInWeek(member, now) < profile.asks_per_week_max &&
         (now < member.rest_from || now >= member.rest_until);
}

void Desk::Present(std::size_t need, std::vector<std::uint32_t>& found) const {
  found.clear();
  const std::size_t known = profiles().size();
  for (const std::uint32_t volunteer : at(need).fitting) {
    if (volunteer < known && member(volunteer).is_here) {
      found.push_back(volunteer);
    }
  }
}

}  // namespace omzien::lab
