#include "matcher/start_slots.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"
#include "matcher/job_case.h"
#include "matcher/local_days.h"
#include "matcher/start_range.h"
#include "matcher/week.h"

namespace omzien::matcher {
namespace {

constexpr absl::Duration kSlot = absl::Minutes(kSlotMin);

// Most slots that the starts of a run may need together; a longer range becomes
// more runs.
constexpr int kRunSlotsMax = 2 * kSlotsPerDay;

bool HasAllHours(const LocalDay& day) {
  return day.runs.size() == 1 && day.runs[0].first_s == 0 &&
         day.runs[0].span.end - day.runs[0].span.start == absl::Hours(24);
}

int SlotsIn(absl::Duration duration) {
  return static_cast<int>(absl::IDivDuration(duration, kSlot, &duration));
}

int SlotsUp(absl::Duration duration) {
  const int whole = SlotsIn(duration);
  return duration == kSlot * whole ? whole : whole + 1;
}

std::size_t At(int slot) {
  return static_cast<std::size_t>(slot % kSlotsPerWeek);
}

}  // namespace

StartSlots::StartSlots(const JobCase& job_case) {
  tells_ = job_case.days.size() < kDaysMax &&
           std::ranges::all_of(job_case.days, HasAllHours);
  if (!tells_) return;
  for (const StartRange& range : job_case.starts) AddRange(job_case, range);
}

void StartSlots::AddRange(const JobCase& job_case, const StartRange& range) {
  const auto day =
      std::ranges::find_if(job_case.days, [&range](const LocalDay& each) {
        return range.first < each.runs[0].span.end;
      });
  const absl::Time midnight = day->runs[0].span.start;
  const int monday = (day->weekday - 1) * kSlotsPerDay;
  const absl::Duration first = range.first - midnight;
  const absl::Duration duration = job_case.job.duration;
  int slot = SlotsIn(first);
  if (first != kSlot * slot) {
    const absl::Duration within = first - kSlot * slot;
    runs_.push_back(
        {range.window, monday + slot, 1, SlotsUp(within + duration)});
    ++slot;
  }
  const int length = SlotsUp(duration);
  // A start needs the week once at most; those of a week later need the same.
  const int last =
      std::min(SlotsIn(range.last - midnight), slot + kSlotsPerWeek - 1);
  const int starts_max = std::max(1, kRunSlotsMax - length);
  while (slot <= last) {
    const int starts = std::min(last - slot + 1, starts_max);
    runs_.push_back({range.window, monday + slot, starts, length});
    slot += starts;
  }
}

std::uint64_t StartSlots::FreeIn(const Run& run, const SlotColumns& free,
                                 std::uint64_t among) {
  if (run.starts == 1) {
    // Who is not free for a week on end in one pass is not in the next.
    const int length = std::min(run.length, kSlotsPerWeek);
    for (int i = 0; i < length && among != 0; ++i) {
      among &= free[At(run.first + i)];
    }
    return among;
  }
  // words[i]: free for the `have` slots from i on; doubled until it is
  // `length`.
  std::array<std::uint64_t, kRunSlotsMax> words;
  int count = run.starts + run.length - 1;
  for (int i = 0; i < count; ++i) {
    words[static_cast<std::size_t>(i)] = free[At(run.first + i)];
  }
  for (int have = 1; have < run.length;) {
    const int more = std::min(have, run.length - have);
    count -= more;
    for (int i = 0; i < count; ++i) {
      const int later = i + more;
      words[static_cast<std::size_t>(i)] &=
          words[static_cast<std::size_t>(later)];
    }
    have += more;
  }
  std::uint64_t any = 0;
  for (int i = 0; i < count; ++i) any |= words[static_cast<std::size_t>(i)];
  return any & among;
}

std::uint64_t StartSlots::Free(const SlotColumns& free,
                               std::uint64_t among) const {
  std::uint64_t found = 0;
  for (const Run& run : runs_) {
    found |= FreeIn(run, free, among & ~found);
    if (found == among) break;
  }
  return found;
}

int StartSlots::WindowsFree(const SlotColumns& free, int place) const {
  int windows = 0;
  int last = -1;
  for (const Run& run : runs_) {
    if (run.window == last) continue;
    if (FreeIn(run, free, std::uint64_t{1} << place) == 0) continue;
    ++windows;
    last = run.window;
  }
  return windows;
}

void StartSlots::Fetch(const SlotColumns& free) const {
  if (runs_.empty()) return;
  const Run& run = runs_.front();
  constexpr int kWordsInLine = 8;
  const int count = std::min(run.starts + run.length - 1, 4 * kWordsInLine);
  for (int i = 0; i < count; i += kWordsInLine) {
    __builtin_prefetch(&free[At(run.first + i)]);
  }
  __builtin_prefetch(&free[At(run.first + count - 1)]);
}

}  // namespace omzien::matcher
