#include "tests/bench/bench_town.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "matcher/status_macros.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.grpc.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.grpc.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/times.h"
#include "tests/bench/bench_places.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/call_load.h"

namespace omzien::bench {
namespace {

constexpr char kMunicipality[] = "municipalities/GM1669";
constexpr int kRows = 100;
constexpr int kSkills = 40;

using Random = std::minstd_rand;

int Draw(Random& random, int below) {
  return static_cast<int>(random() % static_cast<unsigned>(below));
}

v1::Person Somebody(int number) {
  v1::Person person;
  person.set_municipality(kMunicipality);
  person.set_given_name(absl::StrCat("Nummer ", number));
  person.set_family_name("Voorbeeld");
  person.set_phone(absl::StrFormat("0475-%06d", number));
  person.set_email(absl::StrCat("nummer", number, "@voorbeeld.example"));
  auto& address = *person.mutable_home()->mutable_address();
  address.set_postcode("6061XA");
  address.set_house_number(1 + number % BenchPlaces::kHouses);
  return person;
}

// One to six skills; four days of the week, some only their mornings.
v1::Volunteer Offer(Random& random, const std::vector<std::string>& skills) {
  v1::Volunteer offer;
  const int count = 1 + Draw(random, 6);
  for (int i = 0; i < count; ++i) {
    const std::string& skill =
        skills[Draw(random, static_cast<int>(skills.size()))];
    if (std::find(offer.skills().begin(), offer.skills().end(), skill) ==
        offer.skills().end()) {
      offer.add_skills(skill);
    }
  }
  offer.set_reach_m(2'000 + Draw(random, 13'000));
  const int first = Draw(random, 7);
  for (int i = 0; i < 4; ++i) {
    auto& hours = *offer.mutable_availability()->add_weekly();
    hours.set_day(static_cast<v1::Weekday>(1 + (first + i) % 7));
    hours.set_start("08:00");
    hours.set_end(Draw(random, 2) == 0 ? "13:00" : "20:00");
  }
  offer.mutable_limits()->set_asks_per_week_max(50);
  offer.mutable_limits()->set_open_asks_max(10);
  offer.mutable_limits()->set_rest_after_job_hours(-1);
  return offer;
}

void SignRequest(auto& request) {
  request.set_request_id(FreshRequestId());
  request.mutable_origin()->set_channel(v1::CHANNEL_VISIT);
}

absl::Status ToStatus(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()),
          status.error_message()};
}

absl::Status EnterVolunteers(const std::shared_ptr<grpc::Channel>& channel,
                             const std::vector<std::string>& skills,
                             int count) {
  const auto stub = v1::VolunteerService::NewStub(channel);
  Random random(1);
  for (int done = 0; done < count; done += kRows) {
    v1::ImportVolunteersRequest request;
    for (int i = done; i < std::min(done + kRows, count); ++i) {
      auto& row = *request.add_rows();
      *row.mutable_person() = Somebody(i);
      *row.mutable_volunteer() = Offer(random, skills);
    }
    SignRequest(request);
    grpc::ClientContext context;
    Sign(Desk(), context);
    v1::ImportVolunteersResponse response;
    OMZIEN_RETURN_IF_ERROR(
        ToStatus(stub->ImportVolunteers(&context, request, &response)));
    if (response.entered() != request.rows_size()) {
      return absl::InternalError(response.ShortDebugString());
    }
  }
  return absl::OkStatus();
}

}  // namespace

Caller Desk() { return {"organisations/welzijn-roerdalen", "desk"}; }

std::string FreshRequestId() {
  static std::atomic<std::uint64_t> last{0};
  return absl::StrFormat("00000000-0000-4000-8000-%012x", ++last);
}

absl::StatusOr<Town> Town::Fill(BenchServer& server, int volunteers,
                                int residents) {
  Town town;
  // Tomorrow's midnight, so that no window of today is half over.
  town.now_ = absl::FromCivil(
      absl::CivilDay(absl::ToCivilDay(absl::Now(), absl::UTCTimeZone())) + 1,
      absl::UTCTimeZone());
  for (const auto& skill : server.settings().skills.skills()) {
    // Heavier work may be sent on instead of asked.
    if (town.skills_.size() < kSkills && skill.risk() == v1::RISK_CLASS_LIGHT) {
      town.skills_.push_back(skill.name());
    }
  }
  const auto channel =
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", server.port()),
                          grpc::InsecureChannelCredentials());
  OMZIEN_RETURN_IF_ERROR(EnterVolunteers(channel, town.skills_, volunteers));
  const auto people = v1::PersonService::NewStub(channel);
  for (int i = 0; i < residents; ++i) {
    v1::CreatePersonRequest request;
    *request.mutable_person() = Somebody(volunteers + i);
    SignRequest(request);
    grpc::ClientContext context;
    Sign(Desk(), context);
    v1::Person person;
    OMZIEN_RETURN_IF_ERROR(
        ToStatus(people->CreatePerson(&context, request, &person)));
    town.residents_.push_back(person.name());
  }
  return town;
}

v1::PostNeedRequest Town::Need(int number) const {
  Random random(static_cast<unsigned>(number) * 2'654'435'761U + 1);
  v1::PostNeedRequest request;
  auto& need = *request.mutable_need();
  need.set_resident(residents_[number % residents_.size()]);
  need.set_own_network(v1::Need::OWN_NETWORK_NOBODY);
  v1::Job& job = *need.add_jobs();
  job.add_skills(skills_[Draw(random, static_cast<int>(skills_.size()))]);
  job.set_description("Een klus van een uur, voor een meting.");
  job.mutable_duration()->set_seconds(3'600);
  auto& window = *job.add_windows();
  const absl::Time start =
      now_ + absl::Hours(24 * (1 + Draw(random, 8)) + 7 + Draw(random, 3));
  *window.mutable_start_time() = core::ToProto(start);
  *window.mutable_end_time() = core::ToProto(start + absl::Hours(6));
  request.set_request_id(FreshRequestId());
  request.mutable_origin()->set_channel(v1::CHANNEL_PHONE);
  request.mutable_origin()->set_on_behalf_of(need.resident());
  return request;
}

}  // namespace omzien::bench
