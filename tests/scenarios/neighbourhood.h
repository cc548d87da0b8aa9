// People, offers and needs to tell a scenario with. All goes through the API,
// as a desk or the people themselves would do it.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

inline constexpr char kRoerdalen[] = "municipalities/GM1669";
inline constexpr char kGarden[] = "skills/light-garden-work";
inline constexpr char kLamp[] = "skills/change-light-bulb";

std::string MailOf(absl::string_view given_name);

absl::Time ToTime(const google::protobuf::Timestamp& time);
google::protobuf::Timestamp ToProto(absl::Time time);

// For one thread.
class Neighbourhood {
 public:
  // `world` outlives this.
  explicit Neighbourhood(World& world);

  // A call with a request_id of its own, unless it has one.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Try(const Voice& voice, const std::string& method,
                               Request request) {
    Sign(voice, request);
    Response response;
    absl::Status status = world_.Call(method, voice.as, request, response);
    if (!status.ok()) return status;
    return response;
  }

  // The same for what must go well; else the test fails.
  template <typename Response, typename Request>
  Response Do(const Voice& voice, const std::string& method, Request request) {
    auto response = Try<Response>(voice, method, std::move(request));
    if (response.ok()) return *std::move(response);
    ADD_FAILURE() << method << ": " << response.status();
    return Response();
  }

  const config::v1::AskPolicy& policy() const { return policy_; }
  int times_a_year_max() const { return times_a_year_max_; }
  absl::Time now() { return world_.Now(); }
  static absl::Duration Seconds(const google::protobuf::Duration& duration) {
    return absl::Seconds(duration.seconds());
  }

  // Somebody in Posterholt with a phone and MailOf(given_name).
  v1::Person Somebody(const std::string& given_name);
  // Each returns the name: "people/..".
  std::string Enter(const v1::Person& person);
  std::string EnterResident(const std::string& given_name);
  // Reached by phone alone.
  std::string EnterCaller(const std::string& given_name);

  // Gardening at any hour, within 30 km, with three asks open and 20 a week.
  static v1::Volunteer AnyHour();
  // Each returns the name: "volunteers/..".
  std::string EnterVolunteer(const v1::Person& person,
                             const v1::Volunteer& offer);
  std::string EnterVolunteer(const std::string& given_name);
  std::vector<std::string> EnterVolunteers(int count);

  // An hour of gardening, at some moment of a window of eight hours that begins
  // after `ahead`.
  v1::Need Gardening(const std::string& resident,
                     absl::Duration ahead = absl::Hours(24 * 10));
  v1::TimeWindow Window(absl::Duration ahead, absl::Duration length);
  v1::Need Post(const v1::Need& need);
  absl::StatusOr<v1::Need> TryPost(const v1::Need& need);
  v1::Need Get(const std::string& need);
  v1::Job::State StateOf(const std::string& need);

  // Asks of a need, in any state or in one; oldest first.
  std::vector<v1::Invitation> Asks(
      const std::string& need,
      v1::Invitation::State state = v1::Invitation::STATE_UNSPECIFIED);
  // The latest ask to one volunteer; empty when there is none.
  v1::Invitation AskTo(const std::string& need, const std::string& volunteer);
  absl::StatusOr<v1::Appointment> Accept(const v1::Invitation& ask,
                                         int start = 0);
  absl::StatusOr<v1::Appointment> Accept(const Voice& voice,
                                         const v1::Invitation& ask,
                                         int start = 0);
  v1::Invitation Decline(const v1::Invitation& ask);
  v1::Invitation Snooze(const v1::Invitation& ask);
  v1::Appointment Get(const Voice& voice, const std::string& appointment);

  // The desk's open work, oldest first.
  std::vector<v1::Task> Work(v1::Task::Kind kind = v1::Task::KIND_UNSPECIFIED);
  v1::Task Close(const v1::Task& task, bool keep_apart = false);

  // Mails to MailOf(given_name) that hold `words` in subject or text.
  std::vector<Mail> MailsTo(absl::string_view given_name,
                            absl::string_view words = "");
  // One such mail comes, now or soon.
  bool Hears(absl::string_view given_name, absl::string_view words);

 private:
  void Sign(const Voice& voice, google::protobuf::Message& request);
  std::string FreshRequestId();

  World& world_;
  config::v1::AskPolicy policy_;
  int times_a_year_max_ = 0;
  int requests_ = 0;
  int people_ = 0;
};

}  // namespace omzien::scenarios
