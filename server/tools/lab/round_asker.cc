#include "server/tools/lab/round_asker.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

using Ranked = std::vector<std::pair<double, std::uint32_t>>;

// The highest, of equals the last.
std::vector<std::uint32_t> Take(Ranked& ranked, std::size_t size) {
  size = std::min(size, ranked.size());
  std::ranges::partial_sort(ranked,
                            ranked.begin() + static_cast<std::ptrdiff_t>(size),
                            std::greater());
  std::vector<std::uint32_t> taken;
  taken.reserve(size);
  for (std::size_t i = 0; i < size; ++i) taken.push_back(ranked[i].second);
  return taken;
}

}  // namespace

void RoundAsker::Look(Desk& desk, std::size_t need) {
  std::vector<std::uint32_t> present;
  desk.Present(need, present);
  for (const std::uint32_t volunteer : Choose(desk, need, present)) {
    book_.Asked(volunteer);
    desk.Send(need, volunteer);
  }
  desk.LookAt(need, desk.now() + every_min_);
}

void RoundAsker::Answered(Desk& desk, std::size_t ask) {
  if (desk.ask(ask).state == AskState::kYes) {
    book_.SaidYes(desk.ask(ask).volunteer);
  }
}

std::vector<std::uint32_t> BatchAsker::Choose(
    const Desk&, std::size_t, const std::vector<std::uint32_t>& present) {
  Ranked ranked;
  for (const std::uint32_t volunteer : present) {
    ranked.emplace_back(luck_.Share(), volunteer);
  }
  return Take(ranked, static_cast<std::size_t>(std::ceil(1 / book().Rate())));
}

std::vector<std::uint32_t> BroadcastAsker::Choose(
    const Desk& desk, std::size_t, const std::vector<std::uint32_t>& present) {
  Ranked ranked;
  for (const std::uint32_t volunteer : present) {
    if (desk.member(volunteer).open_asks == 0) {
      ranked.emplace_back(book().Of(volunteer), volunteer);
    }
  }
  return Take(ranked, size_);
}

double WhittleAsker::Listens(Minutes since_ask) const {
  return 1 - assumed_.inactivity_chance *
                 std::exp(-static_cast<double>(since_ask) /
                          static_cast<double>(assumed_.inactivity_mean_min));
}

std::vector<std::uint32_t> WhittleAsker::Choose(
    const Desk& desk, std::size_t, const std::vector<std::uint32_t>& present) {
  Ranked ranked;
  for (const std::uint32_t volunteer : present) {
    const Member& member = desk.member(volunteer);
    double steady = 1;
    if (!member.asked.empty()) {
      const Minutes since = desk.now() - member.asked.back();
      const double rounds = static_cast<double>(since) / kRoundMin;
      steady =
          (rounds + 1) * Listens(since) - rounds * Listens(since + kRoundMin);
    }
    if (steady > 0) {
      ranked.emplace_back(book().Of(volunteer) * steady, volunteer);
    }
  }
  // One need has one kind of reward, so each one chosen shrinks all that is
  // left alike: the order stays.
  return Take(ranked, size_);
}

}  // namespace omzien::lab
