#include "tests/races/crossroads.h"

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/dispatcher.h"
#include "server/api/fake_places.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/fake_writer.h"
#include "server/core/names.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/runtime/plain_sealer.h"
#include "server/runtime/random_ids.h"
#include "server/runtime/strand_executor.h"
#include "server/runtime/system_clock.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/believed_callers.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::races {
namespace {

using google::protobuf::Message;

constexpr int kThreads = 3;

constexpr char kConfig[] = R"pb(
  default_language: "nl"
  server {
    request_retention { seconds: 604800 }
    queue_max: 100
  }
  municipalities {
    id: "GM1669"
    display_name: "Roerdalen"
    time_zone: "Europe/Amsterdam"
    job_policy { duration_max { seconds: 14400 } }
    ask_policy {
      first_wave_size: 2
      next_wave_size: 2
      wave_interval { seconds: 86400 }
      waves_max: 1
      lapse_after { seconds: 86400 }
      lead_min { seconds: 3600 }
      asks_per_week_max: 400
      quiet_start: "00:00"
      quiet_end: "00:00"
      weights { fair_share: 100 }
    }
  }
  organisations {
    name: "organisations/desk"
    municipalities: "municipalities/GM1669"
  }
)pb";

constexpr char kSkills[] = R"pb(
  skills {
    name: "skills/garden"
    display_names { key: "nl" value: "tuinwerk" }
    risk: RISK_CLASS_LIGHT
  }
)pb";

core::Settings MakeSettings() {
  core::Settings settings;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(kConfig, &settings.config));
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(kSkills, &settings.skills));
  return settings;
}

// Told in the person's own client alone: no mail, no calls for the desk.
v1::Person MakePerson(int number) {
  v1::Person person;
  person.set_municipality("municipalities/GM1669");
  person.set_given_name(absl::StrCat("Buur", number));
  person.set_phone(absl::StrFormat("0475-%06d", number));
  person.set_contact(v1::Person::CONTACT_APP);
  person.mutable_home()->mutable_address()->set_postcode("1234AB");
  person.mutable_home()->mutable_address()->set_house_number(1);
  return person;
}

v1::Volunteer MakeOffer() {
  v1::Volunteer offer;
  offer.add_skills("skills/garden");
  for (int day = 1; day <= 7; ++day) {
    auto& hours = *offer.mutable_availability()->add_weekly();
    hours.set_day(static_cast<v1::Weekday>(day));
    hours.set_start("00:00");
    hours.set_end("24:00");
  }
  offer.mutable_limits()->set_open_asks_max(10);
  offer.mutable_limits()->set_rest_after_job_hours(-1);
  return offer;
}

}  // namespace

struct Crossroads::Parts {
  testing::TemporaryFolder folder;
  runtime::SystemClock clock;
  runtime::RandomIds ids;
  runtime::PlainSealer sealer;
  core::FakeWriter writer;
  api::FakePlaces places;
  boost::asio::thread_pool pool{kThreads};
  runtime::StrandExecutor executor{pool.get_executor()};
  std::unique_ptr<core::Store> store;
  std::unique_ptr<core::Engine> engine;
  std::optional<api::MethodTable> table;
  std::optional<testing::BelievedCallers> callers;
  std::optional<api::Dispatcher> dispatcher;
  std::atomic<int> requests = 0;
  std::vector<std::string> residents;  // Everybody; each asks in turn.
  std::size_t turn = 0;
};

Crossroads::Crossroads(int volunteers) : parts_(std::make_unique<Parts>()) {
  Parts& parts = *parts_;
  auto store = storage::RocksStore::Open(
      {.data_dir = parts.folder.path() + "/store",
       .sealer = std::string(parts.sealer.name()),
       .clock = parts.clock,
       .on_failure = [](const absl::Status& why) { ADD_FAILURE() << why; }});
  EXPECT_TRUE(store.ok()) << store.status();
  parts.store = *std::move(store);
  auto engine =
      core::Engine::Start({parts.executor, *parts.store, parts.clock, parts.ids,
                           parts.sealer, parts.writer,
                           [](absl::string_view what, const absl::Status& why) {
                             ADD_FAILURE() << what << ": " << why;
                           }},
                          MakeSettings());
  EXPECT_TRUE(engine.ok()) << engine.status();
  parts.engine = *std::move(engine);
  parts.table.emplace(api::MethodTable::Create(api::MethodRows()).value());
  parts.callers.emplace(*parts.engine);
  parts.dispatcher.emplace(
      api::Dispatcher::Parts{*parts.table, *parts.engine, parts.places,
                             parts.clock, *parts.callers},
      api::Dispatcher::Options{absl::Minutes(5), [](const auto&) {}});
  v1::ImportVolunteersRequest rows;
  for (int i = 1; i <= volunteers; ++i) {
    *rows.add_rows()->mutable_person() = MakePerson(i);
    *rows.mutable_rows(i - 1)->mutable_volunteer() = MakeOffer();
  }
  v1::ImportVolunteersResponse entered;
  EXPECT_EQ(Call("ImportVolunteers", kDesk, rows, entered), absl::OkStatus());
  EXPECT_EQ(entered.entered(), volunteers) << entered.ShortDebugString();
  v1::ListPeopleRequest list;
  list.set_municipality("municipalities/GM1669");
  list.set_page_size(volunteers);
  v1::ListPeopleResponse people;
  EXPECT_EQ(Call("ListPeople", kDesk, list, people), absl::OkStatus());
  for (const auto& person : people.people()) {
    parts.residents.push_back(person.name());
  }
}

