// The expected-demand program: how many of the expected needs could be filled
// if everything came in its expected amount; the ex-ante program of Manshadi &
// Rodilitz, "Online Policies for Efficient Volunteer Crowdsourcing" (Management
// Science 68(9), 2022, section 4), over groups of volunteers and classes of
// needs, for one period:
//
//   maximise    sum over c of filled(c)
//   so that     filled(c) <= cap(c) * needs(c)
//               filled(c) <= sum over g of chance(g, c) * asks(g, c)
//               asks(g, c) <= asks_max(g, c)
//               sum over c of asks(g, c) <= budget(g)
//
// and, when a bound is put on those who may be lost,
//               losses(g) >= each of its tangents at sum over c of asks(g, c)
//               sum over g of losses(g) <= losses_max.
//
// Of equal answers one with few asks: an ask costs a ten-thousandth of a need.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"

namespace omzien::planning {

// losses >= slope * asks + at_none.
struct Tangent {
  double slope = 0;
  double at_none = 0;
};

struct DemandGroup {
  double budget = 0;             // Asks, of all its members together.
  std::vector<double> chance;    // Of a yes, for each class; 0: cannot.
  std::vector<double> asks_max;  // For each class.
  std::vector<Tangent> losses;
};

struct DemandClass {
  double needs = 0;
  double cap = 1;  // The share of them that somebody could fill at all.
};

struct DemandProgram {
  std::vector<DemandGroup> groups;
  std::vector<DemandClass> classes;
  std::optional<double> losses_max;
};

struct DemandAnswer {
  double filled = 0;
  // Of each group: the needs that one more ask in its budget would fill.
  std::vector<double> ask_prices;
  std::vector<double> yes_values;  // Of each class: what one more yes fills.
  std::vector<std::vector<double>> asks;  // By group and class.
};

// INTERNAL when the solver finds no answer.
absl::StatusOr<DemandAnswer> Solve(const DemandProgram& program);

}  // namespace omzien::planning
