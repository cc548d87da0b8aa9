#include "server/core/matcher_values.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/map.h"
#include "google/protobuf/repeated_field.h"
#include "matcher/availability.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "omzien/config/v1/municipality.pb.h"
#include "omzien/store/v1/decision.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/catalogue.h"
#include "server/core/names.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using matcher::Exclusion;

constexpr int kReachDefaultM = 3'000;
constexpr absl::string_view kLanguageDefault = "nl";

absl::CivilDay DayOf(absl::string_view date) {
  absl::CivilDay day;
  absl::ParseCivilTime(date, &day);  // The validator has seen it.
  return day;
}

matcher::Availability ToAvailability(const omzien::v1::Availability& from) {
  matcher::Availability to;
  for (const auto& hours : from.weekly()) {
    to.weekly.push_back({static_cast<int>(hours.day()),
                         MinutesOf(hours.start()), MinutesOf(hours.end())});
  }
  for (const auto& away : from.away()) {
    to.away.push_back({DayOf(away.first()), DayOf(away.last())});
  }
  for (const auto& hours : from.extra()) {
    to.extra.push_back({DayOf(hours.date()), MinutesOf(hours.start()),
                        MinutesOf(hours.end())});
  }
  return to;
}

matcher::Limits ToLimits(const omzien::v1::Limits& own,
                         const config::v1::AskPolicy& policy) {
  const bool quiet = !own.quiet_start().empty() && !own.quiet_end().empty();
  matcher::Limits limits;
  limits.asks_per_week_max = own.asks_per_week_max() > 0
                                 ? own.asks_per_week_max()
                                 : policy.asks_per_week_max();
  limits.rest_after_job = FromProto(policy.rest_after_job());
  if (own.rest_after_job_hours() != 0) {
    limits.rest_after_job =
        absl::Hours(std::max(0, own.rest_after_job_hours()));
  }
  limits.quiet_start_min =
      MinutesOf(quiet ? own.quiet_start() : policy.quiet_start());
  limits.quiet_end_min =
      MinutesOf(quiet ? own.quiet_end() : policy.quiet_end());
  limits.open_asks_max = std::max(1, own.open_asks_max());
  return limits;
}

matcher::CircumstanceSet ToCircumstances(
    const google::protobuf::RepeatedField<int>& from) {
  matcher::CircumstanceSet set;
  for (const int each : from) set.set(static_cast<std::size_t>(each));
  return set;
}

matcher::Point ToPoint(const omzien::v1::Location& location) {
  return {location.latitude_deg(), location.longitude_deg()};
}

template <class Names>
std::vector<std::string> LanguagesOf(const Names& names) {
  if (names.empty()) return {std::string(kLanguageDefault)};
  return {names.begin(), names.end()};
}

std::string WouldHaveToChange(const matcher::Obstacle& obstacle,
                              const Catalogue& catalogue) {
  switch (obstacle.why) {
    case Exclusion::kSkill:
      return absl::StrCat(
          "skills: ",
          absl::StrJoin(catalogue.SkillNames(obstacle.missing_skills), ", "));
    case Exclusion::kTooFar:
      return absl::StrCat("reach_m: ", obstacle.needed_reach_m);
    case Exclusion::kLanguage:
      return absl::StrCat("languages: one of ",
                          absl::StrJoin(obstacle.languages, ", "));
    case Exclusion::kCheck:
      return absl::StrCat(
          "checks: ",
          absl::StrJoin(
              obstacle.checks, ", ", [](std::string* out, const auto& wanted) {
                absl::StrAppend(
                    out,
                    omzien::v1::Check::Kind_Name(static_cast<int>(wanted.kind)),
                    " valid on ", absl::FormatCivilTime(wanted.on));
              }));
    case Exclusion::kCircumstance: {
      std::vector<std::string> met;
      for (int i = 1; i < static_cast<int>(obstacle.circumstances.size());
           ++i) {
        if (obstacle.circumstances.test(static_cast<std::size_t>(i))) {
          met.push_back(omzien::v1::Circumstance_Name(i));
        }
      }
      return absl::StrCat("avoids: without ", absl::StrJoin(met, ", "));
    }
    default:
      break;
  }
  const auto& until = obstacle.not_before;
  if (until.has_value() && *until != absl::InfiniteFuture()) {
    return absl::StrCat("from ", absl::FormatTime(*until, absl::UTCTimeZone()));
  }
  return "";
}

}  // namespace

int MinutesOf(absl::string_view time_of_day) {
  int hours = 0;
  int minutes = 0;
  if (time_of_day.size() != 5 || time_of_day[2] != ':' ||
      !absl::SimpleAtoi(time_of_day.substr(0, 2), &hours) ||
      !absl::SimpleAtoi(time_of_day.substr(3), &minutes)) {
    return -1;
  }
  return hours * 60 + minutes;
}

