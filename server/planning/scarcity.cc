#include "server/planning/scarcity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "matcher/asking/scarcity.h"
#include "server/planning/demand_program.h"

namespace omzien::planning {
namespace {

constexpr double kWeekMin = 7 * matcher::kDayMin;
constexpr std::int64_t kWantedMin = 20;  // Fewer say nothing.
constexpr double kAsksAWeek = 1.2;
// Typical: within 2 km, the day after tomorrow.
constexpr std::size_t kBand = 2;
constexpr std::size_t kLead = 1;

// Prices jump when all is filled or nothing is, and no week is as expected: so
// they are a mean over loads.
constexpr std::array kLoads = {0.7, 0.85, 1.0, 1.2, 1.5, 2.0};

// Those who have the same rarest kind.
struct Group {
  std::size_t rarest = 0;
  double budget = 0;            // Asks a week.
  std::vector<double> holders;  // Of each kind.
};

// Needs of one kind in one part of the week.
struct Class {
  std::size_t kind = 0;
  std::size_t part = 0;
};

std::int64_t WantedIn(const matcher::Workload& workload) {
  std::int64_t wanted = 0;
  for (const auto& parts : workload.wanted) {
    for (const std::int64_t each : parts) wanted += each;
  }
  return wanted;
}

// By rarest kind; those of which there is nobody are left out.
std::vector<Group> GroupsOf(const matcher::Workload& workload,
                            const matcher::ScarcityPrices& prices) {
  const std::size_t kinds = workload.wanted.size();
  std::vector<Group> groups(kinds);
  for (const matcher::Helper& helper : workload.helpers) {
    const auto rarest = prices.RarestOf(helper.kinds);
    if (!rarest.has_value()) continue;
    Group& group = groups[*rarest];
    group.holders.resize(kinds);
    group.budget += std::min<double>(helper.asks_per_week_max, kAsksAWeek);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      group.holders[kind] += helper.kinds[kind] ? 1 : 0;
    }
  }
  for (std::size_t kind = 0; kind < kinds; ++kind) groups[kind].rarest = kind;
  std::erase_if(groups,
                [](const Group& group) { return group.holders.empty(); });
  return groups;
}

// Kinds that nobody wanted, and parts in which nobody did, are left out.
std::vector<Class> ClassesOf(const matcher::Workload& workload) {
  std::vector<Class> classes;
  for (std::size_t kind = 0; kind < workload.wanted.size(); ++kind) {
    for (std::size_t part = 0; part < matcher::kParts; ++part) {
      if (workload.wanted[kind][part] > 0) classes.push_back({kind, part});
    }
  }
  return classes;
}

class Reckoning {
 public:
  Reckoning(const matcher::Workload& workload, const matcher::Customs& customs)
      : workload_(workload), customs_(customs) {
    const std::size_t kinds = workload.wanted.size();
    prices_.holders = matcher::HoldersOf(workload.helpers, kinds);
    groups_ = GroupsOf(workload, prices_);
    classes_ = ClassesOf(workload);
    means_.assign(kinds, std::vector<double>(kinds));
  }

  absl::StatusOr<matcher::ScarcityPrices> Reckon() && {
    if (WantedIn(workload_) < kWantedMin) return prices_;
    for (const double load : kLoads) {
      if (absl::Status status = Add(load); !status.ok()) return status;
    }
    for (const std::vector<double>& row : means_) {
      auto& asks = prices_.asks.emplace_back();
      for (const double mean : row) {
        asks.push_back(std::llround(std::clamp(mean, 0.0, 1.0) *
                                    static_cast<double>(matcher::kOne)));
      }
    }
    return prices_;
  }

 private:
  double ChanceOf(const Class& its) const {
    return static_cast<double>(
               customs_.Yes({its.kind, kBand, its.part, kLead})) /
           matcher::kOne;
  }

  DemandProgram MakeProgram(double load) const {
    DemandProgram program;
    const double weeks = static_cast<double>(workload_.over_min) / kWeekMin;
    for (const Class& each : classes_) {
      const auto wanted = workload_.wanted[each.kind][each.part];
      program.classes.push_back(
          {.needs = static_cast<double>(wanted) / weeks * load});
    }
    for (const Group& group : groups_) {
      DemandGroup& its = program.groups.emplace_back();
      its.budget = group.budget;
      for (std::size_t c = 0; c < classes_.size(); ++c) {
        const double holders = group.holders[classes_[c].kind];
        its.chance.push_back(holders > 0 ? ChanceOf(classes_[c]) : 0);
        its.asks_max.push_back(holders * program.classes[c].needs);
      }
    }
    return program;
  }

  // Adds what an ask costs others at this load: its price less what it is worth
  // here. What nobody expected is filled by one yes more.
  absl::Status Add(double load) {
    const auto answer = Solve(MakeProgram(load));
    if (!answer.ok()) return answer.status();
    const std::size_t kinds = means_.size();
    std::vector values(kinds, std::vector<double>(matcher::kParts, 1));
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      values[classes_[c].kind][classes_[c].part] = answer->yes_values[c];
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      for (std::size_t kind = 0; kind < kinds; ++kind) {
        if (groups_[g].holders[kind] == 0) continue;
        for (std::size_t part = 0; part < matcher::kParts; ++part) {
          const double worth = values[kind][part] * ChanceOf({kind, part});
          means_[groups_[g].rarest][kind] +=
              std::max(answer->ask_prices[g] - worth, 0.0) / matcher::kParts /
              kLoads.size();
        }
      }
    }
    return absl::OkStatus();
  }

  const matcher::Workload& workload_;
  const matcher::Customs& customs_;
  matcher::ScarcityPrices prices_;
  std::vector<Group> groups_;
  std::vector<Class> classes_;
  std::vector<std::vector<double>> means_;  // As ScarcityPrices.asks.
};

}  // namespace

absl::StatusOr<matcher::ScarcityPrices> ReckonScarcity(
    const matcher::Workload& workload, const matcher::Customs& customs) {
  return Reckoning(workload, customs).Reckon();
}

}  // namespace omzien::planning
