#include "server/core/core_fixture.h"

#include <google/protobuf/util/message_differencer.h>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/engine.h"
#include "server/core/names.h"
#include "server/core/record_cache.h"
#include "server/core/sample_settings.h"
#include "server/core/startup.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Need;
using omzien::v1::Person;

// Degrees of latitude in a metre.
constexpr double kDegreesPerM = 1.0 / 111'195;

template <class R>
R Done(absl::StatusOr<R> result) {
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *std::move(result) : R();
}

}  // namespace

absl::Time Monday() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return absl::FromCivil(absl::CivilHour(2026, 6, 15, 10), zone);
}

Caller Staff(absl::string_view organisation, absl::string_view person,
             omzien::v1::Channel channel) {
  Caller caller;
  caller.actor.set_name(std::string(organisation));
  caller.actor.set_role(omzien::v1::ROLE_DESK);
  caller.origin.set_on_behalf_of(std::string(person));
  caller.origin.set_channel(channel);
  return caller;
}

Caller Herself(absl::string_view person) {
  Caller caller;
  caller.actor.set_name(std::string(person));
  caller.actor.set_role(omzien::v1::ROLE_RESIDENT);
  caller.origin.set_channel(omzien::v1::CHANNEL_APP);
  return caller;
}

CoreFixture::CoreFixture(Durability durability, Asking asking)
    : store_(durability),
      state_(MakePorts(), *Catalogue::Make(SampleSettings(asking))) {}

Ports CoreFixture::MakePorts() {
  return {executor_, store_, clock_, ids_, sealer_, writer_, nullptr};
}

absl::Status CoreFixture::Load(State& state) {
  const absl::Status basis = LoadBasis(state);
  return basis.ok() ? LoadPeople(state, clock_.TimeNow()) : basis;
}

Transaction CoreFixture::Begin(Caller caller) {
  return {state_, std::move(caller), "Test", clock_.TimeNow()};
}

void CoreFixture::Commit(Transaction& transaction) {
  const auto batch = transaction.Commit();
  ASSERT_TRUE(batch.ok()) << batch.status();
  ASSERT_TRUE(store_.Write(*batch).ok());
  ExpectKeptAsStored();
}

void CoreFixture::EraseKey(absl::string_view person) {
  ASSERT_TRUE(sealer_.Erase(person, {}).ok());
  state_.records.LetGo(NameOf("people", person));
  state_.records.LetGo(NameOf("volunteers", person));
}

void CoreFixture::ExpectKeptAsStored() {
  state_.records.ForEach(
      [this](const std::string& name, const RecordCache::Record& kept) {
        const auto bytes = store_.Get(Keyspace::kRecords, name);
        ASSERT_TRUE(bytes.ok() && bytes->has_value()) << name;
        const std::unique_ptr<google::protobuf::Message> stored(kept->New());
        const absl::Status status = state_.codec.Decode(**bytes, *stored);
        ASSERT_TRUE(status.ok()) << name << ": " << status;
        EXPECT_TRUE(
            google::protobuf::util::MessageDifferencer::Equals(*kept, *stored))
            << name;
      });
}

void CoreFixture::Do(const Caller& caller,
                     const std::function<absl::Status(Transaction&)>& command) {
  Transaction transaction = Begin(caller);
  const absl::Status status = command(transaction);
  ASSERT_TRUE(status.ok()) << status;
  Commit(transaction);
}

Person CoreFixture::SamplePerson(const std::string& given_name, int metres) {
  Person person;
  person.set_municipality(std::string(kRoerdalen));
  person.set_given_name(given_name);
  person.set_family_name("van den Appelboom");
  person.set_phone(absl::StrCat("+3161234", 1000 + metres));
  person.set_email(absl::StrCat(given_name, "@post.example"));
  auto& address = *person.mutable_home()->mutable_address();
  address.set_postcode("6077AB");
  address.set_house_number(12);
  address.set_street("Appelstraat");
  address.set_village("Odiliënberg");
  auto& location = *person.mutable_home()->mutable_location();
  location.set_latitude_deg(51.14 + metres * kDegreesPerM);
  location.set_longitude_deg(6.0);
  return person;
}

