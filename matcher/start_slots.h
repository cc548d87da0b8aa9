// The starts of a job in slots of the week, held against many volunteers in one
// step.

#pragma once

#include <array>
#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "matcher/job_case.h"
#include "matcher/week.h"

namespace omzien::matcher {

// For each slot a word; bit i: the volunteer in place i is free in that slot.
using SlotColumns = std::array<std::uint64_t, kSlotsPerWeek>;

// Exact for volunteers whose hours come back every week and begin and end where
// slots do: bit i of an answer says that one of the starts of the job case,
// with the whole work, lies in the free hours.
//
// It is enough to try the first start of each range and every start in it at
// which a slot begins: any other start needs the slots of one of these, and may
// need one more.
class StartSlots {
 public:
  explicit StartSlots(const JobCase& job_case);

  // False when a day of the work has not 24 hours, or there are more days than
  // a job case lays out: then slots do not tell, and nothing else here may be
  // asked.
  bool tells() const { return tells_; }

  // Of those `among`, who is free for a start.
  std::uint64_t Free(const SlotColumns& free, std::uint64_t among) const;

  // In how many of the job's windows the volunteer in `place` is free for one.
  int WindowsFree(const SlotColumns& free, int place) const;

  // Asks the memory for what Free() will read first.
  void Fetch(const SlotColumns& free) const;

 private:
  // Starts at which a slot begins (or for one start: within a slot), one slot
  // after another; each needs `length` slots from its own.
  struct Run {
    int window = 0;
    int first = 0;  // Slot of the week.
    int starts = 1;
    int length = 1;
  };

  void AddRange(const JobCase& job_case, const StartRange& range);
  static std::uint64_t FreeIn(const Run& run, const SlotColumns& free,
                              std::uint64_t among);

  absl::InlinedVector<Run, 6> runs_;
  bool tells_ = true;
};

}  // namespace omzien::matcher
