#include "server/tools/lab/town.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {
namespace {

// Needs are posted while the desk and the neighbours are up.
constexpr int kFirstPostMin = 8 * 60;
constexpr int kLastPostMin = 20 * 60;

class Maker {
 public:
  Maker(const Scenario& scenario, std::uint64_t seed)
      : scenario_(scenario), luck_(seed, 1, 1) {
    town_.scenario = scenario;
    town_.seed = seed;
    town_.end = scenario.days * kDayMin;
    for (int i = 0; i < scenario.villages; ++i) {
      villages_.push_back(
          {luck_.Below(scenario.side_m), luck_.Below(scenario.side_m)});
    }
    for (const Kind& kind : scenario.kinds) weights_ += kind.need_weight;
  }

  Town Make() && {
    for (int i = 0; i < scenario_.volunteers; ++i) AddVolunteer(0);
    for (int day = 0; day < scenario_.days; ++day) {
      std::vector<Minutes> times;
      for (int i = luck_.Poisson(scenario_.sign_ups_per_day); i > 0; --i) {
        times.push_back(day * kDayMin + luck_.Below(kDayMin));
      }
      std::ranges::sort(times);
      for (const Minutes time : times) AddVolunteer(time);
      AddNeeds(day);
    }
    return std::move(town_);
  }

 private:
  Spot Place() {
    const Spot& village =
        villages_[static_cast<std::size_t>(luck_.Below(scenario_.villages))];
    const auto near = [&](std::int32_t middle) {
      return static_cast<std::int32_t>(
          std::clamp(middle + luck_.Normal() * scenario_.village_spread_m, 0.0,
                     static_cast<double>(scenario_.side_m)));
    };
    const std::int32_t x = near(village.x_m);
    return {x, near(village.y_m)};
  }

  KindSet Kinds(int number) {
    KindSet kinds = 0;
    for (std::size_t i = 0; i < scenario_.kinds.size(); ++i) {
      const Kind& kind = scenario_.kinds[i];
      const bool can = luck_.With(kind.volunteer_share);
      if (kind.volunteers_exactly > 0 ? number < kind.volunteers_exactly
                                      : can) {
        kinds |= KindSet{1} << i;
      }
    }
    // Who can do nothing does not sign up.
    if (kinds == 0) kinds = KindSet{1} << MostCommon();
    return kinds;
  }

  std::size_t MostCommon() const {
    const auto& kinds = scenario_.kinds;
    return static_cast<std::size_t>(
        std::ranges::max_element(kinds, {}, &Kind::volunteer_share) -
        kinds.begin());
  }

  void AddVolunteer(Minutes signed_up) {
    Profile profile;
    profile.home = Place();
    profile.reach_m = static_cast<std::int64_t>(
        scenario_.reach_m * std::exp(scenario_.reach_spread * luck_.Normal()));
    profile.kinds = Kinds(static_cast<int>(town_.profiles.size()));
    for (int part = 0; part < kDayParts; ++part) {
      if (luck_.With(scenario_.free_share)) profile.free |= PartSet{1} << part;
    }
    profile.asks_per_week_max =
        std::max(1, scenario_.asks_per_week_max - 1 + luck_.Below(3));
    profile.rest_after_job_min = scenario_.rest_after_job_min;
    profile.signed_up = signed_up;
    town_.profiles.push_back(profile);

    Nature nature;
    nature.yes = luck_.Beta(scenario_.acceptance_a, scenario_.acceptance_b);
    const double spread = scenario_.moment_spread;
    for (double& factor : nature.yes_in) {
      factor = std::exp(spread * luck_.Normal() - spread * spread / 2);
    }
    nature.delay_factor =
        std::exp(scenario_.answer_habit_spread * luck_.Normal());
    const double uneven = scenario_.inactivity_spread;
    nature.recovery_min =
        static_cast<double>(scenario_.inactivity_mean_min) *
        std::exp(uneven * luck_.Normal() - uneven * uneven / 2);
    town_.natures.push_back(nature);
  }

  // Of a day, with the season, the weekend and what nobody saw coming.
  double NeedsOn(int day) const {
    const double year = 2 * std::numbers::pi * day / 365;
    double needs =
        scenario_.needs_per_day * (1 + scenario_.season * std::cos(year));
    // A week holds seven days' worth of needs.
    const double workday = 7 / (5 + 2 * scenario_.weekend_share);
    needs *= day % 7 < 5 ? workday : workday * scenario_.weekend_share;
    for (const Surprise& surprise : scenario_.surprises) {
      if (day >= surprise.first_day &&
          day < surprise.first_day + surprise.days) {
        needs *= surprise.needs_factor;
      }
    }
    return needs;
  }

