// A finer bound than bound.h: on the very needs that were drawn, person by
// person, held to own limits and to how many may be lost.
//
// For any prices from 0 to 1 of a filled need, and any price of a volunteer who
// quits, no policy that keeps own limits fills more on average than
//   sum over needs of (1 - price) * cap
//   + sum over volunteers of the most that she can bring at these prices
//     (one_volunteer.h)
//   + quit price * those who may be lost.
// For a need is filled at most once, by somebody's yes, and with a chance of at
// most its cap (bound.h): filled <= price * yeses + (1 - price) * cap. What one
// volunteer says and how long she ignores asks hangs on her own asks alone, so
// each can be taken by herself. (Lagrangian relaxation of a weakly coupled
// dynamic program: Hawkins 2003; Adelman & Mersereau, Operations Research
// 56(3), 2008.)
//
// The bound holds at all prices; good ones are sought by subgradient steps. The
// price of the share who are lost is one for all towns of a trial, since the
// losses that are compared are means over them.

#pragma once

#include <vector>

#include "server/tools/lab/one_volunteer.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

// Asks a week; more make too many histories, and there is no bound then.
inline constexpr int kPricedLimitMax = 5;

class PricedBound {
 public:
  PricedBound(const Town& town, const Neighbours& neighbours);

  // Starts from the best price that is one for all needs.
  void Start(double quit_price);

  // The least that so many steps come to, as a share of the needs and without
  // any who may be lost; goes on from the last prices.
  double Improve(double quit_price, int steps);

  double volunteers() const { return static_cast<double>(people_.size()); }
  double needs() const { return static_cast<double>(caps_.size()); }

 private:
  struct At {
    double filled = 0;
    std::vector<double> yeses;  // To each need.
  };
  At Reckon(double quit_price);
  void Step(const At& at, int step, std::vector<double>& direction);

  OneVolunteerProgram program_;
  std::vector<OneVolunteer> people_;
  std::vector<double> caps_;    // Of each need.
  std::vector<double> prices_;  // Of each need.
};

struct PricedOptions {
  // Of the share of the volunteers who are lost, in shares of the needs; 0: any
  // number may be lost.
  double lost_price = 0;
  double lost_max = 1;  // A share of the volunteers.
  int steps = 40;       // More: closer. It is a bound after any.
};

// The share of the needs that could be filled. Only where HasPricedBound().
double PricedBoundOf(const Town& town, const Neighbours& neighbours,
                     const PricedOptions& options);

// A good price of who is lost, as found for this town; a bound holds at any.
double LostPriceOf(const Town& town, const Neighbours& neighbours,
                   double lost_max, int steps);

bool HasPricedBound(const Town& town);

}  // namespace omzien::lab
