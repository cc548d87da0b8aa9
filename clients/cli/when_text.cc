#include "clients/cli/when_text.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "clients/cli/status_macros.h"

namespace omzien::cli {
namespace {

constexpr Text kExample = {
    "Schrijf een dag en een tijd, zoals \"morgen 9-12\", \"di 13:00-17:00\" of "
    "\"2026-11-24 09:00-12:00\".",
    "Write a day and a time, like \"tomorrow 9-12\", \"tue 13:00-17:00\" or "
    "\"2026-11-24 09:00-12:00\"."};

struct Named {
  absl::string_view words;  // Separated by spaces.
  int value;
};

constexpr Named kRelativeDays[] = {
    {"vandaag today", 0}, {"morgen tomorrow", 1}, {"overmorgen", 2}};
constexpr Named kWeekdays[] = {
    {"ma maandag mo mon monday", 0},     {"di dinsdag tu tue tues tuesday", 1},
    {"wo woensdag we wed wednesday", 2}, {"do donderdag th thu thursday", 3},
    {"vr vrijdag fr fri friday", 4},     {"za zaterdag sa sat saturday", 5},
    {"zo zondag su sun sunday", 6}};
constexpr Named kMonths[] = {{"jan januari january", 1},
                             {"feb februari february", 2},
                             {"mrt maart mar march", 3},
                             {"apr april", 4},
                             {"mei may", 5},
                             {"jun juni june", 6},
                             {"jul juli july", 7},
                             {"aug augustus august", 8},
                             {"sep september", 9},
                             {"okt oktober oct october", 10},
                             {"nov november", 11},
                             {"dec december", 12}};

template <std::size_t n>
std::optional<int> ValueOf(const Named (&table)[n], absl::string_view word) {
  for (const Named& row : table) {
    for (const absl::string_view name : absl::StrSplit(row.words, ' ')) {
      if (name == word) return row.value;
    }
  }
  return std::nullopt;
}

// A day, or a weekday whose date depends on whether the hours are over.
struct Day {
  absl::CivilDay date;
  bool weekday = false;
  std::size_t words = 1;  // How many words of the text it took.
};

std::optional<absl::CivilDay> Date(absl::civil_year_t year, int month,
                                   int day) {
  if (year < 1 || year > 9'999) return std::nullopt;
  const absl::CivilDay date(year, month, day);
  if (date.month() != month || date.day() != day) return std::nullopt;
  return date;  // CivilDay would turn 31 November into 1 December.
}

// A date without a year is this year's, or next year's when that is long past.
std::optional<absl::CivilDay> NearestDate(absl::CivilDay today, int month,
                                          int day) {
  const std::optional<absl::CivilDay> date = Date(today.year(), month, day);
  if (date.has_value() && *date < today - 31) {
    return Date(today.year() + 1, month, day);
  }
  return date;
}

std::optional<absl::CivilDay> NumericDate(absl::string_view word,
                                          absl::CivilDay today) {
  const std::vector<absl::string_view> parts = absl::StrSplit(word, '-');
  std::vector<int> numbers;
  for (const absl::string_view part : parts) {
    int number = 0;
    if (part.empty() || !absl::SimpleAtoi(part, &number)) return std::nullopt;
    numbers.push_back(number);
  }
  if (numbers.size() == 3 && parts[0].size() == 4) {
    return Date(numbers[0], numbers[1], numbers[2]);
  }
  if (numbers.size() == 3 && parts[2].size() == 4) {
    return Date(numbers[2], numbers[1], numbers[0]);
  }
  if (numbers.size() == 2) return NearestDate(today, numbers[1], numbers[0]);
  return std::nullopt;
}

std::optional<Day> NamedDate(const std::vector<std::string>& words,
                             absl::CivilDay today) {
  int day = 0;
  if (words.size() < 2 || !absl::SimpleAtoi(words[0], &day)) {
    return std::nullopt;
  }
  const std::optional<int> month = ValueOf(kMonths, words[1]);
  if (!month.has_value()) return std::nullopt;
  int year = 0;
  const bool has_year = words.size() > 2 && words[2].size() == 4 &&
                        absl::SimpleAtoi(words[2], &year);
  const std::optional<absl::CivilDay> date =
      has_year ? Date(year, *month, day) : NearestDate(today, *month, day);
  if (!date.has_value()) return std::nullopt;
  return Day{*date, false, has_year ? std::size_t{3} : std::size_t{2}};
}

std::optional<Day> FindDay(const std::vector<std::string>& words,
                           absl::CivilDay today) {
  if (words.empty()) return std::nullopt;
  absl::string_view word = words[0];
  if (const auto ahead = ValueOf(kRelativeDays, word)) {
    return Day{today + *ahead};
  }
  if (const auto weekday = ValueOf(kWeekdays, word)) {
    // A date may follow its weekday: "di 24 nov".
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (std::optional<Day> dated = NamedDate(rest, today)) {
      ++dated->words;
      return dated;
    }
    const int now = static_cast<int>(absl::GetWeekday(today));
    return Day{today + (*weekday - now + 7) % 7, true};
  }
  int days = 0;
  if (absl::ConsumePrefix(&word, "+") && absl::ConsumeSuffix(&word, "d") &&
      absl::SimpleAtoi(word, &days) && days < 10'000) {
    return Day{today + days};
  }
  if (const auto date = NumericDate(word, today)) return Day{*date};
  return NamedDate(words, today);
}

// Minutes after midnight of "9", "9u", "09:30", "9.30"; "24:00" is allowed.
std::optional<int> MinutesOf(absl::string_view text) {
  absl::ConsumeSuffix(&text, "uur") || absl::ConsumeSuffix(&text, "u");
  const std::string colons = absl::StrReplaceAll(text, {{".", ":"}});
  const std::vector<absl::string_view> parts = absl::StrSplit(colons, ':');
  int hour = 0;
  int minute = 0;
  if (parts.size() > 2 || !absl::SimpleAtoi(parts[0], &hour)) {
    return std::nullopt;
  }
  if (parts.size() == 2 &&
      (parts[1].size() != 2 || !absl::SimpleAtoi(parts[1], &minute))) {
    return std::nullopt;
  }
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  const int total = hour * 60 + minute;
  if (total > 24 * 60) return std::nullopt;
  return total;
}

struct Hours {
  int start_min;
  int end_min;  // Above 24 * 60 when on the next day.
};

std::optional<Hours> FindHours(absl::string_view text) {
  const struct {
    absl::string_view words;
    Hours hours;
  } kParts[] = {{"ochtend 's-ochtends morning", {9 * 60, 12 * 60}},
                {"middag 's-middags afternoon", {13 * 60, 17 * 60}},
                {"avond 's-avonds evening", {18 * 60, 21 * 60}}};
  for (const auto& part : kParts) {
    for (const absl::string_view name : absl::StrSplit(part.words, ' ')) {
      if (name == text) return part.hours;
    }
  }
  const std::vector<absl::string_view> ends = absl::StrSplit(text, '-');
  if (ends.size() != 2) return std::nullopt;
  const std::optional<int> start = MinutesOf(ends[0]);
  const std::optional<int> end = MinutesOf(ends[1]);
  if (!start.has_value() || !end.has_value() || *start == *end ||
      *start == 24 * 60) {
    return std::nullopt;
  }
  return Hours{*start, *end > *start ? *end : *end + 24 * 60};
}

std::vector<std::string> WordsIn(absl::string_view text) {
  std::string lower = absl::AsciiStrToLower(text);
  absl::RemoveExtraAsciiWhitespace(&lower);
  // "2026-11-24T09:00" and "9 - 12" are meant as they are usually written.
  lower = absl::StrReplaceAll(
      lower,
      {{" - ", "-"}, {" tot ", "-"}, {" to ", "-"}, {"–", "-"}, {",", ""}});
  if (lower.size() > 10 && lower[4] == '-' && lower[10] == 't') lower[10] = ' ';
  return absl::StrSplit(lower, ' ', absl::SkipEmpty());
}

absl::Status NotUnderstood(absl::string_view text, const Here& here) {
  return absl::InvalidArgumentError(absl::StrCat(
      Text{"Ik begrijp de tijd \"$0\" niet. ", "\"$0\" is not a time I know. "}
          .In(here.language, text),
      kExample.In(here.language)));
}

// The instant at which the clock shows `minutes` after midnight of `day`.
absl::StatusOr<absl::Time> InstantOf(absl::CivilDay day, int minutes,
                                     const Here& here) {
  const absl::CivilSecond local =
      absl::CivilSecond(absl::CivilMinute(day) + minutes);
  const absl::TimeZone::TimeInfo info = here.zone.At(local);
  if (info.kind == absl::TimeZone::TimeInfo::SKIPPED) {
    return absl::InvalidArgumentError(
        Text{"$0 bestaat niet: die nacht gaat de klok een uur vooruit.",
             "$0 does not exist: the clock goes forward that night."}
            .In(here.language, absl::FormatCivilTime(local)));
  }
  return info.pre;
}

absl::Status InThePast(absl::string_view text, const Here& here) {
  return absl::InvalidArgumentError(
      Text{"\"$0\" is al voorbij. Kies een tijd die nog komt.",
           "\"$0\" has passed. Choose a time that is still to come."}
          .In(here.language, text));
}

}  // namespace

absl::StatusOr<Span> ParseSpan(absl::string_view text, const Here& here) {
  const std::vector<std::string> words = WordsIn(text);
  const absl::CivilDay today = absl::ToCivilDay(here.now, here.zone);
  const std::optional<Day> day = FindDay(words, today);
  if (!day.has_value() || words.size() != day->words + 1) {
    return NotUnderstood(text, here);
  }
  const std::optional<Hours> hours = FindHours(words.back());
  if (!hours.has_value()) return NotUnderstood(text, here);
  for (const int days : {0, 7}) {
    const absl::CivilDay date = day->date + days;
    OMZIEN_ASSIGN_OR_RETURN(const absl::Time start,
                            InstantOf(date, hours->start_min, here));
    OMZIEN_ASSIGN_OR_RETURN(const absl::Time end,
                            InstantOf(date, hours->end_min, here));
    if (end > here.now) return Span{start, end};
    if (!day->weekday) break;
  }
  return InThePast(text, here);
}

absl::StatusOr<absl::Time> ParseMoment(absl::string_view text,
                                       const Here& here) {
  const std::vector<std::string> words = WordsIn(text);
  const absl::CivilDay today = absl::ToCivilDay(here.now, here.zone);
  const std::optional<Day> day = FindDay(words, today);
  if (!day.has_value() || words.size() != day->words + 1) {
    return NotUnderstood(text, here);
  }
  const std::optional<int> minutes = MinutesOf(words.back());
  if (!minutes.has_value()) return NotUnderstood(text, here);
  for (const int days : {0, 7}) {
    OMZIEN_ASSIGN_OR_RETURN(const absl::Time time,
                            InstantOf(day->date + days, *minutes, here));
    if (time > here.now) return time;
    if (!day->weekday) break;
  }
  return InThePast(text, here);
}

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text,
                                        const Here& here) {
  const std::vector<std::string> words = WordsIn(text);
  const absl::CivilDay today = absl::ToCivilDay(here.now, here.zone);
  const std::optional<Day> day = FindDay(words, today);
  if (!day.has_value() || words.size() != day->words) {
    return absl::InvalidArgumentError(
        Text{"Ik begrijp de dag \"$0\" niet. Schrijf bijvoorbeeld "
             "\"2026-11-24\", \"24 nov\" of \"morgen\".",
             "\"$0\" is not a day I know. Write \"2026-11-24\", \"24 nov\" or "
             "\"tomorrow\"."}
            .In(here.language, text));
  }
  return day->date;
}

}  // namespace omzien::cli
