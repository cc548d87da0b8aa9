// What the asks that a store keeps tell of how people answer, where the server
// has learned nothing itself, since asks leave in waves: learned after the
// fact, as it would have been.

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/point.h"
#include "omzien/v1/invitation.pb.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

// An ask that was sent, and what came of it.
struct KeptAsk {
  std::size_t neighbour = 0;
  matcher::Moment moment;
  absl::Time sent;
  absl::Time closed;
  matcher::Answer answer = matcher::Answer::kNone;
};

// Whether an ask had left by `end`: one that was withdrawn before its time
// never did.
bool WasSent(const v1::Invitation& ask, absl::Time end);

// An ask that is over, to somebody who lives at `home`. Its neighbour is left
// to the caller.
KeptAsk KeptAskOf(const v1::Invitation& ask, const PostedJob& posted,
                  const matcher::Point& home);

struct Lessons {
  matcher::CustomsCounts customs;
  std::vector<matcher::Habit> habits;  // Of each neighbour.
};

// `zone` tells when people are awake.
Lessons LearnFrom(std::span<const KeptAsk> asks, std::size_t neighbours,
                  absl::TimeZone zone);

}  // namespace omzien::what_if
