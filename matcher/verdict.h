// What comes of holding a volunteer against a job: in or out, and why.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/ids.h"
#include "matcher/skill_set.h"

namespace omzien::matcher {

// Why a volunteer is out. Same names and numbers as omzien.v1.Exclusion, in the
// order in which they are tested.
enum class Exclusion {
  kMunicipality = 1,
  kSkill = 2,
  kPaused = 3,
  kSelf = 4,
  kKeptApart = 5,
  kTooFar = 6,
  kLanguage = 7,
  kCheck = 8,
  kCircumstance = 9,
  kNotAvailable = 10,
  kBusy = 11,
  kAskedBefore = 12,
  kOpenAsks = 13,
  kWeekFull = 14,
  kResting = 15,
};

// One past the last.
inline constexpr std::size_t kExclusionEnd = 16;

// True for what passes by itself: paused, open asks, week full, resting.
bool IsTemporary(Exclusion why);

// The terms of the ranking. Same names and numbers as omzien.v1.Term.
enum class Term {
  kDistance = 1,
  kFairShare = 2,
  kWaitedLong = 3,
  kContinuity = 4,
  kTimeFit = 5,
  kLanguage = 6,
  kSkillLevel = 7,
};

// One term of a score, in millionths.
struct TermValue {
  Term term = Term::kDistance;
  std::int64_t micros = 0;

  friend bool operator==(const TermValue&, const TermValue&) = default;
};

// One reason to be out, with the facts that say what would have to change. Only
// the facts of its `why` are set.
struct Obstacle {
  Exclusion why = Exclusion::kMunicipality;
  SkillSet missing_skills;             // kSkill.
  int needed_reach_m = 0;              // kTooFar: the least that would do.
  std::vector<std::string> languages;  // kLanguage: one of these.
  std::vector<CheckWanted> checks;     // kCheck: all of these.
  CircumstanceSet circumstances;       // kCircumstance: met and avoided.
  // kPaused, kWeekFull, kResting: when it is over (may be infinite).
  // kNotAvailable: when quiet hours hold the ask back, their end.
  std::optional<absl::Time> not_before;

  friend bool operator==(const Obstacle&, const Obstacle&) = default;
};

// A volunteer, held against a job.
struct Verdict {
  VolunteerId volunteer;
  std::vector<Obstacle> obstacles;  // In the order of Exclusion; empty: in.
  int distance_m = 0;               // As the crow flies, rounded.
  int travel_min = 0;               // One way, rounded up.
  // Out, but only for temporary reasons, and those end in time for a start.
  bool later = false;

  // The rest only when in.
  std::vector<TermValue> terms;         // In the order of Term.
  std::int64_t score_micros = 0;        // Their sum; higher is better.
  std::vector<absl::Time> start_times;  // Sorted; see start_times.h.
  absl::Time ask_at;  // Now, or the end of the quiet hours that hold now.
  int rank = 0;       // From 1; 0 until ranked.

  bool eligible() const { return obstacles.empty(); }

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

}  // namespace omzien::matcher
