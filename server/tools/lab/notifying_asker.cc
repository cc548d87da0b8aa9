#include "server/tools/lab/notifying_asker.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/planning/demand_program.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

using planning::DemandGroup;
using planning::DemandProgram;

constexpr std::size_t kLevels = 4;
constexpr double kStepMin = 60;
constexpr std::size_t kParts = 3;

// How willing a group is taken to be: the middle of its level.
constexpr double kLevelYes[kLevels] = {0.08, 0.15, 0.25, 0.45};

std::size_t LevelOf(double yes) {
  if (yes < 0.11) return 0;
  if (yes < 0.2) return 1;
  return yes < 0.33 ? 2 : 3;
}

}  // namespace

NotifyingAsker::NotifyingAsker(const Scenario& assumed, std::uint64_t seed)
    : starts_inactivity_(assumed.inactivity_chance),
      inactivity_min_(static_cast<double>(assumed.inactivity_mean_min)),
      scale_(1 + std::exp(-kStepMin / inactivity_min_)),
      luck_(seed, 5, 5),
      needs_(assumed.kinds.size() * kParts),
      pairs_((assumed.kinds.size() + 1) * kLevels,
             std::vector<double>(needs_.size())) {}

std::size_t NotifyingAsker::GroupOf(const Desk& desk,
                                    std::size_t volunteer) const {
  // Kinds are few and their order is that of how often they are asked for: the
  // last that she can do stands for her.
  const auto last = static_cast<std::size_t>(
      std::bit_width(desk.profiles()[volunteer].kinds));
  return last * kLevels + LevelOf(book_.Of(volunteer));
}

std::size_t NotifyingAsker::ClassOf(const Need& need) {
  return need.kind * kParts + need.part;
}

double NotifyingAsker::Fraction(std::size_t group, std::size_t each) const {
  return x_[group][each] / std::max(pairs_[group][each], 1.0);
}

void NotifyingAsker::Week(Desk& desk) {
  if (desk.needs().empty()) return;
  DemandProgram program;
  for (const double needs : needs_) program.classes.push_back({needs, 1});
  const double weeks = static_cast<double>(desk.now()) / kWeekMin;
  const double asks_each =
      weeks * kWeekMin / std::max(starts_inactivity_, 1e-6) / inactivity_min_;
  for (std::size_t group = 0; group < pairs_.size(); ++group) {
    DemandGroup& its = program.groups.emplace_back();
    its.asks_max = pairs_[group];
    for (const double pairs : pairs_[group]) {
      its.chance.push_back(pairs > 0 ? kLevelYes[group % kLevels] : 0);
    }
  }
  for (std::size_t i = 0; i < desk.profiles().size(); ++i) {
    if (desk.member(i).is_here) {
      program.groups[GroupOf(desk, i)].budget += asks_each;
    }
  }
  if (auto answer = Solve(program); answer.ok()) x_ = answer->asks;
}

void NotifyingAsker::Post(Desk& desk, std::size_t need) {
  const std::size_t its = ClassOf(desk.needs()[need]);
  std::vector<std::uint32_t> present;
  desk.Present(need, present);
  tired_.resize(desk.profiles().size());
  ++needs_[its];
  double yeses = 0;
  for (const std::uint32_t volunteer : present) {
    ++pairs_[GroupOf(desk, volunteer)][its];
    yeses += book_.Of(volunteer);
  }
  for (const std::uint32_t volunteer : present) {
    Tired& tired = tired_[volunteer];
    tired.share *=
        std::exp(-static_cast<double>(desk.now() - tired.at) / inactivity_min_);
    tired.at = desk.now();
    const double listens = 1 - tired.share;
    const double x = x_.empty() ? 1 / std::max(yeses, 1.0)
                                : Fraction(GroupOf(desk, volunteer), its);
    const double chance = std::min(x / (scale_ * listens), 1.0);
    tired.share += listens * chance * starts_inactivity_;
    if (!luck_.With(chance)) continue;
    book_.Asked(volunteer);
    desk.Send(need, volunteer);
  }
}

void NotifyingAsker::Answered(Desk& desk, std::size_t ask) {
  if (desk.ask(ask).state == AskState::kYes) {
    book_.SaidYes(desk.ask(ask).volunteer);
  }
}

}  // namespace omzien::lab
