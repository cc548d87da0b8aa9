// Scaled-down notification of Manshadi & Rodilitz, "Online Policies for
// Efficient Volunteer Crowdsourcing" (Management Science 68(9), 2022; arXiv
// 2002.08474, section 5): solve the expected-demand program, and when a need
// comes notify each volunteer v, independently and at once, with chance
//   x(v) / ((2 - q) * beta(v)),
// where x is the program's answer, beta her chance to listen by the forward
// recursion over the chances so far, and q the least hazard that inactivity
// ends in a time step (here an hour).
//
// Here the program is over groups of like volunteers, for a week, and solved
// again each week from the needs of the weeks before. As long as there are
// none, x is what brings one yes on average.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/tools/lab/answer_book.h"
#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

class NotifyingAsker final : public Asker {
 public:
  NotifyingAsker(const Scenario& assumed, std::uint64_t seed);

  void Post(Desk& desk, std::size_t need) override;
  void Answered(Desk& desk, std::size_t ask) override;
  void Week(Desk& desk) override;

 private:
  struct Tired {
    double share = 0;  // The chance to ignore asks.
    Minutes at = 0;
  };

  std::size_t GroupOf(const Desk& desk, std::size_t volunteer) const;
  static std::size_t ClassOf(const Need& need);
  double Fraction(std::size_t group, std::size_t each) const;

  double starts_inactivity_;
  double inactivity_min_;
  double scale_;  // 2 - q.
  Luck luck_;
  AnswerBook book_;
  std::vector<Tired> tired_;  // Of each volunteer.
  // Of the weeks since the start.
  std::vector<double> needs_;               // Of each class.
  std::vector<std::vector<double>> pairs_;  // Of group and class, who fits.
  std::vector<std::vector<double>> x_;      // The program's answer.
};

}  // namespace omzien::lab
