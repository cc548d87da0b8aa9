// A month of a municipality as a server leaves it on disk, for the tests of
// what-if: neighbours along a road, and a job on each day.

#pragma once

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "server/core/times.h"

namespace omzien::what_if {

// Keeps a record under its name, sealed for the person with that id.
using Keep = std::function<void(const std::string& name,
                                const google::protobuf::Message& record,
                                const std::string& person)>;

inline constexpr char kHere[] = "municipalities/GM1669";

// A Monday, 10:00 on the wall clock.
inline absl::Time MonthBegin() {
  return absl::FromCivil(absl::CivilHour(2026, 10, 5, 8), absl::UTCTimeZone());
}

inline absl::Time OnDay(int day) {
  return MonthBegin() + absl::Hours(24) * day;
}

inline store::v1::PersonRecord SampleResident(const std::string& id,
                                              int metres) {
  store::v1::PersonRecord record;
  auto& person = *record.mutable_person();
  person.set_name(absl::StrCat("people/", id));
  person.set_municipality(kHere);
  auto& location = *person.mutable_home()->mutable_location();
  location.set_latitude_deg(51.14 + metres / 111'195.0);
  location.set_longitude_deg(6.0);
  return record;
}

// "people/buur0" and "volunteers/buur0", each 100 m farther away; free all
// week, and here for a year.
inline void KeepNeighbours(const Keep& keep, const std::string& skill,
                           int count) {
  for (int i = 0; i < count; ++i) {
    const std::string id = absl::StrCat("buur", i);
    keep(absl::StrCat("people/", id), SampleResident(id, 200 + 100 * i), id);
    store::v1::VolunteerRecord record;
    auto& volunteer = *record.mutable_volunteer();
    volunteer.set_name(absl::StrCat("volunteers/", id));
    volunteer.set_person(absl::StrCat("people/", id));
    volunteer.add_municipalities(kHere);
    volunteer.add_skills(skill);
    for (int day = 1; day <= 7; ++day) {
      auto& hours = *volunteer.mutable_availability()->add_weekly();
      hours.set_day(static_cast<omzien::v1::Weekday>(day));
      hours.set_start("08:00");
      hours.set_end("20:00");
    }
    *volunteer.mutable_create_time() = core::ToProto(OnDay(-365));
    keep(volunteer.name(), record, id);
  }
}

// What became of a job: asked were so many, and the last of them said yes.
struct SampleNeed {
  int day = 0;  // Of its post; the work may be done two days later.
  std::string skill;
  omzien::v1::Job::State state = omzien::v1::Job::STATE_DONE;
  int asked = 3;
};

// "needs/dag7" of "people/truus7", with its asks two hours apart.
inline void KeepNeed(const Keep& keep, const SampleNeed& sample) {
  const std::string resident = absl::StrCat("truus", sample.day);
  keep(absl::StrCat("people/", resident), SampleResident(resident, 0),
       resident);
  store::v1::NeedRecord record;
  auto& need = *record.mutable_need();
  need.set_name(absl::StrCat("needs/dag", sample.day));
  need.set_resident(absl::StrCat("people/", resident));
  need.set_municipality(kHere);
  *need.mutable_create_time() = core::ToProto(OnDay(sample.day));
  omzien::v1::Job& job = *need.add_jobs();
  job.set_id("1");
  job.add_skills(sample.skill);
  job.mutable_duration()->set_seconds(3'600);
  job.mutable_place()->mutable_location()->set_latitude_deg(51.14);
  job.mutable_place()->mutable_location()->set_longitude_deg(6.0);
  job.set_helpers_needed(1);
  job.set_state(sample.state);
  job.mutable_attempts()->set_asked(sample.asked);
  auto& window = *job.add_windows();
  *window.mutable_start_time() = core::ToProto(OnDay(sample.day + 2));
  *window.mutable_end_time() =
      core::ToProto(OnDay(sample.day + 2) + absl::Hours(6));
  record.add_jobs()->set_id("1");
  keep(need.name(), record, resident);
  const bool was_filled = sample.state == omzien::v1::Job::STATE_DONE;
  for (int i = 0; i < sample.asked; ++i) {
    store::v1::InvitationRecord ask;
    auto& invitation = *ask.mutable_invitation();
    invitation.set_name(absl::StrCat("invitations/", sample.day, "-", i));
    invitation.set_need(need.name());
    invitation.set_job_id("1");
    invitation.set_municipality(kHere);
    invitation.set_volunteer(absl::StrCat("volunteers/buur", i));
    const bool is_yes = was_filled && i + 1 == sample.asked;
    invitation.set_state(is_yes ? omzien::v1::Invitation::STATE_ACCEPTED
                                : omzien::v1::Invitation::STATE_DECLINED);
    const absl::Time sent = OnDay(sample.day) + absl::Hours(2) * i;
    *invitation.mutable_send_time() = core::ToProto(sent);
    *invitation.mutable_close_time() = core::ToProto(sent + absl::Hours(1));
    keep(invitation.name(), ask, absl::StrCat("buur", i));
  }
}

// What the lane keeps of itself when its last entry is of that day.
inline std::string LaneUntil(int day) {
  store::v1::LaneRecord lane;
  *lane.mutable_time() = core::ToProto(OnDay(day));
  return lane.SerializeAsString();
}

}  // namespace omzien::what_if
