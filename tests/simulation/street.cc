#include "tests/simulation/street.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/municipality.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/settings.h"
#include "server/core/times.h"
#include "tests/simulation/dice.h"

namespace omzien::simulation {
namespace {

using core::ToProto;

constexpr char kConfig[] = R"pb(
  default_language: "nl"
  server {
    request_retention { seconds: 604800 }
    queue_max: 40
  }
  notify {
    smtp { url: "smtp://127.0.0.1:25" }
    attempts_max: 4
    retry_wait { seconds: 600 }
    retry_wait_max { seconds: 7200 }
  }
  retention {
    needs { seconds: 5184000 }
    desk_work { seconds: 5184000 }
    journal { seconds: 10368000 }
    notice { seconds: 1209600 }
    told_a_day_max: 2
    check_renewal { seconds: 7776000 }
  }
  organisations {
    name: "organisations/desk"
    municipalities: "municipalities/GM1669"
    municipalities: "municipalities/GM0001"
  }
)pb";

constexpr char kMunicipality[] = R"pb(
  time_zone: "Europe/Amsterdam"
  desk_phone: "0475-000 001"
  job_policy {
    duration_max { seconds: 14400 }
    times_a_year_max: 40
    refused_risks: RISK_CLASS_HEAVY
    refuse_structural: true
    trust_checks: KIND_VOG
    referrals { rule: "" initiative: "any" contact: "1" }
  }
  ask_policy {
    lead_min { seconds: 7200 }
    rest_after_job { seconds: 172800 }
    reminder_before { seconds: 86400 }
    how_did_it_go_after { seconds: 7200 }
    weights {
      distance: 100
      fair_share: 100
      waited_long: 50
      continuity: 50
      time_fit: 50
      language: 30
      skill_level: 30
    }
  }
)pb";

constexpr char kSkills[] = R"pb(
  skills {
    name: "skills/garden"
    display_names { key: "nl" value: "tuinwerk" }
    risk: RISK_CLASS_LIGHT
    usual_duration { seconds: 7200 }
  }
  skills {
    name: "skills/lamp"
    display_names { key: "nl" value: "lamp vervangen" }
    risk: RISK_CLASS_LIGHT
    usual_duration { seconds: 1800 }
  }
  skills {
    name: "skills/company"
    display_names { key: "nl" value: "gezelschap" }
    risk: RISK_CLASS_TRUST
    usual_duration { seconds: 3600 }
  }
  skills {
    name: "skills/piano"
    display_names { key: "nl" value: "piano tillen" }
    risk: RISK_CLASS_HEAVY
    usual_duration { seconds: 3600 }
  }
)pb";

constexpr std::array kEverydaySkills = {"skills/garden", "skills/lamp",
                                        "skills/company"};

std::string TimeOfDay(int hour) { return absl::StrFormat("%02d:00", hour); }

