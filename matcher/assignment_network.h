// A batch as a network: each filled place is a unit that goes from a job by a
// choice to a volunteer's stretch, the volunteer, and the sink; each empty one
// goes from the job straight to the sink, at a cost that no detour outweighs.
//
//   job --+-------------------------> stretch --1--> volunteer --1, at
//   0-------+
//    |    +--1--> candidate --1-----> stretch --1-->     |     --1, at
//    price---+ |            (when she has several stretches)       +----1, at 2
//    price----+
//    +--helpers, at the cost of an empty place--------------------------> sink
//    +
//
// A volunteer who has one stretch, or may do one job only, is a single node.

#pragma once

#include <cstdint>
#include <vector>

#include "matcher/assignment.h"
#include "matcher/min_cost_flow.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// A candidate in one of her stretches.
struct Choice {
  int job = 0;
  int volunteer = 0;
  std::int64_t score_micros = 0;
  TimeSpan span;  // The first of the candidate's within the stretch.
  int arc = 0;    // Of the network; one unit is "she does it then".
};

struct AssignmentNetwork {
  FlowNetwork network;
  // Sorted by job id, volunteer id, span. A volunteer who may do one job only
  // has one choice a job, since then nothing can overlap.
  std::vector<Choice> choices;
};

// `batch` keeps its bounds. The network is the same for each order of its
// parts.
AssignmentNetwork MakeNetwork(const Batch& batch);

}  // namespace omzien::matcher
