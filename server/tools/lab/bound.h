// No policy fills more than this: the expected-demand program of a town with
// all that a policy cannot know, and without what wears volunteers out.
//
// Why it is a relaxation. For any policy let asks(g, c) be the expected number
// of asks to who listens, of group g, for needs of class c.
//   filled(c) <= sum of chance * asks: a need is filled at most once, by a yes;
//     `chance` is the highest of anyone in the group, next door.
//   cap(c): nobody is asked twice for a need, and answers are independent, so
//     a need is filled with a chance of at most 1 - product of (1 - chance to
//     say yes in time) over all who fit. The mean over the class.
//   budget(g): who listens and is asked falls into inactivity with chance f for
//     L minutes on average; these spans do not overlap, and all but the last
//     end in the time T that she is watched: f * L * asks <= T + L (Wald).
//   Nobody quits, is away, has limits or a job to rest from.
// With own limits: budget(g) is also at most what the limits allow in T.
// With losses: an ask after n in the week before loses her with chance
//   h * (1 + n)^2. Split T into W weeks with a mean of r asks: n counts at
//   least the earlier ones of the same week, so the sum of (1 + n) over the
//   asks is at least W * r * (r + 1) / 2, and, by Cauchy and Schwarz, the sum
//   of (1 + n)^2 at least W * max(r, r * (r + 1)^2 / 4), which is convex in r:
//   Jensen takes it over weeks, volunteers and chance.

#pragma once

#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

struct BoundOptions {
  bool is_within_limits = false;  // Of asks a week, each one's own.
  std::optional<double> lost_max = std::nullopt;  // A share of all.
};

// The share of the needs that could be filled.
absl::StatusOr<double> BoundOf(const Town& town, const Neighbours& neighbours,
                               const BoundOptions& options);

// The share of her answers that come within so many waking minutes.
double AnsweredWithin(const Town& town, std::size_t volunteer,
                      Minutes waking_min);

}  // namespace omzien::lab
