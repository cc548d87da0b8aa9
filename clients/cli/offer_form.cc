#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/language.h"
#include "clients/cli/names.h"
#include "clients/cli/offer_text.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/volunteer_commands.h"
#include "clients/cli/words.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

// Replaces `out` by what `parse` makes of each text; leaves it when none.
template <typename Item>
absl::Status ParseEach(const std::vector<std::string>& texts, Language language,
                       absl::StatusOr<Item> (*parse)(absl::string_view,
                                                     Language),
                       google::protobuf::RepeatedPtrField<Item>& out) {
  if (texts.empty()) return absl::OkStatus();
  out.Clear();
  for (const std::string& text : texts) {
    OMZIEN_ASSIGN_OR_RETURN(Item item, parse(text, language));
    *out.Add() = std::move(item);
  }
  return absl::OkStatus();
}

// Replaces `skills` by those typed; leaves them when there are none.
absl::Status FindEach(Session& session, const std::vector<std::string>& typed,
                      google::protobuf::RepeatedPtrField<std::string>& skills) {
  if (typed.empty()) return absl::OkStatus();
  skills.Clear();
  for (const std::string& each : typed) {
    OMZIEN_ASSIGN_OR_RETURN(*skills.Add(), session.directory().FindSkill(each));
  }
  return absl::OkStatus();
}

}  // namespace

void OfferForm::AddTo(const Command& command, bool whole) {
  command.Take(skills_, {"--skill",
                         {"Wat iemand kan; mag vaker",
                          "What one can do; again for more"},
                         "SKILL",
                         whole});
  command.Take(practised_, {"--practised",
                            {"Wat iemand vaak doet, of als beroep; mag vaker",
                             "Done often, or for a living; again for more"},
                            "SKILL"});
  command.Take(weekly_, {"--weekly",
                         {"Elke week; mag vaker", "Weekly; again for more"},
                         "\"mo 09:00-12:30\""});
  command.Take(away_, {"--away",
                       {"Dagen weg; mag vaker", "Days away; again for more"},
                       "2026-12-01/2026-12-05"});
  command.Take(extra_, {"--extra",
                        {"Extra uren; mag vaker", "Extra; again for more"},
                        "\"2026-12-05 09:00-12:00\""});
  command.Take(travel_, {"--travel",
                         {"Hoe iemand komt", "How one travels"},
                         "",
                         false,
                         Names<v1::TravelMode>()});
  command.Take(
      reach_m_,
      {"--reach", {"Hoe ver, in meters (3000)", "In metres (3000)"}, "M"});
  command.Take(checks_, {"--check",
                         {"Gezien: soort:door:op:geldig tot; mag vaker",
                          "Seen: kind:by:on:valid until; again for more"},
                         "vog:coördinator:2026-01-10:2029-01-10"});
  command.Take(asks_per_week_max_, {"--asks-per-week",
                                    {"Hoogstens zo vaak per week gevraagd",
                                     "Asked at most so often a week"},
                                    "N"});
  command.Take(rest_hours_, {"--rest-hours",
                             {"Rust na een klus; -1 is geen",
                              "Rest after a job; -1 is none"},
                             "N"});
  command.Take(quiet_,
               {"--quiet", {"Dan niet vragen", "No asks then"}, "21:00-08:00"});
  command.Take(avoids_, {"--avoids",
                         {"Wat iemand liever niet heeft; mag vaker",
                          "What one would rather not meet; again for more"},
                         "",
                         false,
                         Names<v1::Circumstance>()});
  command.Take(serves_, {"--serves",
                         {"Helpt in deze gemeente; mag vaker",
                          "Helps in this municipality; again for more"},
                         "GM1669"});
}

absl::Status OfferForm::Fill(Session& session, v1::Volunteer& offer,
                             std::vector<std::string>& changed) const {
  const Language language = session.language();
  OMZIEN_RETURN_IF_ERROR(FindEach(session, skills_, *offer.mutable_skills()));
  if (!skills_.empty()) changed.emplace_back("skills");
  OMZIEN_RETURN_IF_ERROR(
      FindEach(session, practised_, *offer.mutable_practised_skills()));
  if (!practised_.empty()) changed.emplace_back("practised_skills");
  if (!serves_.empty()) {
    offer.clear_municipalities();
    changed.emplace_back("municipalities");
  }
  for (const std::string& typed : serves_) {
    offer.add_municipalities(FullName("municipalities", typed));
  }
  if (!travel_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::TravelMode mode,
        Chosen<v1::TravelMode>("--travel", travel_, language));
    offer.set_travel_mode(mode);
    changed.emplace_back("travel_mode");
  }
  if (reach_m_ != 0) {
    offer.set_reach_m(reach_m_);
    changed.emplace_back("reach_m");
  }
  if (!avoids_.empty()) {
    offer.clear_avoids();
    changed.emplace_back("avoids");
  }
  for (const std::string& typed : avoids_) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::Circumstance avoided,
        Chosen<v1::Circumstance>("--avoids", typed, language));
    offer.add_avoids(avoided);
  }
  if (!checks_.empty()) changed.emplace_back("checks");
  OMZIEN_RETURN_IF_ERROR(
      ParseEach(checks_, language, ParseCheck, *offer.mutable_checks()));
  OMZIEN_RETURN_IF_ERROR(FillHours(session, offer, changed));
  return FillLimits(session, offer, changed);
}

absl::Status OfferForm::FillHours(Session& session, v1::Volunteer& offer,
                                  std::vector<std::string>& changed) const {
  if (weekly_.empty() && away_.empty() && extra_.empty()) {
    return absl::OkStatus();
  }
  const Language language = session.language();
  v1::Availability& hours = *offer.mutable_availability();
  OMZIEN_RETURN_IF_ERROR(
      ParseEach(weekly_, language, ParseWeeklyHours, *hours.mutable_weekly()));
  OMZIEN_RETURN_IF_ERROR(
      ParseEach(away_, language, ParseDaysAway, *hours.mutable_away()));
  OMZIEN_RETURN_IF_ERROR(
      ParseEach(extra_, language, ParseDatedHours, *hours.mutable_extra()));
  changed.emplace_back("availability");
  return absl::OkStatus();
}

absl::Status OfferForm::FillLimits(Session& session, v1::Volunteer& offer,
                                   std::vector<std::string>& changed) const {
  if (asks_per_week_max_ == 0 && rest_hours_ == 0 && quiet_.empty()) {
    return absl::OkStatus();
  }
  v1::Limits& limits = *offer.mutable_limits();
  if (asks_per_week_max_ != 0) limits.set_asks_per_week_max(asks_per_week_max_);
  if (rest_hours_ != 0) limits.set_rest_after_job_hours(rest_hours_);
  if (!quiet_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(v1::Limits with,
                            WithQuietHours(quiet_, limits, session.language()));
    limits = std::move(with);
  }
  changed.emplace_back("limits");
  return absl::OkStatus();
}

}  // namespace omzien::cli
