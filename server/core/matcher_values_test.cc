#include "server/core/matcher_values.h"

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/sample_settings.h"

namespace omzien::core {
namespace {

using matcher::CheckKind;
using matcher::Circumstance;
using omzien::v1::Person;
using store::v1::NeedRecord;
using store::v1::VolunteerRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Every field of an offer set, each to a value of its own.
constexpr char kOffer[] = R"pb(
  volunteer {
    name: "volunteers/1"
    person: "people/1"
    municipalities: "municipalities/GM1669"
    municipalities: "municipalities/GM0001"
    skills: "skills/lamp"
    availability {
      weekly { day: WEEKDAY_TUESDAY start: "09:00" end: "12:30" }
      away { first: "2026-07-01" last: "2026-07-14" }
      extra { date: "2026-06-20" start: "10:00" end: "24:00" }
    }
    travel_mode: TRAVEL_MODE_CAR
    reach_m: 4321
    checks {
      kind: KIND_FIRST_AID
      seen_by: "desk"
      seen_on: "2025-01-02"
      valid_until: "2027-03-04"
    }
    limits {
      asks_per_week_max: 7
      rest_after_job_hours: 12
      quiet_start: "20:15"
      quiet_end: "09:45"
      open_asks_max: 3
    }
    avoids: CIRCUMSTANCE_SMOKE
    avoids: CIRCUMSTANCE_PETS
    pause_until { seconds: 1000 }
  }
  asked_times { seconds: 10 }
  asked_times { seconds: 20 }
  last_job_end_time { seconds: 30 }
  helped_well: "people/8"
)pb";

constexpr char kPerson[] = R"pb(
  name: "people/1"
  municipality: "municipalities/GM1669"
  languages: "lim"
  languages: "nl"
  kept_apart { person: "people/7" }
  home { location { latitude_deg: 51.5 longitude_deg: 6.5 } }
)pb";

constexpr char kNeed[] = R"pb(
  need {
    name: "needs/1"
    resident: "people/2"
    municipality: "municipalities/GM1669"
    jobs {
      id: "1"
      skills: "skills/garden"
      skills: "skills/lamp"
      place { location { latitude_deg: 51.25 longitude_deg: 6.25 } }
      duration { seconds: 5400 }
      windows {
        start_time { seconds: 100 }
        end_time { seconds: 9100 }
      }
      windows {
        start_time { seconds: 200 }
        end_time { seconds: 9200 }
      }
      risk: RISK_CLASS_LIGHT
      checks: KIND_DRIVING_LICENCE
      languages: "de"
      circumstances: CIRCUMSTANCE_STAIRS
    }
  }
  jobs { id: "1" asked: "volunteers/4" asked: "volunteers/5" }
)pb";

