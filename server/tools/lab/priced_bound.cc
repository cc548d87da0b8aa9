#include "server/tools/lab/priced_bound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/tools/lab/ask_history.h"
#include "server/tools/lab/bound.h"
#include "server/tools/lab/one_volunteer.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {
namespace {

// Of all needs alike, to start from.
constexpr std::array kStartPrices = {0.01, 0.03, 0.1, 0.3, 1.0};
// Steps go in rounds: half of each by shares of a price, since prices differ a
// hundredfold, and half by amounts, which comes closer.
constexpr int kRoundSteps = 40;
constexpr double kFirstShare = 0.4;
constexpr double kFirstStep = 0.1;
constexpr double kSlowing = 0.2;
constexpr double kKeptDirection = 0.6;  // Of the one before.
constexpr double kPriceMin = 1e-6;
constexpr double kNothing = 1e-9;

// The first in which somebody may be asked at `time` or later.
int SlotAfter(Minutes time) {
  int slot = static_cast<int>(time / kDayMin) * kSlotsADay;
  while (SlotStart(slot) + kSlotMin <= time) ++slot;
  return slot;
}

int LimitMax(const Town& town) {
  int most = 1;
  for (const Profile& profile : town.profiles) {
    most = std::max(most, profile.asks_per_week_max);
  }
  return most;
}

}  // namespace

PricedBound::PricedBound(const Town& town, const Neighbours& neighbours)
    : program_(town.scenario, LimitMax(town)),
      people_(town.profiles.size()),
      prices_(town.needs.size(), 1.0) {
  const int end = SlotAfter(town.end);
  struct Chance {
    int slot;
    SlotChance chance;
  };
  std::vector<std::vector<Chance>> at(people_.size());
  std::vector<std::uint32_t> fitting;
  for (std::size_t i = 0; i < town.needs.size(); ++i) {
    const Need& need = town.needs[i];
    neighbours.Fitting(need, fitting);
    double missed = 1;
    for (const std::uint32_t volunteer : fitting) {
      const Minutes from =
          std::max(need.posted, town.profiles[volunteer].signed_up);
      const double yes = YesOf(town, volunteer, need);
      for (int slot = SlotAfter(from); SlotStart(slot) < need.deadline;
           ++slot) {
        const double in_time =
            yes * AnsweredWithin(town, volunteer,
                                 WakingBetween(std::max(from, SlotStart(slot)),
                                               need.deadline));
        at[volunteer].push_back(
            {slot,
             {static_cast<std::uint32_t>(i), static_cast<float>(in_time)}});
      }
      if (from < need.deadline) {
        missed *= 1 - yes * AnsweredWithin(town, volunteer,
                                           WakingBetween(from, need.deadline));
      }
    }
    caps_.push_back(1 - missed);
  }
  for (std::size_t v = 0; v < people_.size(); ++v) {
    OneVolunteer& person = people_[v];
    person.recovery_min = town.natures[v].recovery_min;
    person.asks_per_week_max = town.profiles[v].asks_per_week_max;
    person.first_slot = SlotAfter(town.profiles[v].signed_up);
    std::ranges::stable_sort(at[v], {}, &Chance::slot);
    auto next = at[v].begin();
    for (int slot = person.first_slot; slot < end; ++slot) {
      person.begins.push_back(
          static_cast<std::uint32_t>(person.chances.size()));
      for (; next != at[v].end() && next->slot == slot; ++next) {
        person.chances.push_back(next->chance);
      }
    }
    person.begins.push_back(static_cast<std::uint32_t>(person.chances.size()));
    at[v] = {};
  }
}

PricedBound::At PricedBound::Reckon(double quit_price) {
  At at;
  at.yeses.resize(caps_.size());
  for (const OneVolunteer& person : people_) {
    at.filled += program_.Solve(person, prices_, quit_price, at.yeses);
  }
  for (std::size_t i = 0; i < caps_.size(); ++i) {
    at.filled += (1 - prices_[i]) * caps_[i];
  }
  return at;
}

void PricedBound::Start(double quit_price) {
  double least = 0;
  double best = 0;
  for (const double price : kStartPrices) {
    std::ranges::fill(prices_, price);
    const double filled = Reckon(quit_price).filled;
    if (price == kStartPrices[0] || filled < least) {
      least = filled;
      best = price;
    }
  }
  std::ranges::fill(prices_, best);
}

void PricedBound::Step(const At& at, int step, std::vector<double>& direction) {
  const bool is_coarse = step % kRoundSteps < kRoundSteps / 2;
  const int slower = step % (kRoundSteps / 2);
  const double size =
      (is_coarse ? kFirstShare : kFirstStep) / (1 + kSlowing * slower);
  for (std::size_t i = 0; i < caps_.size(); ++i) {
    const double excess = at.yeses[i] - caps_[i];
    const double all = std::max(at.yeses[i] + caps_[i], kNothing);
    direction[i] =
        kKeptDirection * direction[i] + (is_coarse ? excess / all : excess);
    prices_[i] =
        std::clamp(is_coarse ? prices_[i] * std::exp(-size * direction[i])
                             : prices_[i] - size * direction[i],
                   kPriceMin, 1.0);
  }
}

double PricedBound::Improve(double quit_price, int steps) {
  double least = 0;
  std::vector<double> best;
  std::vector<double> direction(caps_.size());
  for (int step = 0; step < steps; ++step) {
    if (step % (kRoundSteps / 2) == 0 && !best.empty()) {
      prices_ = best;
      std::ranges::fill(direction, 0);
    }
    const At at = Reckon(quit_price);
    if (best.empty() || at.filled < least) {
      least = at.filled;
      best = prices_;
    }
    Step(at, step, direction);
  }
  if (!best.empty()) prices_ = best;
  return least / needs();
}

namespace {

// Tried in turn, until one is no better than the one before.
constexpr std::array kLostPrices = {0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6};

}  // namespace

double PricedBoundOf(const Town& town, const Neighbours& neighbours,
                     const PricedOptions& options) {
  if (town.needs.empty() || town.profiles.empty()) return 1;
  PricedBound bound(town, neighbours);
  const double quit_price =
      options.lost_price * bound.needs() / bound.volunteers();
  bound.Start(quit_price);
  return bound.Improve(quit_price, options.steps) +
         options.lost_price * options.lost_max;
}

double LostPriceOf(const Town& town, const Neighbours& neighbours,
                   double lost_max, int steps) {
  double best = 0;
  double least = 0;
  for (const double price : kLostPrices) {
    const double filled = PricedBoundOf(
        town, neighbours,
        {.lost_price = price, .lost_max = lost_max, .steps = steps});
    if (price > 0 && filled >= least) break;
    least = filled;
    best = price;
  }
  return best;
}

bool HasPricedBound(const Town& town) {
  return LimitMax(town) <= kPricedLimitMax;
}

}  // namespace omzien::lab
