// A volunteer's offer as text, on the command line and in CSV cells: "mo
// 09:00-12:30", "vog:coördinator:2026-01-10:2029-01-10". Pure. Each error is
// kInvalidArgument and says what would be right.

#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {

// "mo 09:00-12:30"; also "ma" and "maandag". An end not after the start is on
// the next day.
absl::StatusOr<v1::WeeklyHours> ParseWeeklyHours(absl::string_view text,
                                                 Language language);

// "2026-12-05 09:00-12:00".
absl::StatusOr<v1::DatedHours> ParseDatedHours(absl::string_view text,
                                               Language language);

// "2026-12-01/2026-12-05", or one date.
absl::StatusOr<v1::DaysAway> ParseDaysAway(absl::string_view text,
                                           Language language);

// "vog:coördinator:2026-01-10:2029-01-10": kind, seen by, seen on, valid until.
absl::StatusOr<v1::Check> ParseCheck(absl::string_view text, Language language);

// "21:00-08:00", into the quiet hours of `limits`.
absl::StatusOr<v1::Limits> WithQuietHours(absl::string_view text,
                                          v1::Limits limits, Language language);

}  // namespace omzien::cli