template <class Message>
Message FromText(const char* text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

config::v1::Municipality DrawMunicipality(Dice& dice, absl::string_view name) {
  auto municipality = FromText<config::v1::Municipality>(kMunicipality);
  municipality.set_id(std::string(name.substr(name.find('/') + 1)));
  municipality.set_display_name(municipality.id());
  auto& asks = *municipality.mutable_ask_policy();
  asks.set_first_wave_size(dice.Between(1, 3));
  asks.set_next_wave_size(dice.Between(1, 2));
  asks.mutable_wave_interval()->set_seconds(3'600L * dice.Between(4, 30));
  asks.set_waves_max(dice.Between(1, 4));
  asks.mutable_lapse_after()->set_seconds(3'600L * dice.Between(6, 60));
  asks.mutable_snooze()->set_seconds(3'600L * dice.Between(2, 24 * 10));
  asks.set_asks_per_week_max(dice.Between(1, 4));
  if (dice.OneIn(2)) {
    auto& one_by_one = *asks.mutable_one_by_one();
    one_by_one.set_target_permille(dice.Between(900, 999));
    one_by_one.set_trouble_permille(dice.Between(1, 30));
    one_by_one.set_missed_days(182);
    one_by_one.set_continuity_permille(50);
    one_by_one.mutable_long_wait()->set_seconds(86'400L * dice.Between(7, 40));
    one_by_one.mutable_newcomer_wait()->set_seconds(86'400L *
                                                    dice.Between(1, 20));
  }
  const bool quiet = !dice.OneIn(5);
  asks.set_quiet_start(quiet ? TimeOfDay(dice.Between(19, 23)) : "00:00");
  asks.set_quiet_end(quiet ? TimeOfDay(dice.Between(6, 10)) : "00:00");
  return municipality;
}

}  // namespace

core::Settings DrawSettings(Dice& dice) {
  core::Settings settings;
  settings.config = FromText<config::v1::Config>(kConfig);
  settings.skills = FromText<config::v1::SkillCatalogue>(kSkills);
  for (const absl::string_view name : {kTown, kVillage}) {
    *settings.config.add_municipalities() = DrawMunicipality(dice, name);
  }
  return settings;
}

v1::Person DrawPerson(Dice& dice, int number) {
  v1::Person person;
  person.set_municipality(std::string(dice.OneIn(5) ? kVillage : kTown));
  person.set_given_name(absl::StrCat("Buur", number));
  person.set_family_name("Voorbeeld");
  person.set_phone(absl::StrFormat("+3147500%04d", number));
  if (!dice.OneIn(3)) {
    person.set_email(absl::StrCat("buur", number, "@post.example"));
  }
  if (dice.OneIn(8)) person.set_contact(v1::Person::CONTACT_APP);
  if (dice.OneIn(8)) person.set_contact(v1::Person::CONTACT_PHONE);
  auto& address = *person.mutable_home()->mutable_address();
  address.set_postcode("6061XA");
  address.set_house_number(number);
  address.set_street("Voorbeeldstraat");
  address.set_village("Posterholt");
  auto& location = *person.mutable_home()->mutable_location();
  location.set_latitude_deg(51.12 + dice.Below(1'000) * 0.00005);
  location.set_longitude_deg(6.03 + dice.Below(1'000) * 0.00005);
  return person;
}

v1::Volunteer DrawOffer(Dice& dice, absl::Time now) {
  v1::Volunteer offer;
  for (const char* skill : kEverydaySkills) {
    if (!dice.OneIn(3)) offer.add_skills(skill);
  }
  if (offer.skills().empty()) offer.add_skills(kEverydaySkills[0]);
  offer.set_reach_m(dice.Between(2, 12) * 1'000);
  offer.set_travel_mode(static_cast<v1::TravelMode>(dice.Between(0, 3)));
  for (int day = 1; day <= 7; ++day) {
    if (dice.OneIn(4)) continue;
    auto& hours = *offer.mutable_availability()->add_weekly();
    hours.set_day(static_cast<v1::Weekday>(day));
    hours.set_start(TimeOfDay(dice.Between(6, 13)));
    hours.set_end(TimeOfDay(dice.Between(15, 23)));
  }
  auto& limits = *offer.mutable_limits();
  limits.set_asks_per_week_max(dice.Below(4));
  limits.set_rest_after_job_hours(dice.Between(-1, 30));
  limits.set_open_asks_max(dice.Below(3));
  if (dice.OneIn(4)) {
    limits.set_quiet_start(TimeOfDay(dice.Between(16, 23)));
    limits.set_quiet_end(TimeOfDay(dice.Between(7, 12)));
  }
  if (dice.OneIn(10)) {
    *offer.mutable_pause_until() = ToProto(now + dice.AtMost(absl::Hours(500)));
  }
  if (dice.OneIn(3)) {
    auto& check = *offer.add_checks();
    check.set_kind(v1::Check::KIND_VOG);
    check.set_seen_by("coördinator");
    check.set_seen_on("2025-01-06");
    check.set_valid_until("2026-11-30");
  }
  return offer;
}

v1::TimeWindow DrawWindow(Dice& dice, absl::Time now, absl::Duration least) {
  // To a quarter of an hour, as people say it.
  const absl::Time start = absl::FromUnixSeconds(
      absl::ToUnixSeconds(now + dice.AtMost(absl::Hours(24 * 20))) / 900 * 900);
  v1::TimeWindow window;
  *window.mutable_start_time() = ToProto(std::max(start, now));
  *window.mutable_end_time() =
      ToProto(std::max(start, now) + least + absl::Hours(dice.Between(1, 40)));
  return window;
}

v1::Job DrawJob(Dice& dice, absl::Time now) {
  v1::Job job;
  job.add_skills(dice.OneIn(25) ? "skills/piano"
                                : kEverydaySkills[dice.Below(3)]);
  job.set_description("Het onkruid bij de voordeur.");
  job.mutable_duration()->set_seconds(900L * dice.Between(1, 12));
  if (dice.OneIn(40)) job.set_structural(true);
  if (dice.OneIn(3)) job.set_helpers_needed(dice.Between(2, 3));
  for (int i = dice.Between(1, 3); i > 0; --i) {
    *job.add_windows() = DrawWindow(dice, now, core::FromProto(job.duration()));
  }
  return job;
}

}  // namespace omzien::simulation
