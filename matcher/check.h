// Checks that were seen, such as a certificate of conduct (VOG).

#pragma once

#include <vector>

#include "absl/time/civil_time.h"

namespace omzien::matcher {

// Same numbers as omzien.v1.Check.Kind.
enum class CheckKind { kVog = 1, kDrivingLicence = 2, kFirstAid = 3 };

// Holds from `seen_on` through `valid_until`, local dates.
struct CheckHeld {
  CheckKind kind = CheckKind::kVog;
  absl::CivilDay seen_on;
  absl::CivilDay valid_until;
};

// A check that is wanted: `kind`, holding on the date `on`.
struct CheckWanted {
  CheckKind kind = CheckKind::kVog;
  absl::CivilDay on;

  friend bool operator==(const CheckWanted&, const CheckWanted&) = default;
};

}  // namespace omzien::matcher
