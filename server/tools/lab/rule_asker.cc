#include "server/tools/lab/rule_asker.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "server/tools/lab/desk.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {

bool RuleAsker::MayAsk(const Desk& desk, std::size_t volunteer) const {
  const Member& member = desk.member(volunteer);
  return WithinLimits(desk.profiles()[volunteer], member, desk.now()) &&
         AsksInWeek(member, desk.now()) < rule_.asks_per_week_max &&
         (member.asked.empty() ||
          member.asked.back() + rule_.rest_min <= desk.now());
}

void RuleAsker::Post(Desk& desk, std::size_t need) { Look(desk, need); }

void RuleAsker::Answered(Desk& desk, std::size_t ask) {
  const std::size_t need = desk.ask(ask).need;
  if (desk.at(need).filled < 0) Look(desk, need);
}

void RuleAsker::Look(Desk& desk, std::size_t need) {
  int open = 0;
  for (const std::uint32_t ask : desk.at(need).asks) {
    if (desk.ask(ask).state != AskState::kOpen) continue;
    if (desk.ask(ask).sent + rule_.silence_min <= desk.now()) {
      desk.Lapse(ask);
    } else {
      ++open;
    }
  }
  if (IsQuiet(desk.now())) {
    desk.LookAt(need, NotQuiet(desk.now()));
    return;
  }
  std::vector<std::uint32_t> present;
  desk.Present(need, present);
  std::vector<std::tuple<std::int64_t, std::size_t, std::uint32_t>> order;
  for (const std::uint32_t volunteer : present) {
    if (!MayAsk(desk, volunteer)) continue;
    const std::int64_t distance_m =
        DistanceM(desk.profiles()[volunteer].home, desk.needs()[need].place);
    order.emplace_back(distance_m / rule_.band_m,
                       desk.member(volunteer).asked.size(), volunteer);
  }
  std::ranges::sort(order);
  for (const auto& [band, asks, volunteer] : order) {
    if (open >= rule_.open_asks) break;
    desk.Send(need, volunteer);
    ++open;
  }
  // Somebody's silence, or somebody's rest that is over.
  desk.LookAt(need, desk.now() + (open > 0 ? rule_.silence_min : 60));
}

}  // namespace omzien::lab
