#include "server/tools/lab/bound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "server/planning/demand_program.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {
namespace {

using planning::DemandClass;
using planning::DemandGroup;
using planning::DemandProgram;
using planning::Tangent;

constexpr std::size_t kParts = 3;
constexpr double kChanceMin = 1e-3;  // So that a budget is finite.
constexpr std::size_t kLevels = 8;   // Of how willing somebody is.

// By the rarest kind that somebody can do, and how willing she is.
class Groups {
 public:
  Groups(const Town& town, const BoundOptions& options)
      : town_(town),
        classes_(town.scenario.kinds.size() * kParts),
        groups_(town.scenario.kinds.size() * kLevels) {
    std::vector<int> holders(town.scenario.kinds.size());
    for (const Profile& profile : town.profiles) {
      for (std::size_t kind = 0; kind < holders.size(); ++kind) {
        holders[kind] += static_cast<int>((profile.kinds >> kind) & 1);
      }
    }
    for (DemandGroup& group : groups_) {
      group.chance.resize(classes_.size());
      group.asks_max.resize(classes_.size());
    }
    member_weeks_.resize(groups_.size());
    for (std::size_t i = 0; i < town.profiles.size(); ++i) {
      group_of_.push_back(GroupOf(i, holders));
      AddMember(i, options);
    }
  }

  void AddNeeds(const Neighbours& neighbours) {
    std::vector<double> reachable(classes_.size());
    std::vector<std::uint32_t> fitting;
    for (const Need& need : town_.needs) {
      const std::size_t c = need.kind * kParts + need.part;
      neighbours.Fitting(need, fitting);
      double missed = 1;
      for (const std::uint32_t volunteer : fitting) {
        const Minutes from =
            std::max(need.posted, town_.profiles[volunteer].signed_up);
        if (from >= need.deadline) continue;
        ++groups_[group_of_[volunteer]].asks_max[c];
        missed *= 1 - YesOf(town_, volunteer, need) *
                          AnsweredWithin(town_, volunteer,
                                         WakingBetween(from, need.deadline));
      }
      ++classes_[c].needs;
      reachable[c] += 1 - missed;
    }
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      classes_[c].cap =
          classes_[c].needs > 0 ? reachable[c] / classes_[c].needs : 0;
    }
  }

  DemandProgram Make(const BoundOptions& options) && {
    DemandProgram program;
    if (options.lost_max.has_value()) {
      program.losses_max =
          *options.lost_max * static_cast<double>(town_.profiles.size());
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        groups_[g].losses = Tangents(member_weeks_[g]);
      }
    }
    program.groups = std::move(groups_);
    program.classes = std::move(classes_);
    return program;
  }

 private:
  std::size_t GroupOf(std::size_t volunteer,
                      const std::vector<int>& holders) const {
    const Profile& profile = town_.profiles[volunteer];
    std::size_t rarest = 0;
    int fewest = -1;
    for (std::size_t kind = 0; kind < holders.size(); ++kind) {
      if (((profile.kinds >> kind) & 1) == 0) continue;
      if (fewest < 0 || holders[kind] < fewest) {
        fewest = holders[kind];
        rarest = kind;
      }
    }
    const double yes = town_.natures[volunteer].yes;
    const auto level =
        std::min(static_cast<std::size_t>(yes * kLevels), kLevels - 1);
    return rarest * kLevels + level;
  }

  void AddMember(std::size_t volunteer, const BoundOptions& options) {
    const Profile& profile = town_.profiles[volunteer];
    const Nature& nature = town_.natures[volunteer];
    DemandGroup& group = groups_[group_of_[volunteer]];
    const auto here_min = static_cast<double>(town_.end - profile.signed_up);
    const double weeks = here_min / kWeekMin;
    double asks = (here_min + nature.recovery_min) /
                  (std::max(town_.scenario.inactivity_chance, kChanceMin) *
                   nature.recovery_min);
    if (options.is_within_limits) {
      asks = std::min(asks, profile.asks_per_week_max * (weeks + 1));
    }
    group.budget += asks;
    member_weeks_[group_of_[volunteer]] += weeks;
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      if (((profile.kinds >> (c / kParts)) & 1) == 0) continue;
      group.chance[c] =
          std::max(group.chance[c],
                   std::min(0.98, nature.yes * nature.yes_in[c % kParts]));
    }
  }

  // Of h * W * max(r, r * (r + 1)^2 / 4) with r = asks / W.
  std::vector<Tangent> Tangents(double weeks) const {
    const double hazard = town_.scenario.quit_hazard;
    std::vector<Tangent> tangents = {{hazard, 0}};
    for (const double rate : {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0}) {
      const double value = rate * (rate + 1) * (rate + 1) / 4;
      const double slope =
          ((rate + 1) * (rate + 1) + 2 * rate * (rate + 1)) / 4;
      tangents.push_back(
          {hazard * slope, hazard * weeks * (value - slope * rate)});
    }
    return tangents;
  }

  const Town& town_;
  std::vector<DemandClass> classes_;
  std::vector<DemandGroup> groups_;
  std::vector<std::size_t> group_of_;
  std::vector<double> member_weeks_;
};

}  // namespace

double AnsweredWithin(const Town& town, std::size_t volunteer,
                      Minutes waking_min) {
  if (waking_min <= 0) return 0;
  const Scenario& scenario = town.scenario;
  // Rounded to whole minutes, so half a minute more.
  const double median = static_cast<double>(scenario.answer_delay_min) *
                        town.natures[volunteer].delay_factor;
  const double over =
      std::log((static_cast<double>(waking_min) + 0.5) / median);
  if (scenario.answer_delay_spread <= 0) return over >= 0 ? 1 : 0;
  return std::erfc(-over / scenario.answer_delay_spread / std::numbers::sqrt2) /
         2;
}

absl::StatusOr<double> BoundOf(const Town& town, const Neighbours& neighbours,
                               const BoundOptions& options) {
  if (town.needs.empty()) return 1;
  Groups groups(town, options);
  groups.AddNeeds(neighbours);
  const auto answer = Solve(std::move(groups).Make(options));
  if (!answer.ok()) return answer.status();
  return answer->filled / static_cast<double>(town.needs.size());
}

}  // namespace omzien::lab