std::string CoreFixture::AddPerson(const Person& person) {
  std::string name;
  const auto desk = person.municipality() == kRoerdalen ? kDesk : kOtherDesk;
  Do(Staff(desk), [&](Transaction& transaction) {
    omzien::v1::CreatePersonRequest request;
    *request.mutable_person() = person;
    const auto created = CreatePerson(transaction, request);
    if (created.ok()) name = created->name();
    return created.status();
  });
  return name;
}

std::string CoreFixture::AddVolunteer(const std::string& given_name,
                                      int metres) {
  return AddOffer(AddPerson(SamplePerson(given_name, metres)));
}

std::string CoreFixture::AddOffer(const std::string& person) {
  std::string name;
  Do(Herself(person), [&](Transaction& transaction) {
    omzien::v1::CreateVolunteerRequest request;
    auto& offer = *request.mutable_volunteer();
    offer.set_person(person);
    for (const auto skill : {kGarden, kLamp, kCompany}) {
      offer.add_skills(std::string(skill));
    }
    for (int day = 1; day <= 7; ++day) {
      auto& hours = *offer.mutable_availability()->add_weekly();
      hours.set_day(static_cast<omzien::v1::Weekday>(day));
      hours.set_start("08:00");
      hours.set_end("20:00");
    }
    const auto created = CreateVolunteer(transaction, request);
    if (created.ok()) name = created->name();
    return created.status();
  });
  return name;
}

Job CoreFixture::SampleJob() {
  Job job;
  job.add_skills(std::string(kGarden));
  job.set_description("de heg is te hoog");
  job.mutable_duration()->set_seconds(3600);
  auto& window = *job.add_windows();
  *window.mutable_start_time() = ToProto(Monday() + absl::Hours(24));
  *window.mutable_end_time() = ToProto(Monday() + absl::Hours(31));
  return job;
}

Need CoreFixture::Post(const std::string& resident,
                       const std::vector<Job>& jobs) {
  Need need;
  Do(Herself(resident), [&](Transaction& transaction) {
    omzien::v1::PostNeedRequest request;
    request.mutable_need()->set_resident(resident);
    request.mutable_need()->set_own_network(Need::OWN_NETWORK_NOBODY);
    for (const Job& job : jobs) *request.mutable_need()->add_jobs() = job;
    auto posted = PostNeed(transaction, request);
    if (posted.ok()) need = *posted;
    return posted.status();
  });
  return need;
}

Appointment CoreFixture::Accept(const std::string& invitation) {
  Appointment appointment;
  const auto record = Stored<store::v1::InvitationRecord>(invitation);
  const Invitation& ask = record.invitation();
  Do(Herself(PersonOfVolunteer(ask.volunteer())),
     [&](Transaction& transaction) {
       omzien::v1::AcceptInvitationRequest request;
       request.set_name(invitation);
       *request.mutable_start_time() = ask.start_times(0);
       auto accepted = AcceptInvitation(transaction, request);
       if (accepted.ok()) appointment = *accepted;
       return accepted.status();
     });
  return appointment;
}

Need CoreFixture::NeedOf(const std::string& name) {
  Transaction transaction = Begin(Staff(kDesk));
  omzien::v1::GetNeedRequest request;
  request.set_name(name);
  return Done(GetNeed(transaction, request));
}

std::vector<Invitation> CoreFixture::AsksOf(const std::string& need) {
  Transaction transaction = Begin(Staff(kDesk));
  omzien::v1::ListInvitationsRequest request;
  request.set_parent(need);
  const auto list = Done(ListInvitations(transaction, request));
  return {list.invitations().begin(), list.invitations().end()};
}

Appointment CoreFixture::AppointmentOf(const std::string& name) {
  Transaction transaction = Begin(Staff(kDesk));
  omzien::v1::GetAppointmentRequest request;
  request.set_name(name);
  return Done(GetAppointment(transaction, request));
}

std::vector<omzien::v1::Task> CoreFixture::OpenWork() {
  Transaction transaction = Begin(Staff(kDesk));
  omzien::v1::ListTasksRequest request;
  request.set_municipality(std::string(kRoerdalen));
  const auto list = Done(ListTasks(transaction, request));
  return {list.tasks().begin(), list.tasks().end()};
}

}  // namespace omzien::core
