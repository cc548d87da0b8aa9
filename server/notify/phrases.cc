#include "server/notify/phrases.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "matcher/status_macros.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/notify/template.h"
#include "server/notify/text_file.h"

namespace omzien::notify {
namespace {

// "reason_distance" for TERM_DISTANCE; "" for what has no phrase.
std::string ReasonPhrase(int term) {
  if (term == omzien::v1::TERM_UNSPECIFIED || !omzien::v1::Term_IsValid(term)) {
    return "";
  }
  const std::string& name =
      omzien::v1::Term_Name(static_cast<omzien::v1::Term>(term));
  return absl::AsciiStrToLower(
      absl::StrCat("reason_", absl::StripPrefix(name, "TERM_")));
}

// "check_vog" for KIND_VOG; "" for what has no phrase.
std::string CheckPhrase(int kind) {
  if (kind == omzien::v1::Check::KIND_UNSPECIFIED ||
      !omzien::v1::Check::Kind_IsValid(kind)) {
    return "";
  }
  const std::string& name =
      omzien::v1::Check::Kind_Name(static_cast<omzien::v1::Check::Kind>(kind));
  return absl::AsciiStrToLower(
      absl::StrCat("check_", absl::StripPrefix(name, "KIND_")));
}

using PhrasePlaces = std::map<std::string, std::set<std::string>>;

PhrasePlaces MakePlaces() {
  PhrasePlaces places{
      {"date", {"weekday", "day", "month", "year"}},
      {"moment", {"weekday", "day", "month", "hour", "minute"}},
      {"quarter", {}},
      {"half_hour", {}},
      {"three_quarters", {}},
      {"one_hour", {}},
      {"hours", {"hours"}},
      {"hours_and_a_half", {"hours"}},
      {"hours_minutes", {"hours", "minutes"}},
      {"metres", {"metres"}},
      {"kilometres", {"whole", "tenth"}},
      {"and", {}},
      {"or", {}},
      {"greeting", {"recipient_name"}},
      {"closing", {"municipality_name", "desk_phone"}},
  };
  for (int term = 0; term < omzien::v1::Term_ARRAYSIZE; ++term) {
    if (const std::string name = ReasonPhrase(term); !name.empty()) {
      places.try_emplace(name);
    }
  }
  for (int kind = 0; kind < omzien::v1::Check::Kind_ARRAYSIZE; ++kind) {
    if (const std::string name = CheckPhrase(kind); !name.empty()) {
      places.try_emplace(name);
    }
  }
  return places;
}

// The phrases that are filled in, and with what.
const PhrasePlaces& Places() {
  static const auto& places = *new PhrasePlaces(MakePlaces());
  return places;
}

// One name a line.
absl::StatusOr<std::vector<std::string>> Names(const TextFile& file,
                                               const std::string& part,
                                               std::size_t count) {
  const TextPart& names = file.parts.at(part);
  std::vector<std::string> found =
      absl::StrSplit(names.text, '\n', absl::SkipWhitespace());
  for (std::string& name : found) absl::StripAsciiWhitespace(&name);
  if (found.size() == count) return found;
  return absl::InvalidArgumentError(
      absl::StrCat(file.path, ":", names.line, ": [", part, "] needs ", count,
                   " names, one a line, and has ", found.size()));
}

std::string Join(absl::Span<const std::string> items, absl::string_view last) {
  if (items.size() < 2) return items.empty() ? "" : items.front();
  return absl::StrCat(absl::StrJoin(items.first(items.size() - 1), ", "), " ",
                      last, " ", items.back());
}

}  // namespace

absl::StatusOr<Phrases> Phrases::Load(const std::string& path) {
  std::vector<absl::string_view> parts = {"weekdays", "months"};
  for (const auto& [name, texts] : Places()) parts.emplace_back(name);
  OMZIEN_ASSIGN_OR_RETURN(const TextFile file, ReadTextFile(path, parts));
  Phrases phrases;
  OMZIEN_ASSIGN_OR_RETURN(phrases.weekdays_, Names(file, "weekdays", 7));
  OMZIEN_ASSIGN_OR_RETURN(phrases.months_, Names(file, "months", 12));
  for (const auto& [name, texts] : Places()) {
    const TextPart& part = file.parts.at(name);
    const Vocabulary vocabulary{
        .texts = texts, .flags = {}, .lists = {}, .raw_texts = {}};
    OMZIEN_ASSIGN_OR_RETURN(
        Template parsed,
        Template::Parse(part.text, {.path = path, .line = part.line},
                        vocabulary));
    phrases.templates_.emplace(name, std::move(parsed));
  }
  return phrases;
}

std::string Phrases::Say(const std::string& name,
                         std::map<std::string, std::string> texts) const {
  const Values values{.texts = std::move(texts), .flags = {}, .lists = {}};
  return templates_.at(name).Render(values, Template::Escape::kNone);
}

std::string Phrases::Moment(absl::Time time, absl::TimeZone zone) const {
  const absl::CivilSecond civil = zone.At(time).cs;
  const auto weekday =
      static_cast<std::size_t>(absl::GetWeekday(civil));  // From Monday.
  return Say("moment",
             {{"weekday", weekdays_[weekday]},
              {"day", absl::StrCat(civil.day())},
              {"month", months_[static_cast<std::size_t>(civil.month() - 1)]},
              {"hour", absl::StrCat(civil.hour())},
              {"minute", absl::StrFormat("%02d", civil.minute())}});
}

std::string Phrases::Day(absl::Time time, absl::TimeZone zone) const {
  const absl::CivilSecond civil = zone.At(time).cs;
  const auto weekday =
      static_cast<std::size_t>(absl::GetWeekday(civil));  // From Monday.
  return Say("date",
             {{"weekday", weekdays_[weekday]},
              {"day", absl::StrCat(civil.day())},
              {"month", months_[static_cast<std::size_t>(civil.month() - 1)]},
              {"year", absl::StrCat(civil.year())}});
}

std::string Phrases::Check(omzien::v1::Check::Kind kind) const {
  const std::string name = CheckPhrase(kind);
  return name.empty() ? "" : Say(name, {});
}

std::string Phrases::Duration(absl::Duration duration) const {
  const std::int64_t minutes =
      absl::Ceil(duration, absl::Minutes(15)) / absl::Minutes(1);
  const std::string hours = absl::StrCat(minutes / 60);
  const std::int64_t rest = minutes % 60;
  if (minutes == 15) return Say("quarter", {});
  if (minutes == 30) return Say("half_hour", {});
  if (minutes == 45) return Say("three_quarters", {});
  if (minutes == 60) return Say("one_hour", {});
  if (rest == 0) return Say("hours", {{"hours", hours}});
  if (rest == 30) return Say("hours_and_a_half", {{"hours", hours}});
  return Say("hours_minutes",
             {{"hours", hours}, {"minutes", absl::StrCat(rest)}});
}

std::string Phrases::Distance(std::int32_t distance_m) const {
  if (distance_m < 1000) {
    return Say("metres", {{"metres", absl::StrCat(distance_m)}});
  }
  const std::int32_t tenths = (distance_m + 50) / 100;
  return Say("kilometres",
             {{"whole", absl::StrCat(tenths / 10)},
              {"tenth", tenths % 10 == 0 ? "" : absl::StrCat(tenths % 10)}});
}

std::string Phrases::And(absl::Span<const std::string> items) const {
  return Join(items, Say("and", {}));
}

std::string Phrases::Or(absl::Span<const std::string> items) const {
  return Join(items, Say("or", {}));
}

std::vector<std::string> Phrases::Reasons(
    const omzien::v1::Notice& notice) const {
  std::vector<std::string> reasons;
  for (const int term : notice.reason_terms()) {
    if (const std::string name = ReasonPhrase(term); !name.empty()) {
      reasons.push_back(Say(name, {}));
    }
  }
  return reasons;
}

std::string Phrases::Greeting(const Values& values) const {
  return templates_.at("greeting").Render(values, Template::Escape::kNone);
}

std::string Phrases::Closing(const Values& values) const {
  return templates_.at("closing").Render(values, Template::Escape::kNone);
}

}  // namespace omzien::notify
