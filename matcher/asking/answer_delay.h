// How long an answer takes: what a group's answers took so far, and how far one
// volunteer is quicker or slower than the group. In minutes in which people are
// awake, so that a night says nothing.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "matcher/asking/micros.h"

namespace omzien::matcher {

// A volunteer's own pace: a few numbers, kept with her.
struct OwnDelay {
  std::int32_t answers = 0;
  std::int32_t octaves8_sum = 0;  // Of each, less the group's mean.

  // How much later than the group's, in eighths of an octave; drawn to 0 as if
  // four answers had come at the group's pace.
  int ShiftOctaves8() const;
};

// The answers of a group, counted by octave: from 2^i up to 2^(i+1) minutes;
// the last one has all that is later.
inline constexpr std::size_t kDelayOctaves = 13;
using DelayCounts = std::array<std::int64_t, kDelayOctaves>;

class AnswerDelays {
 public:
  // As if some twenty answers had come, half of them within the hour.
  AnswerDelays();
  // Goes on with what counts() gave. What holds no answers at all is taken for
  // the above.
  explicit AnswerDelays(const DelayCounts& counts);

  const DelayCounts& counts() const { return counts_; }

  // An answer after `waking_min` by somebody with this pace.
  void Add(std::int64_t waking_min, const OwnDelay& own);

  // The share of the answers of somebody that much later than the group that
  // come within `waking_min`.
  Micros ShareWithin(std::int64_t waking_min, int shift_octaves8) const;

  // The least whole minutes within which `share` of the answers come of
  // somebody that much later than the group.
  std::int64_t WithinMin(Micros share, int shift_octaves8 = 0) const;

  // Of an answer, from the group's mean; what OwnDelay sums.
  int FromMeanOctaves8(std::int64_t waking_min) const;

 private:
  void Sum();

  DelayCounts counts_;
  std::array<Micros, kDelayOctaves + 1>
      within_;  // Before each octave, and all.
  int mean_octaves8_ = 0;
};

}  // namespace omzien::matcher