absl::StatusOr<matcher::Volunteer> ToMatcher(const VolunteerFacts& facts,
                                             const Catalogue& catalogue) {
  const omzien::v1::Volunteer& from = facts.volunteer.volunteer();
  const auto* municipality =
      catalogue.FindMunicipality(facts.person.municipality());
  if (!facts.person.home().has_location() || municipality == nullptr) {
    return absl::FailedPreconditionError("the volunteer has no known place");
  }
  matcher::Volunteer to;
  to.id = {IdOf(from.name())};
  to.person = {IdOf(from.person())};
  for (const std::string& name : from.municipalities()) {
    to.municipalities.push_back({IdOf(name)});
  }
  OMZIEN_ASSIGN_OR_RETURN(to.skills,
                          catalogue.SkillsOf(from.skills(), "skills"));
  OMZIEN_ASSIGN_OR_RETURN(
      to.practised,
      catalogue.SkillsOf(from.practised_skills(), "practised_skills"));
  to.languages = LanguagesOf(facts.person.languages());
  to.home = ToPoint(facts.person.home().location());
  if (from.travel_mode() != omzien::v1::TRAVEL_MODE_UNSPECIFIED) {
    to.travel_mode = static_cast<matcher::TravelMode>(from.travel_mode());
  }
  to.reach_m = from.reach_m() > 0 ? from.reach_m() : kReachDefaultM;
  to.availability = ToAvailability(from.availability());
  for (const auto& check : from.checks()) {
    to.checks.push_back({static_cast<matcher::CheckKind>(check.kind()),
                         DayOf(check.seen_on()), DayOf(check.valid_until())});
  }
  to.avoids = ToCircumstances(from.avoids());
  if (from.has_pause_until()) to.pause_until = FromProto(from.pause_until());
  for (const auto& apart : facts.person.kept_apart()) {
    to.kept_apart.push_back({IdOf(apart.person())});
  }
  to.engagements = facts.engagements;
  to.limits = ToLimits(from.limits(), municipality->config.ask_policy());
  for (const auto& time : facts.volunteer.asked_times()) {
    to.asked_times.push_back(FromProto(time));
  }
  to.open_asks = facts.open_asks;
  if (facts.volunteer.has_last_job_end_time()) {
    to.last_job_end = FromProto(facts.volunteer.last_job_end_time());
  }
  for (const std::string& person : facts.volunteer.helped_well()) {
    to.helped_well.push_back({IdOf(person)});
  }
  return to;
}

absl::StatusOr<matcher::Job> ToMatcher(const store::v1::NeedRecord& need,
                                       int index,
                                       const omzien::v1::Person& resident,
                                       const Catalogue& catalogue) {
  const omzien::v1::Job& from = need.need().jobs(index);
  const auto* municipality =
      catalogue.FindMunicipality(need.need().municipality());
  if (municipality == nullptr) {
    return absl::FailedPreconditionError(absl::StrCat(
        need.need().municipality(), " is no longer in the configuration"));
  }
  matcher::Job to;
  to.resident = {IdOf(need.need().resident())};
  to.municipality = {IdOf(need.need().municipality())};
  OMZIEN_ASSIGN_OR_RETURN(to.skills,
                          catalogue.SkillsOf(from.skills(), "skills"));
  to.place = ToPoint(from.place().location());
  to.duration = FromProto(from.duration());
  for (const auto& window : from.windows()) {
    to.windows.push_back(
        {FromProto(window.start_time()), FromProto(window.end_time())});
  }
  if (from.has_start_time()) to.fixed_start = FromProto(from.start_time());
  to.languages = {from.languages().begin(), from.languages().end()};
  to.resident_language = LanguagesOf(resident.languages()).front();
  std::set<int> checks(from.checks().begin(), from.checks().end());
  if (from.risk() == omzien::v1::RISK_CLASS_TRUST) {
    const auto& trust = municipality->config.job_policy().trust_checks();
    checks.insert(trust.begin(), trust.end());
  }
  for (const int check : checks) {
    to.checks.push_back(static_cast<matcher::CheckKind>(check));
  }
  to.circumstances = ToCircumstances(from.circumstances());
  for (const std::string& volunteer : need.jobs(index).asked()) {
    to.asked.push_back({IdOf(volunteer)});
  }
  to.time_zone = municipality->zone;
  return to;
}

omzien::v1::Verdict ToProto(const matcher::Verdict& from,
                            const Catalogue& catalogue) {
  omzien::v1::Verdict to;
  to.set_volunteer(NameOf("volunteers", from.volunteer.value));
  for (const matcher::Obstacle& obstacle : from.obstacles) {
    to.add_exclusions(static_cast<omzien::v1::Exclusion>(obstacle.why));
    to.add_would_have_to_change(WouldHaveToChange(obstacle, catalogue));
  }
  to.set_distance_m(from.distance_m);
  to.set_travel_min(from.travel_min);
  for (const matcher::TermValue& value : from.terms) {
    auto& term = *to.add_terms();
    term.set_term(static_cast<omzien::v1::Term>(value.term));
    term.set_micros(value.micros);
  }
  to.set_score_micros(from.score_micros);
  for (const absl::Time start : from.start_times) {
    *to.add_start_times() = ToProto(start);
  }
  to.set_rank(from.rank);
  return to;
}

store::v1::Weighed ToRecord(const matcher::Candidate& candidate) {
  store::v1::Weighed to;
  for (const matcher::TermValue& term : candidate.terms) {
    to.add_term_micros(term.micros);
  }
  return to;
}

google::protobuf::Map<std::string, int> ToProto(
    const std::map<Exclusion, int>& excluded) {
  google::protobuf::Map<std::string, int> to;
  for (const auto& [why, count] : excluded) {
    const std::string name =
        omzien::v1::Exclusion_Name(static_cast<omzien::v1::Exclusion>(why));
    to[name.substr(sizeof("EXCLUSION_") - 1)] = count;
  }
  return to;
}

}  // namespace omzien::core
