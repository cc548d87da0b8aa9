#include "server/tools/lab/notifying_asker.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
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

std::vector<bool> WorthMissing(std::span<const Meeting> met,
                               double missed_min) {
  std::vector<std::size_t> best(met.size());
  std::iota(best.begin(), best.end(), 0);
  std::ranges::stable_sort(best, std::greater(),
                           [&](std::size_t each) { return met[each].worth; });
  std::vector<bool> kept(met.size());
  double worth = 0;  // A minute.
  double asks = 0;
  for (const std::size_t each : best) {
    const double a_minute = worth / (1 + asks * missed_min);
    if (met[each].worth <= missed_min * a_minute) break;
    kept[each] = true;
    worth += met[each].asks * met[each].worth;
    asks += met[each].asks;
  }
  return kept;
}

NotifyingAsker::NotifyingAsker(Thinning thinning, const Scenario& assumed,
                               std::uint64_t seed)
    : thinning_(thinning),
      starts_inactivity_(assumed.inactivity_chance),
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
  std::vector<double> members(pairs_.size());
  for (std::size_t i = 0; i < desk.profiles().size(); ++i) {
    if (desk.member(i).is_here) ++members[GroupOf(desk, i)];
  }
  for (std::size_t group = 0; group < pairs_.size(); ++group) {
    program.groups[group].budget = members[group] * asks_each;
  }
  auto answer = Solve(program);
  if (!answer.ok()) return;
  x_ = answer->asks;
  if (thinning_ == Thinning::kSparse) MakeSparse(members, weeks);
}

void NotifyingAsker::MakeSparse(const std::vector<double>& members,
                                double weeks) {
  // That nobody before has said yes, to a need of each class.
  std::vector<double> left(needs_.size(), 1);
  for (std::size_t level = kLevels; level-- > 0;) {
    const double yes = kLevelYes[level];
    for (std::size_t group = level; group < x_.size(); group += kLevels) {
      std::vector<Meeting> met(needs_.size());
      for (std::size_t i = 0; i < needs_.size(); ++i) {
        const double fits = pairs_[group][i] / std::max(needs_[i], 1.0);
        const double nobody = std::pow(1 - Fraction(group, i) * yes, fits);
        // In the middle of her own group.
        met[i].worth = yes * left[i] * std::sqrt(nobody);
        met[i].asks = x_[group][i] / std::max(members[group], 1.0) / weeks /
                      static_cast<double>(kWeekMin);
        left[i] *= nobody;
      }
      const std::vector<bool> kept =
          WorthMissing(met, starts_inactivity_ * inactivity_min_);
      for (std::size_t i = 0; i < needs_.size(); ++i) {
        if (!kept[i]) x_[group][i] = 0;
      }
    }
  }
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
    const double scale = thinning_ == Thinning::kSparse ? 1 : scale_ * listens;
    const double chance = std::min(x / scale, 1.0);
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
