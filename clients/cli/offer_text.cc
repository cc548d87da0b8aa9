#include "clients/cli/offer_text.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "clients/cli/language.h"
#include "clients/cli/words.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

constexpr int kQuarter_min = 15;

absl::Status Wrong(absl::string_view text, absl::string_view example,
                   Language language) {
  return absl::InvalidArgumentError(Text{"\"$0\" kan niet; schrijf het zo: $1",
                                         "\"$0\" cannot be; write it like $1"}
                                        .In(language, text, example));
}

// "00:00" to "24:00", on a quarter of an hour, as the server wants it.
bool IsTimeOfDay(absl::string_view text) {
  int hour = 0;
  int minute = 0;
  if (text.size() != 5 || text[2] != ':' ||
      !absl::SimpleAtoi(text.substr(0, 2), &hour) ||
      !absl::SimpleAtoi(text.substr(3), &minute)) {
    return false;
  }
  const int total = hour * 60 + minute;
  return hour >= 0 && minute >= 0 && minute < 60 && total <= 24 * 60 &&
         minute % kQuarter_min == 0;
}

bool IsDate(absl::string_view text) {
  absl::CivilDay day;
  return text.size() == 10 && absl::ParseCivilTime(text, &day) &&
         absl::FormatCivilTime(day) == text;
}

struct Ends {
  std::string start;
  std::string end;
};

// "09:00-12:30".
std::optional<Ends> FindEnds(absl::string_view text) {
  const std::vector<std::string> ends = absl::StrSplit(text, '-');
  if (ends.size() != 2 || !IsTimeOfDay(ends[0]) || !IsTimeOfDay(ends[1]) ||
      ends[0] == ends[1] || ends[0] == "24:00") {
    return std::nullopt;
  }
  return Ends{ends[0], ends[1]};
}

std::optional<v1::Weekday> FindWeekday(const std::string& word) {
  constexpr absl::string_view kDutch[] = {"ma", "di", "wo", "do",
                                          "vr", "za", "zo"};
  for (int i = 0; i < 7; ++i) {
    if (kDutch[i] == word) return static_cast<v1::Weekday>(i + 1);
  }
  return Parse<v1::Weekday>(word);
}

}  // namespace

absl::StatusOr<v1::WeeklyHours> ParseWeeklyHours(absl::string_view text,
                                                 Language language) {
  const std::vector<std::string> words =
      absl::StrSplit(absl::AsciiStrToLower(text), ' ', absl::SkipEmpty());
  if (words.size() == 2) {
    const std::optional<v1::Weekday> day = FindWeekday(words[0]);
    const std::optional<Ends> ends = FindEnds(words[1]);
    if (day.has_value() && ends.has_value()) {
      v1::WeeklyHours hours;
      hours.set_day(*day);
      hours.set_start(ends->start);
      hours.set_end(ends->end);
      return hours;
    }
  }
  return Wrong(text, "mo 09:00-12:30 (mo tu we th fr sa su, :00 :15 :30 :45)",
               language);
}

absl::StatusOr<v1::DatedHours> ParseDatedHours(absl::string_view text,
                                               Language language) {
  const std::vector<std::string> words =
      absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (words.size() == 2 && IsDate(words[0])) {
    if (const std::optional<Ends> ends = FindEnds(words[1])) {
      v1::DatedHours hours;
      hours.set_date(words[0]);
      hours.set_start(ends->start);
      hours.set_end(ends->end);
      return hours;
    }
  }
  return Wrong(text, "2026-12-05 09:00-12:00", language);
}

absl::StatusOr<v1::DaysAway> ParseDaysAway(absl::string_view text,
                                           Language language) {
  const std::vector<std::string> days = absl::StrSplit(text, '/');
  if (days.size() > 2 || !IsDate(days.front()) || !IsDate(days.back()) ||
      days.back() < days.front()) {
    return Wrong(text, "2026-12-01/2026-12-05", language);
  }
  v1::DaysAway away;
  away.set_first(days.front());
  away.set_last(days.back());
  return away;
}

absl::StatusOr<v1::Check> ParseCheck(absl::string_view text,
                                     Language language) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  if (parts.size() == 4 && !parts[1].empty() && IsDate(parts[2]) &&
      IsDate(parts[3]) && parts[2] <= parts[3]) {
    if (const std::optional<v1::Check::Kind> kind =
            Parse<v1::Check::Kind>(parts[0])) {
      v1::Check check;
      check.set_kind(*kind);
      check.set_seen_by(parts[1]);
      check.set_seen_on(parts[2]);
      check.set_valid_until(parts[3]);
      return check;
    }
  }
  return Wrong(text, "vog:coördinator:2026-01-10:2029-01-10", language);
}

absl::StatusOr<v1::Limits> WithQuietHours(absl::string_view text,
                                          v1::Limits limits,
                                          Language language) {
  const std::optional<Ends> ends = FindEnds(text);
  if (!ends.has_value()) return Wrong(text, "21:00-08:00", language);
  limits.set_quiet_start(ends->start);
  limits.set_quiet_end(ends->end);
  return limits;
}

}  // namespace omzien::cli
