// A trial as a table for people and as JSON for programs.

#pragma once

#include <string>

#include "server/tools/lab/trial.h"

namespace omzien::lab {

// A line a policy: mean, and half of the 95 % confidence interval of the fill;
// then the bounds, and the goals when all that they compare was tried.
std::string TableOf(const Trial& trial);

// {"scenario":"town","seeds":20,"bound":0.99,...,"policies":{"waves":{...}},
//  "goals":{...}}
std::string JsonOf(const Trial& trial);

}  // namespace omzien::lab