  void AddNeeds(int day) {
    std::vector<Minutes> times;
    for (int i = luck_.Poisson(NeedsOn(day)); i > 0; --i) {
      times.push_back(day * kDayMin + kFirstPostMin +
                      luck_.Below(kLastPostMin - kFirstPostMin));
    }
    std::ranges::sort(times);
    for (const Minutes time : times) {
      Need need;
      double weight = luck_.Share() * weights_;
      while (need.kind + 1 < scenario_.kinds.size() &&
             weight >= scenario_.kinds[need.kind].need_weight) {
        weight -= scenario_.kinds[need.kind++].need_weight;
      }
      need.place = Place();
      need.posted = time;
      need.deadline = time + scenario_.deadline_min;
      const int first = (DayPartOf(need.deadline) + 1) % kDayParts;
      for (int i = 0; i < scenario_.parts_offered; ++i) {
        need.offered |= PartSet{1} << ((first + i) % kDayParts);
      }
      need.part = PartOfWeek(first);
      // Whose deadline lies beyond the end would count as not filled.
      if (need.deadline < town_.end) town_.needs.push_back(need);
    }
  }

  const Scenario& scenario_;
  Luck luck_;
  std::vector<Spot> villages_;
  double weights_ = 0;
  Town town_;
};

// Of the distance, in square metres.
std::int64_t SquareM2(const Spot& a, const Spot& b) {
  const std::int64_t x_m = a.x_m - b.x_m;
  const std::int64_t y_m = a.y_m - b.y_m;
  return x_m * x_m + y_m * y_m;
}

}  // namespace

std::int64_t DistanceM(const Spot& a, const Spot& b) {
  return std::llround(std::sqrt(static_cast<double>(SquareM2(a, b))));
}

Town MakeTown(const Scenario& scenario, std::uint64_t seed) {
  return Maker(scenario, seed).Make();
}

bool Fits(const Profile& profile, const Need& need) {
  return ((profile.kinds >> need.kind) & 1) != 0 &&
         (profile.free & need.offered) != 0 &&
         SquareM2(profile.home, need.place) <=
             profile.reach_m * profile.reach_m;
}

double YesOf(const Town& town, std::size_t volunteer, const Need& need) {
  const Nature& nature = town.natures[volunteer];
  const auto distance_m =
      static_cast<double>(DistanceM(town.profiles[volunteer].home, need.place));
  return std::min(
      0.98, nature.yes * nature.yes_in[need.part] *
                std::exp(-distance_m / town.scenario.acceptance_distance_m));
}

double AwayShare(const Scenario& scenario, Minutes now) {
  double share = 0;
  for (const Surprise& surprise : scenario.surprises) {
    const Minutes first = surprise.first_day * kDayMin;
    if (now >= first && now < first + surprise.days * kDayMin) {
      share = std::max(share, surprise.away_share);
    }
  }
  return share;
}

Neighbours::Neighbours(const Town& town) : town_(town) {
  for (const Profile& profile : town.profiles) {
    reach_m_max_ = std::max(reach_m_max_, profile.reach_m);
  }
  cell_m_ = std::max<std::int64_t>(reach_m_max_ / 4, 250);
  cells_ = town.scenario.side_m / cell_m_ + 1;
  at_.resize(static_cast<std::size_t>(cells_ * cells_));
  for (std::size_t i = 0; i < town.profiles.size(); ++i) {
    const Spot& home = town.profiles[i].home;
    at_[static_cast<std::size_t>(home.y_m / cell_m_ * cells_ +
                                 home.x_m / cell_m_)]
        .push_back(static_cast<std::uint32_t>(i));
  }
}

void Neighbours::Fitting(const Need& need,
                         std::vector<std::uint32_t>& found) const {
  found.clear();
  const auto from = [&](std::int64_t at) {
    return std::max<std::int64_t>((at - reach_m_max_) / cell_m_, 0);
  };
  const auto to = [&](std::int64_t at) {
    return std::min((at + reach_m_max_) / cell_m_, cells_ - 1);
  };
  for (std::int64_t y = from(need.place.y_m); y <= to(need.place.y_m); ++y) {
    for (std::int64_t x = from(need.place.x_m); x <= to(need.place.x_m); ++x) {
      for (const std::uint32_t volunteer :
           at_[static_cast<std::size_t>(y * cells_ + x)]) {
        if (Fits(town_.profiles[volunteer], need)) found.push_back(volunteer);
      }
    }
  }
  std::ranges::sort(found);
}

}  // namespace omzien::lab