// The pool first: what it runs uses the rest, and the store brings it work
// until it is gone.
Crossroads::~Crossroads() {
  parts_->pool.join();
  parts_->store.reset();
}

absl::Status Crossroads::Call(absl::string_view method, absl::string_view actor,
                              const Message& request, Message& response) {
  Parts& parts = *parts_;
  api::CallRequest call;
  for (const api::Method& each : parts.table->methods()) {
    if (each.descriptor->name() == method) call.method = &each;
  }
  const char* person =
      absl::StrContains(method, "Invitation") ? "volunteer" : "resident";
  call.caller = {absl::StrCat("Believed ", actor),
                 actor == kDesk ? "desk" : person};
  call.message.reset(request.New());
  call.message->CopyFrom(request);
  if (const auto* id = request.GetDescriptor()->FindFieldByName("request_id")) {
    const auto& reflection = *request.GetReflection();
    reflection.SetString(
        call.message.get(), id,
        absl::StrFormat("5ce4a210-0000-4000-8000-%012d", ++parts.requests));
    auto& origin = *reflection.MutableMessage(
        call.message.get(), request.GetDescriptor()->FindFieldByName("origin"));
    static_cast<v1::Origin&>(origin).set_channel(v1::CHANNEL_APP);
  }
  absl::Notification done;
  absl::Status status;
  parts.dispatcher->Call(std::move(call), [&](auto answer) {
    status = answer.status();
    if (answer.ok()) response.CopyFrom(**answer);
    done.Notify();
  });
  done.WaitForNotification();
  return status;
}

v1::Need Crossroads::Post(int jobs) {
  v1::PostNeedRequest request;
  const std::string& resident =
      parts_->residents[parts_->turn++ % parts_->residents.size()];
  request.mutable_need()->set_resident(resident);
  request.mutable_need()->set_own_network(v1::Need::OWN_NETWORK_NOBODY);
  for (int i = 0; i < jobs; ++i) {
    v1::Job& job = *request.mutable_need()->add_jobs();
    job.add_skills("skills/garden");
    job.set_description("Het onkruid bij de voordeur.");
    job.mutable_duration()->set_seconds(3'600);
    job.set_helpers_needed(i == 0 ? 2 : 1);
    const absl::Time start =
        parts_->clock.TimeNow() + absl::Hours(24 * (i + 5));
    *job.add_windows()->mutable_start_time() = core::ToProto(start);
    *job.mutable_windows(0)->mutable_end_time() =
        core::ToProto(start + absl::Hours(8));
  }
  v1::Need need;
  EXPECT_EQ(Call("PostNeed", resident, request, need), absl::OkStatus());
  return need;
}

void Crossroads::CallOff(const v1::Need& need) {
  v1::CancelNeedRequest request;
  request.set_name(need.name());
  v1::Need response;
  EXPECT_EQ(Call("CancelNeed", need.resident(), request, response),
            absl::OkStatus());
}

std::vector<v1::Invitation> Crossroads::OpenAsks(const v1::Need& need) {
  v1::ListInvitationsRequest request;
  request.set_parent(need.name());
  request.add_states(v1::Invitation::STATE_SENT);
  request.set_page_size(100);
  v1::ListInvitationsResponse response;
  EXPECT_EQ(Call("ListInvitations", kDesk, request, response),
            absl::OkStatus());
  return {response.invitations().begin(), response.invitations().end()};
}

std::string Crossroads::Accept(const v1::Invitation& ask) {
  v1::AcceptInvitationRequest request;
  request.set_name(ask.name());
  *request.mutable_start_time() = ask.start_times(0);
  v1::Appointment appointment;
  const absl::Status status =
      Call("AcceptInvitation", core::PersonOfVolunteer(ask.volunteer()),
           request, appointment);
  if (status.ok()) return "OK";
  const auto reason = status.GetPayload(core::kReasonPayload);
  return reason.has_value() ? std::string(*reason) : status.ToString();
}

}  // namespace omzien::races
