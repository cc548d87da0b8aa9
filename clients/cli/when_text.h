// Understands when somebody means: "morgen 9-12", "tue 13:00-17:00",
// "2026-11-24 09:00-12:00", "24 nov 10:00", "+2d ochtend". Pure: the same text,
// now and zone give the same answer.

#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"

namespace omzien::cli {

// What "tomorrow" is counted from, and in which language to explain a mistake.
struct Here {
  absl::Time now;
  absl::TimeZone zone;
  Language language = Language::kDutch;
};

// Half open: [start, end).
struct Span {
  absl::Time start;
  absl::Time end;
  friend bool operator==(const Span&, const Span&) = default;
};

// A day and a span of hours. Days: an ISO date, "24 nov", "24-11",
// vandaag/today, morgen/tomorrow, overmorgen, a weekday (the first on which the
// span is not over), "+2d". Hours: "9-12", "09:00-12:30", "9.30-12", or
// ochtend/morning (9-12), middag/afternoon (13-17), avond/evening (18-21); an
// end not after the start is on the next day. kInvalidArgument, with an example
// of what would be right, for anything else, for a time that the clock skips in
// spring, and for a span that is over.
absl::StatusOr<Span> ParseSpan(absl::string_view text, const Here& here);

// A day and one time: "morgen 10:00", "2026-11-24 10:00". Errors as above.
absl::StatusOr<absl::Time> ParseMoment(absl::string_view text,
                                       const Here& here);

// A day alone, in the words of ParseSpan. Errors as above; may be in the past.
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text,
                                        const Here& here);

}  // namespace omzien::cli
