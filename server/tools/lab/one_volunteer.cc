#include "server/tools/lab/one_volunteer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "server/tools/lab/ask_history.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

OneVolunteerProgram::OneVolunteerProgram(const Scenario& scenario,
                                         int limit_max)
    : starts_inactivity_(scenario.inactivity_chance) {
  for (int limit = 1; limit <= limit_max; ++limit) {
    histories_.push_back(AskHistoriesOf(limit));
  }
  for (int before = 0; before <= limit_max; ++before) {
    quits_.push_back(
        std::min(scenario.quit_hazard * (1 + before) * (1 + before), 1.0));
  }
}

const std::vector<AskHistory>& OneVolunteerProgram::HistoriesOf(
    const OneVolunteer& volunteer) const {
  return histories_[static_cast<std::size_t>(volunteer.asks_per_week_max - 1)];
}

void OneVolunteerProgram::FillListens(const OneVolunteer& volunteer) {
  listens_.clear();
  for (int age = -1; age < kForgottenSlots; ++age) {
    for (int slot = 0; slot < kSlotsADay; ++slot) {
      // Any slot of that part of the day, late enough.
      const int late = slot + kForgottenSlots;
      const double still =
          age < 0 ? 0
                  : std::exp(-static_cast<double>(GapMax(late, age)) /
                             volunteer.recovery_min);
      listens_.push_back({1 - starts_inactivity_ * still, 1 - still});
    }
  }
}

void OneVolunteerProgram::FindBest(const OneVolunteer& volunteer,
                                   std::span<const double> prices) {
  best_.assign(volunteer.begins.size() - 1, {});
  for (std::size_t i = 0; i < best_.size(); ++i) {
    for (std::size_t c = volunteer.begins[i]; c < volunteer.begins[i + 1];
         ++c) {
      const SlotChance& chance = volunteer.chances[c];
      const double worth = chance.yes * prices[chance.need];
      if (worth > best_[i][0].worth) {
        best_[i] = {Best{worth, c}, best_[i][0]};
      } else if (worth > best_[i][1].worth) {
        best_[i][1] = {worth, c};
      }
    }
  }
}

double OneVolunteerProgram::Decide(const OneVolunteer& volunteer,
                                   double quit_price) {
  const std::vector<AskHistory>& histories = HistoriesOf(volunteer);
  later_.assign(histories.size(), {});
  now_.resize(histories.size());
  asks_.assign(best_.size() * histories.size() * 2, 0);
  for (std::size_t i = best_.size(); i-- > 0;) {
    const int slot = volunteer.first_slot + static_cast<int>(i);
    // After one more ask the number is higher, and decided already.
    for (std::size_t h = histories.size(); h-- > 0;) {
      const AskHistory& its = histories[h];
      now_[h] = later_[its.next];
      const Best& best = best_[i][its.last_age == 0 ? 1 : 0];
      if (its.asked == 0 || best.worth <= 0) continue;
      const double quits = quits_[static_cast<std::size_t>(its.asks_in_week)];
      const auto& after = now_[its.asked];
      for (const std::size_t ignored : {0, 1}) {
        const double listens = Listens(slot, its.last_age)[ignored];
        const double worth = (1 - quits) * (listens * (best.worth + after[0]) +
                                            (1 - listens) * after[1]) -
                             quits * quit_price;
        if (worth <= now_[h][ignored]) continue;
        now_[h][ignored] = worth;
        asks_[(i * histories.size() + h) * 2 + ignored] = 1;
      }
    }
    std::swap(now_, later_);
  }
  return later_[0][0];
}

void OneVolunteerProgram::Follow(const OneVolunteer& volunteer,
                                 std::span<double> yeses) {
  const std::vector<AskHistory>& histories = HistoriesOf(volunteer);
  now_.assign(histories.size(), {});
  later_.assign(histories.size(), {});
  now_[0][0] = 1;
  for (std::size_t i = 0; i < best_.size(); ++i) {
    const int slot = volunteer.first_slot + static_cast<int>(i);
    for (std::size_t h = 0; h < histories.size(); ++h) {
      const AskHistory& its = histories[h];
      for (const std::size_t ignored : {0, 1}) {
        const double share = std::exchange(now_[h][ignored], 0);
        if (share == 0) continue;
        if (asks_[(i * histories.size() + h) * 2 + ignored] == 0) {
          later_[its.next][ignored] += share;
          continue;
        }
        const double quits = quits_[static_cast<std::size_t>(its.asks_in_week)];
        const double stays = share * (1 - quits);
        const double heard = stays * Listens(slot, its.last_age)[ignored];
        const Best& best = best_[i][its.last_age == 0 ? 1 : 0];
        const SlotChance& chance = volunteer.chances[best.chance];
        yeses[chance.need] += heard * chance.yes;
        now_[its.asked][0] += heard;
        now_[its.asked][1] += stays - heard;
      }
    }
    std::swap(now_, later_);
  }
}

double OneVolunteerProgram::Solve(const OneVolunteer& volunteer,
                                  std::span<const double> prices,
                                  double quit_price, std::span<double> yeses) {
  if (volunteer.chances.empty()) return 0;
  FillListens(volunteer);
  FindBest(volunteer, prices);
  const double value = Decide(volunteer, quit_price);
  Follow(volunteer, yeses);
  return value;
}

}  // namespace omzien::lab
