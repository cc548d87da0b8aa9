// What Omzien's policy must come to on a town, beside the baselines.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/tools/lab/trial.h"

namespace omzien::lab {

struct Goal {
  absl::string_view name;
  double reached = 0;
  double wanted = 0;
  bool is_met = false;
};

// Of a trial of all policies, as means over its seeds:
//   gap_closed         at least half of what lies between the best baseline's
//                      fill and the bound
//   asks_per_filled    no more than the best baseline's
//   lost               no more than the best baseline's
//   asks_of_waves      at least 40 % fewer asks a filled need than waves
//   lost_of_waves      at most a third of the volunteers that waves lose
//   over_limits        nobody is asked beyond her own limits
//   never_asked        under 2 % after six months    } in towns watched for
//   newcomers_late     nobody whom a need fitted     } so long
std::vector<Goal> GoalsOf(const Trial& trial);

// What a goal of these would say if no more than the bound could be filled:
// with own limits and no more volunteers lost than the best baseline loses, the
// most of the gap that anybody can close.
double GapClosable(const Trial& trial);

// The share of the way from the best baseline's fill to the finer bound that
// our policy goes; 0 where that bound was not reckoned.
double FinerGapClosed(const Trial& trial);

}  // namespace omzien::lab
