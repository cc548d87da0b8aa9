#include "server/core/sample_settings.h"

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "server/core/settings.h"

namespace omzien::core {
namespace {

constexpr char kConfig[] = R"pb(
  default_language: "nl"
  server {
    request_retention { seconds: 604800 }
    queue_max: 100
  }
  notify {
    smtp { url: "smtp://127.0.0.1:25" }
    attempts_max: 4
    retry_wait { seconds: 40 }
    retry_wait_max { seconds: 100 }
  }
  retention {
    looks { seconds: 25920000 }
    needs { seconds: 34560000 }  # 400 days
    desk_work { seconds: 34560000 }
    residents { seconds: 17280000 }   # 200 days
    volunteers { seconds: 25920000 }  # 300 days
    notice { seconds: 2592000 }       # 30 days
    told_a_day_max: 2
    journal { seconds: 43200000 }       # 500 days
    check_renewal { seconds: 7776000 }  # 90 days
  }
  municipalities {
    id: "GM1669"
    display_name: "Roerdalen"
    time_zone: "Europe/Amsterdam"
    desk_phone: "0475 00 00 00"
    job_policy {
      duration_max { seconds: 14400 }
      refused_risks: RISK_CLASS_HEAVY
      refused_risks: RISK_CLASS_DANGEROUS
      refuse_structural: true
      trust_checks: KIND_VOG
      referrals { rule: "" initiative: "any" contact: "1" }
      referrals { rule: "" skill: "skills/lamp" initiative: "lamps" }
      referrals { rule: "TOO_HEAVY" initiative: "movers" }
      referrals {
        rule: "TOO_HEAVY"
        skill: "skills/garden"
        initiative: "gardeners"
      }
    }
    ask_policy {
      first_wave_size: 2
      next_wave_size: 1
      wave_interval { seconds: 14400 }
      waves_max: 3
      lapse_after { seconds: 28800 }
      lead_min { seconds: 3600 }
      snooze { seconds: 7200 }
      asks_per_week_max: 5
      rest_after_job { seconds: 86400 }
      quiet_start: "21:00"
      quiet_end: "08:00"
      reminder_before { seconds: 14400 }
      how_did_it_go_after { seconds: 7200 }
      weights { distance: 100 fair_share: 100 skill_level: 30 }
    }
    signals {
      take_now { seconds: 7200 }
      take_soon { seconds: 86400 }
      take_no_hurry { seconds: 259200 }
    }
    terms {
      key: "nl"
      value { contribution: "gratis" insurance: "verzekerd" }
    }
  }
  municipalities {
    id: "GM0001"
    display_name: "Elders"
    time_zone: "Europe/Amsterdam"
    desk_phone: "0475 11 11 11"
    job_policy { duration_max { seconds: 14400 } }
    ask_policy { waves_max: 1 quiet_start: "00:00" quiet_end: "00:00" }
  }
  organisations {
    name: "organisations/desk"
    municipalities: "municipalities/GM1669"
  }
  organisations {
    name: "organisations/other-desk"
    municipalities: "municipalities/GM0001"
  }
  open_id_providers {
    organisation: "organisations/desk"
    issuer: "https://login.welzijn.example"
    client_id: "omzien client"
    scopes: "email"
    acr_values: "low"
    acr_values: "high"
    redirect_uris: "http://127.0.0.1/callback"
    redirect_uris: "https://omzien.example/aanmelden"
  }
)pb";

constexpr char kOneByOne[] = R"pb(
  target_permille: 995
  trouble_permille: 10
  missed_days: 182
  continuity_permille: 50
  long_wait { seconds: 2592000 }
  newcomer_wait { seconds: 1209600 }
)pb";

constexpr char kSkills[] = R"pb(
  skills {
    name: "skills/garden"
    display_names { key: "nl" value: "tuinwerk" }
    display_names { key: "en" value: "gardening" }
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
)pb";

}  // namespace

Settings SampleSettings(Asking asking) {
  Settings settings;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(kConfig, &settings.config));
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(kSkills, &settings.skills));
  if (asking == Asking::kOneByOne) {
    auto& policy = *settings.config.mutable_municipalities(0)
                        ->mutable_ask_policy()
                        ->mutable_one_by_one();
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString(kOneByOne, &policy));
  }
  settings.door_words = {"appel", "brug", "deken", "lamp", "tafel", "zwaan"};
  return settings;
}

}  // namespace omzien::core
