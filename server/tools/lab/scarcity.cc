#include "server/tools/lab/scarcity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "server/tools/lab/demand_program.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

constexpr Minutes kLookBackMin = 8 * kWeekMin;
constexpr int kNeedsMin = 20;  // Fewer say nothing.
constexpr double kAsksAWeek = 1.2;
// Typical: within 2 km, the day after tomorrow.
constexpr std::size_t kBand = 2;
constexpr std::size_t kLead = 1;

// Those here, by rarest kind.
struct Members {
  std::vector<double> budget;  // Asks a week.
  std::vector<double> number;
  std::vector<std::vector<double>> holders;  // Of each kind.
};

// Adds what an ask costs others: its price less what it is worth here. Prices
// jump when all is filled or nothing is, and no week is as expected: so they
// are a mean over loads.
constexpr std::array kLoads = {0.7, 0.85, 1.0, 1.2, 1.5, 2.0};

void AddPrices(DemandProgram program, double load,
               std::vector<std::vector<double>>& prices) {
  for (DemandClass& each : program.classes) each.needs *= load;
  for (DemandGroup& group : program.groups) {
    for (double& asks : group.asks_max) asks *= load;
  }
  const auto answer = Solve(program);
  if (!answer.ok()) return;
  for (std::size_t g = 0; g < prices.size(); ++g) {
    for (std::size_t c = 0; c < program.classes.size(); ++c) {
      const double worth = answer->yes_values[c] * program.groups[g].chance[c];
      prices[g][c / matcher::kParts] +=
          std::max(answer->ask_prices[g] - worth, 0.0) / matcher::kParts /
          kLoads.size();
    }
  }
}

}  // namespace

std::size_t Scarcity::RarestOf(KindSet kinds) const {
  std::size_t rarest = rank_.size();
  for (std::size_t kind = 0; kind < rank_.size(); ++kind) {
    if (((kinds >> kind) & 1) == 0) continue;
    if (rarest == rank_.size() || rank_[kind] < rank_[rarest]) rarest = kind;
  }
  return rarest;
}

void Scarcity::Rank(const Desk& desk) {
  const std::size_t kinds = desk.kinds().size();
  std::vector<double> holders(kinds);
  for (std::size_t i = 0; i < desk.profiles().size(); ++i) {
    if (!desk.member(i).is_here) continue;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      holders[kind] += (desk.profiles()[i].kinds >> kind) & 1;
    }
  }
  rank_ = std::move(holders);
}

void Scarcity::Reckon(const Desk& desk, const matcher::Customs& customs) {
  Rank(desk);
  const std::size_t kinds = rank_.size();
  const Minutes since = std::max<Minutes>(desk.now() - kLookBackMin, 0);
  DemandProgram program;
  program.classes.resize(kinds * matcher::kParts);
  int needs = 0;
  for (auto need = desk.needs().rbegin();
       need != desk.needs().rend() && need->posted >= since; ++need) {
    ++program.classes[need->kind * matcher::kParts + need->part].needs;
    ++needs;
  }
  if (needs < kNeedsMin) return;
  const double weeks = static_cast<double>(desk.now() - since) / kWeekMin;
  for (DemandClass& each : program.classes) each.needs /= weeks;

  Members members{std::vector<double>(kinds), std::vector<double>(kinds),
                  std::vector(kinds, std::vector<double>(kinds))};
  for (std::size_t i = 0; i < desk.profiles().size(); ++i) {
    const Profile& profile = desk.profiles()[i];
    const std::size_t rarest = RarestOf(profile.kinds);
    if (!desk.member(i).is_here || rarest == kinds) continue;
    members.budget[rarest] +=
        std::min(1.0 * profile.asks_per_week_max, kAsksAWeek);
    ++members.number[rarest];
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      members.holders[rarest][kind] += (profile.kinds >> kind) & 1;
    }
  }
  for (std::size_t group = 0; group < kinds; ++group) {
    DemandGroup& its = program.groups.emplace_back();
    its.budget = members.budget[group];
    for (std::size_t c = 0; c < program.classes.size(); ++c) {
      const std::size_t kind = c / matcher::kParts;
      const bool any = members.holders[group][kind] > 0;
      its.chance.push_back(
          any ? static_cast<double>(
                    customs.Yes({kind, kBand, c % matcher::kParts, kLead})) /
                    matcher::kOne
              : 0);
      its.asks_max.push_back(members.holders[group][kind] *
                             program.classes[c].needs);
    }
  }
  std::vector prices(kinds, std::vector<double>(kinds));
  for (const double load : kLoads) AddPrices(program, load, prices);
  prices_.assign(kinds, std::vector<matcher::Micros>(kinds));
  for (std::size_t group = 0; group < kinds; ++group) {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      prices_[group][kind] =
          std::llround(std::clamp(prices[group][kind], 0.0, 1.0) *
                       static_cast<double>(matcher::kOne));
    }
  }
}

matcher::Micros Scarcity::OfAsk(const Profile& profile,
                                std::size_t kind) const {
  const std::size_t rarest = RarestOf(profile.kinds);
  return prices_.empty() || rarest == rank_.size() ? 0 : prices_[rarest][kind];
}

}  // namespace omzien::lab
