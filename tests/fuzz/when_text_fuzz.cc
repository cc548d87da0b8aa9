// Times and hours as people type them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "clients/cli/offer_text.h"
#include "clients/cli/when_text.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using cli::Here;

Here NewYear() {
  absl::TimeZone zone;
  Require(absl::LoadTimeZone("Europe/Amsterdam", &zone), "the zone is known");
  return {.now = absl::FromCivil(absl::CivilMinute(2027, 1, 1, 12, 7), zone),
          .zone = zone};
}

// A refusal, or a value for `check`.
template <typename Value, typename Check>
void Hold(const absl::StatusOr<Value>& value, const Check& check) {
  if (!value.ok()) {
    RequireRefusal(value.status(), absl::StatusCode::kInvalidArgument);
    return;
  }
  check(*value);
}

// google.protobuf.Timestamp ends there.
bool CanBeSent(absl::CivilDay day) {
  return day.year() >= 1 && day.year() <= 9999;
}

void CheckWhen(absl::string_view text, const Here& here) {
  const auto day_of = [&](absl::Time time) {
    return absl::ToCivilDay(time, here.zone);
  };
  Hold(cli::ParseSpan(text, here), [&](const cli::Span& span) {
    Require(span.start < span.end, "a span has a length");
    Require(span.end > here.now, "a span is not over");
    // Through the night on which the clock goes back.
    Require(span.end - span.start <= absl::Hours(25), "a span is of a day");
    Require(CanBeSent(day_of(span.end)), "a span can be sent");
  });
  Hold(cli::ParseMoment(text, here), [&](absl::Time time) {
    Require(time > here.now, "a moment is to come");
    Require(CanBeSent(day_of(time)), "a moment can be sent");
  });
  Hold(cli::ParseDay(text, here), [&](absl::CivilDay day) {
    Require(CanBeSent(day), "a day can be sent");
    const auto again = cli::ParseDay(absl::FormatCivilTime(day), here);
    Require(again.ok() && *again == day, "a day as it is shown is that day");
  });
}

void RequireTime(absl::string_view text) {
  Require(
      text.size() == 5 && text[2] == ':' && text >= "00:00" && text <= "24:00",
      absl::StrCat("a time of day: ", text));
}

void RequireDate(absl::string_view text) {
  absl::CivilDay day;
  Require(text.size() == 10 && absl::ParseCivilTime(text, &day) &&
              absl::FormatCivilTime(day) == text,
          absl::StrCat("a date: ", text));
}

void CheckOffer(absl::string_view text, cli::Language language) {
  Hold(cli::ParseWeeklyHours(text, language), [](const v1::WeeklyHours& hours) {
    Require(hours.day() != v1::WEEKDAY_UNSPECIFIED, "a day of the week");
    RequireTime(hours.start());
    RequireTime(hours.end());
  });
  Hold(cli::ParseDatedHours(text, language), [](const v1::DatedHours& hours) {
    RequireDate(hours.date());
    RequireTime(hours.start());
    RequireTime(hours.end());
  });
  Hold(cli::ParseDaysAway(text, language), [](const v1::DaysAway& away) {
    RequireDate(away.first());
    RequireDate(away.last());
  });
  Hold(cli::ParseCheck(text, language), [](const v1::Check& check) {
    Require(check.kind() != v1::Check::KIND_UNSPECIFIED, "a kind of check");
  });
  Hold(cli::WithQuietHours(text, {}, language), [](const v1::Limits& limits) {
    RequireTime(limits.quiet_start());
    RequireTime(limits.quiet_end());
  });
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (const char* text :
       {"morgen 9-12", "tue 13:00-17:00", "2027-11-24 09:00-12:00",
        "24 nov 10:00", "+2d ochtend", "28-03-2027 2:30-5", "di 24 nov 9.30-12",
        "vandaag 22-2", "2027-11-24T09:00", "24-11", "mo 09:00-12:30",
        "2026-12-01/2026-12-05", "vog:balie:2026-01-10:2029-01-10",
        "21:00-08:00", "over", "morgen 99999999-3", "+2147483647d 9-12"}) {
    seeds.push_back(absl::StrCat("0", text));
    seeds.push_back(absl::StrCat("3", text));
  }
  return seeds;
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  static const Here kHere = NewYear();
  Input input(data, size);
  const std::size_t choice = input.Choose(4);
  Here here = kHere;
  if ((choice & 1U) != 0) here.language = omzien::cli::Language::kEnglish;
  if ((choice & 2U) != 0) {
    CheckOffer(input.Rest(), here.language);
  } else {
    CheckWhen(input.Rest(), here);
  }
  return 0;
}
