// Runs a policy on a town, event by event, and tells what came of it.

#pragma once

#include <cstdint>
#include <vector>

#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

// All that happened: what figures are made of.
struct Story {
  std::vector<Ask> asks;
  std::vector<Case> cases;      // Of each need.
  std::vector<Member> members;  // Of each volunteer.
  int over_limits = 0;          // Asks beyond somebody's own limits.
};

Story Simulate(const Town& town, const Neighbours& neighbours, Asker& asker);

}  // namespace omzien::lab