template <class M>
M Parse(const char* text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

class MatcherValuesTest : public CoreFixture {
 protected:
  matcher::Volunteer Volunteer() {
    auto volunteer = ToMatcher(
        VolunteerFacts{
            record_,
            person_,
            {{{absl::FromUnixSeconds(1), absl::FromUnixSeconds(2)}, {50, 5}}},
            2},
        state_.catalogue);
    EXPECT_TRUE(volunteer.ok()) << volunteer.status();
    return volunteer.value_or(matcher::Volunteer());
  }
  matcher::Job Job() {
    auto job = ToMatcher(need_, 0, person_, state_.catalogue);
    EXPECT_TRUE(job.ok()) << job.status();
    return job.value_or(matcher::Job());
  }

  VolunteerRecord record_ = Parse<VolunteerRecord>(kOffer);
  Person person_ = Parse<Person>(kPerson);
  NeedRecord need_ = Parse<NeedRecord>(kNeed);
};

TEST_F(MatcherValuesTest, EveryFieldOfAVolunteerArrives) {
  const matcher::Volunteer to = Volunteer();
  EXPECT_EQ(to.id.value, "1");
  EXPECT_EQ(to.person.value, "1");
  EXPECT_THAT(to.municipalities,
              ElementsAre(matcher::MunicipalityId{"GM1669"},
                          matcher::MunicipalityId{"GM0001"}));
  EXPECT_THAT(state_.catalogue.SkillNames(to.skills), ElementsAre(kLamp));
  EXPECT_THAT(to.languages, ElementsAre("lim", "nl"));
  EXPECT_EQ(to.home.latitude_deg, 51.5);
  EXPECT_EQ(to.home.longitude_deg, 6.5);
  EXPECT_EQ(to.travel_mode, matcher::TravelMode::kCar);
  EXPECT_EQ(to.reach_m, 4'321);
  ASSERT_EQ(to.availability.weekly.size(), 1U);
  EXPECT_EQ(to.availability.weekly[0].weekday, 2);
  EXPECT_EQ(to.availability.weekly[0].start_min, 540);
  EXPECT_EQ(to.availability.weekly[0].end_min, 750);
  ASSERT_EQ(to.availability.away.size(), 1U);
  EXPECT_EQ(to.availability.away[0].first, absl::CivilDay(2026, 7, 1));
  EXPECT_EQ(to.availability.away[0].last, absl::CivilDay(2026, 7, 14));
  ASSERT_EQ(to.availability.extra.size(), 1U);
  EXPECT_EQ(to.availability.extra[0].date, absl::CivilDay(2026, 6, 20));
  EXPECT_EQ(to.availability.extra[0].end_min, 1'440);
  ASSERT_EQ(to.checks.size(), 1U);
  EXPECT_EQ(to.checks[0].kind, CheckKind::kFirstAid);
  EXPECT_EQ(to.checks[0].seen_on, absl::CivilDay(2025, 1, 2));
  EXPECT_EQ(to.checks[0].valid_until, absl::CivilDay(2027, 3, 4));
  EXPECT_EQ(to.avoids, matcher::SetOf(Circumstance::kSmoke) |
                           matcher::SetOf(Circumstance::kPets));
  EXPECT_EQ(to.pause_until, absl::FromUnixSeconds(1'000));
  EXPECT_THAT(to.kept_apart, ElementsAre(matcher::PersonId{"7"}));
  ASSERT_EQ(to.engagements.size(), 1U);
  EXPECT_EQ(to.engagements[0].place.latitude_deg, 50);
  EXPECT_EQ(to.open_asks, 2);
  EXPECT_THAT(to.asked_times, ElementsAre(absl::FromUnixSeconds(10),
                                          absl::FromUnixSeconds(20)));
  EXPECT_EQ(to.last_job_end, absl::FromUnixSeconds(30));
  EXPECT_THAT(to.helped_well, ElementsAre(matcher::PersonId{"8"}));
  EXPECT_EQ(to.limits.asks_per_week_max, 7);
  EXPECT_EQ(to.limits.rest_after_job, absl::Hours(12));
  EXPECT_EQ(to.limits.quiet_start_min, 20 * 60 + 15);
  EXPECT_EQ(to.limits.quiet_end_min, 9 * 60 + 45);
  EXPECT_EQ(to.limits.open_asks_max, 3);
}

TEST_F(MatcherValuesTest, WhatAVolunteerLeavesOutIsTheMunicipalitys) {
  auto& offer = *record_.mutable_volunteer();
  offer.clear_limits();
  offer.clear_travel_mode();
  offer.clear_reach_m();
  offer.clear_pause_until();
  record_.clear_last_job_end_time();
  person_.clear_languages();
  const matcher::Volunteer to = Volunteer();
  EXPECT_EQ(to.limits.asks_per_week_max, 5);
  EXPECT_EQ(to.limits.rest_after_job, absl::Hours(24));
  EXPECT_EQ(to.limits.quiet_start_min, 21 * 60);
  EXPECT_EQ(to.limits.quiet_end_min, 8 * 60);
  EXPECT_EQ(to.limits.open_asks_max, 1);
  EXPECT_EQ(to.travel_mode, matcher::TravelMode::kBicycle);
  EXPECT_EQ(to.reach_m, 3'000);
  EXPECT_EQ(to.pause_until, absl::InfinitePast());
  EXPECT_EQ(to.last_job_end, std::nullopt);
  EXPECT_THAT(to.languages, ElementsAre("nl"));
}

TEST_F(MatcherValuesTest, NoRestIsAWishAndHalfAQuietTimeIsNone) {
  auto& limits = *record_.mutable_volunteer()->mutable_limits();
  limits.set_rest_after_job_hours(-1);
  limits.clear_quiet_end();
  const matcher::Volunteer to = Volunteer();
  EXPECT_EQ(to.limits.rest_after_job, absl::ZeroDuration());
  EXPECT_EQ(to.limits.quiet_start_min, 21 * 60);
  EXPECT_EQ(to.limits.quiet_end_min, 8 * 60);
}

TEST_F(MatcherValuesTest, WithoutAPlaceNobodyCanBeMatched) {
  person_.mutable_home()->clear_location();
  const auto to =
      ToMatcher(VolunteerFacts{record_, person_, {}, 0}, state_.catalogue);
  EXPECT_EQ(to.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(MatcherValuesTest, EveryFieldOfAJobArrives) {
  const matcher::Job to = Job();
  EXPECT_EQ(to.resident.value, "2");
  EXPECT_EQ(to.municipality.value, "GM1669");
  EXPECT_THAT(state_.catalogue.SkillNames(to.skills),
              ElementsAre(kGarden, kLamp));
  EXPECT_EQ(to.place.latitude_deg, 51.25);
  EXPECT_EQ(to.place.longitude_deg, 6.25);
  EXPECT_EQ(to.duration, absl::Minutes(90));
  ASSERT_EQ(to.windows.size(), 2U);
  EXPECT_EQ(to.windows[1].start, absl::FromUnixSeconds(200));
  EXPECT_EQ(to.windows[1].end, absl::FromUnixSeconds(9'200));
  EXPECT_EQ(to.fixed_start, std::nullopt);
  EXPECT_THAT(to.languages, ElementsAre("de"));
  EXPECT_EQ(to.resident_language, "lim");
  EXPECT_THAT(to.checks, ElementsAre(CheckKind::kDrivingLicence));
  EXPECT_EQ(to.circumstances, matcher::SetOf(Circumstance::kStairs));
  EXPECT_THAT(to.asked, ElementsAre(matcher::VolunteerId{"4"},
                                    matcher::VolunteerId{"5"}));
  EXPECT_EQ(to.time_zone.name(), "Europe/Amsterdam");
  need_.mutable_need()->mutable_jobs(0)->mutable_start_time()->set_seconds(300);
  EXPECT_EQ(Job().fixed_start, absl::FromUnixSeconds(300));
}

// Work of trust asks for the municipality's checks, besides the job's own,
// once.
TEST_F(MatcherValuesTest, TrustBringsTheMunicipalitysChecks) {
  auto& job = *need_.mutable_need()->mutable_jobs(0);
  job.set_risk(omzien::v1::RISK_CLASS_TRUST);
  EXPECT_THAT(Job().checks,
              ElementsAre(CheckKind::kVog, CheckKind::kDrivingLicence));
  job.add_checks(omzien::v1::Check::KIND_VOG);
  EXPECT_EQ(Job().checks.size(), 2U);
  job.set_risk(omzien::v1::RISK_CLASS_HEAVY);
  job.clear_checks();
  EXPECT_THAT(Job().checks, IsEmpty());
}

TEST_F(MatcherValuesTest, TimesOfDay) {
  struct Row {
    absl::string_view text;
    int expected;
  };
  for (const Row& row : std::vector<Row>{{"00:00", 0},
                                         {"09:30", 570},
                                         {"24:00", 1'440},
                                         {"", -1},
                                         {"9:30", -1},
                                         {"ab:cd", -1}}) {
    EXPECT_EQ(MinutesOf(row.text), row.expected) << row.text;
  }
}

}  // namespace
}  // namespace omzien::core
