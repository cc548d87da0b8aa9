// The two policies of Manshadi & Rodilitz, "Online Policies for Efficient
// Volunteer Crowdsourcing" (Management Science 68(9), 2022; arXiv 2002.08474):
// solve the expected-demand program, and when a need comes notify each
// volunteer v, independently and at once.
//
// Scaled down (section 5): with chance x(v) / ((2 - q) * beta(v)), where x is
// the program's answer, beta her chance to listen by the forward recursion over
// the chances so far, and q the least hazard that inactivity ends in a time
// step (here an hour).
//
// Sparse: with chance x(v), or not at all. The abstract says that the answer is
// thinned out by solving one dynamic program after the other; which, is our own
// reading. Volunteers are put in an order, the likeliest first. The worth of an
// ask to v is her chance of a yes times the chance that nobody before her says
// yes. Of what the answer asks of her she keeps the kinds of needs that are
// worth more than the needs that she would miss while inactive: the dynamic
// program of one volunteer, who is active and meets needs at steady rates.
//
// Here the program is over groups of like volunteers, for a week, and solved
// again each week from the needs of the weeks before. As long as there are
// none, x is what brings one yes on average.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server/tools/lab/answer_book.h"
#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

// Needs of a kind that an active volunteer is asked for.
struct Meeting {
  double asks = 0;   // A minute that she is active.
  double worth = 0;  // Of each ask, in needs that it fills.
};

// Which of them to ask her for, when each ask makes her miss so many minutes on
// average: those worth more than what those minutes would bring.
std::vector<bool> WorthMissing(std::span<const Meeting> met, double missed_min);

enum class Thinning : std::uint8_t { kScaledDown, kSparse };

class NotifyingAsker final : public Asker {
 public:
  NotifyingAsker(Thinning thinning, const Scenario& assumed,
                 std::uint64_t seed);

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
  void MakeSparse(const std::vector<double>& members, double weeks);

  Thinning thinning_;
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
