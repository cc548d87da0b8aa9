// The most that one volunteer could bring, whoever asks her: an exact program
// over her own histories of asks, at given prices. What it leaves out only
// brings more, so no policy does better with her.
//
// The asker of the program knows her chance of a yes to each need, every need
// to come, and, right after each ask, whether she listened; only not whether
// the ask made her ignore those that follow, and for how long. Asks leave in
// slots, at the best minute of each; between two of them lies the longest time
// that the slots allow. Asks are within 7 days of each other when they must be.
// One need may be asked of her again in a later slot, and the second best of a
// slot more than once. She is never away, and needs no rest after a job.
//
// What it holds her to: own limits of asks a week and quiet hours, the hazard
// h (1 + n)^2 that an ask makes her quit and say nothing, an exponential time
// of ignoring asks, and answers that come in time.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server/tools/lab/ask_history.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

// That she can be asked for a need in a slot, and the chance of a yes in time
// if she listens.
struct SlotChance {
  std::uint32_t need = 0;
  float yes = 0;
};

struct OneVolunteer {
  double recovery_min = 1;  // Mean.
  int asks_per_week_max = 1;
  int first_slot = 0;
  // Of the slots from the first on: `chances[begins[i] .. begins[i + 1])`.
  std::vector<std::uint32_t> begins;
  std::vector<SlotChance> chances;
};

// Keeps tables from one call to the next; for one thread.
class OneVolunteerProgram {
 public:
  // For volunteers with limits of up to `limit_max` asks a week.
  OneVolunteerProgram(const Scenario& scenario, int limit_max);

  // The most of the sum over needs of price * yes, less quit_price if she
  // quits. Adds her chance of a yes to each need to `yeses`.
  double Solve(const OneVolunteer& volunteer, std::span<const double> prices,
               double quit_price, std::span<double> yeses);

 private:
  // Something of each history, by whether she ignored the last ask.
  using ByHistory = std::vector<std::array<double, 2>>;

  struct Best {
    double worth = 0;  // Of asking her now, if she listens.
    std::size_t chance = 0;
  };

  void FillListens(const OneVolunteer& volunteer);
  void FindBest(const OneVolunteer& volunteer, std::span<const double> prices);
  // From the last slot to the first: what she is worth.
  double Decide(const OneVolunteer& volunteer, double quit_price);
  // From the first slot to the last, as decided.
  void Follow(const OneVolunteer& volunteer, std::span<double> yeses);
  const std::vector<AskHistory>& HistoriesOf(
      const OneVolunteer& volunteer) const;
  // Her chance to listen, by whether she ignored the last ask.
  const std::array<double, 2>& Listens(int slot, int last_age) const {
    const int at = (last_age + 1) * kSlotsADay + slot % kSlotsADay;
    return listens_[static_cast<std::size_t>(at)];
  }

  double starts_inactivity_;
  std::vector<double> quits_;                       // By asks in the week.
  std::vector<std::vector<AskHistory>> histories_;  // By limit, from 1.
  // Of one call.
  std::vector<std::array<double, 2>> listens_;
  // Of each slot the best, and the second, for who was asked in it already.
  std::vector<std::array<Best, 2>> best_;
  std::vector<std::uint8_t> asks_;  // By slot, history, ignored.
  ByHistory now_;
  ByHistory later_;
};

}  // namespace omzien::lab
