#include "tests/crash/ledger.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/message_differencer.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "tests/crash/load.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"

namespace omzien::crash {
namespace {

using google::protobuf::util::MessageDifferencer;
using scenarios::Desk;
using v1::Appointment;
using v1::Invitation;
using v1::Job;

// Above the demo's lapse_after of two days.
constexpr absl::Duration kUntilLapsed = absl::Hours(49);
// Needs whose asks are awaited, a round.
constexpr std::size_t kTimersWatched = 4;

template <typename T>
const T& As(const google::protobuf::Message& message) {
  return static_cast<const T&>(message);
}

// The one state that fits what was done.
Job::State ExpectedState(bool cancelled, std::size_t standing) {
  if (cancelled) return Job::STATE_CANCELLED;
  return standing == 0 ? Job::STATE_OPEN : Job::STATE_ARRANGED;
}

}  // namespace

void Ledger::Take(const std::vector<Deed>& deeds) {
  deeds_.insert(deeds_.end(), deeds.begin(), deeds.end());
  for (const Deed& deed : deeds) {
    if (deed.method == "CreatePerson" && deed.acknowledged) Tell(deed);
  }
}

void Ledger::GoBackTo(const Ledger& then) {
  std::map<std::string, std::string> addresses = std::move(mail_of_);
  *this = then;
  mail_of_ = std::move(addresses);
}

Ledger::Problems Ledger::Repeat() {
  Problems problems;
  for (const Deed& deed : deeds_) {
    const std::unique_ptr<google::protobuf::Message> answer(
        deed.response->New());
    const absl::Status status =
        world_->Call(deed.method, deed.voice.as, *deed.request, *answer);
    // It was not done then, and now another has the place.
    if (!deed.acknowledged &&
        (absl::IsFailedPrecondition(status) || absl::IsAborted(status))) {
      continue;
    }
    if (!status.ok()) {
      problems.push_back(absl::StrCat(
          deed.method, deed.acknowledged ? " (acknowledged)" : " (no answer)",
          " is refused now: ", status.ToString()));
      continue;
    }
    if (deed.acknowledged &&
        !MessageDifferencer::Equals(*answer, *deed.response)) {
      problems.push_back(absl::StrCat(
          deed.method, " was answered\n  ", deed.response->ShortDebugString(),
          "\nand now\n  ", answer->ShortDebugString()));
    }
    deed.response->CopyFrom(*answer);
    Tell(deed);
  }
  deeds_.clear();
  return problems;
}

void Ledger::Tell(const Deed& deed) {
  const auto& response = *deed.response;
  if (deed.method == "CreatePerson") {
    const auto& person = As<v1::Person>(response);
    mail_of_[person.name()] = person.email();
  } else if (deed.method == "PostNeed") {
    const auto& need = As<v1::Need>(response);
    stories_[need.name()].need = need;
    description_of_[need.name()] = need.jobs(0).description();
  } else if (deed.method == "CancelNeed") {
    stories_[As<v1::Need>(response).name()].cancelled = true;
  } else if (deed.method == "AcceptInvitation") {
    const auto& appointment = As<Appointment>(response);
    stories_[appointment.need()].agreed[appointment.invitation()] = appointment;
  } else if (deed.method == "GiveBackAppointment") {
    const auto& appointment = As<Appointment>(response);
    stories_[appointment.need()].given_back.insert(appointment.name());
  } else if (deed.method == "DeclineInvitation") {
    const auto& ask = As<Invitation>(response);
    stories_[ask.need()].declined.insert(ask.name());
  }
}

template <typename Response, typename Request>
Response Ledger::Read(const std::string& method, const Request& request,
                      Problems& problems) {
  Response response;
  const absl::Status status =
      world_->Call(method, Desk().as, request, response);
  if (!status.ok()) {
    problems.push_back(absl::StrCat(method, " ", request.ShortDebugString(),
                                    ": ", status.ToString()));
  }
  return response;
}

Ledger::Problems Ledger::ReadBack() {
  Problems problems;
  for (auto& [name, story] : stories_) CheckStory(story, problems);
  return problems;
}

void Ledger::CheckStory(Story& story, Problems& problems) {
  const std::string& name = story.need.name();
  v1::GetNeedRequest get;
  get.set_name(name);
  const auto need = Read<v1::Need>("GetNeed", get, problems);
  if (need.jobs_size() != 1 ||
      need.jobs(0).description() != description_of_[name]) {
    problems.push_back(absl::StrCat(
        name, " is not what was posted: ", need.ShortDebugString()));
    return;
  }
  const std::size_t standing = story.agreed.size() - story.given_back.size();
  if (need.state() != ExpectedState(story.cancelled, standing)) {
    problems.push_back(
        absl::StrCat(name, " is in state ", Job::State_Name(need.state())));
  }
  v1::ListInvitationsRequest list;
  list.set_parent(name);
  const auto asks =
      Read<v1::ListInvitationsResponse>("ListInvitations", list, problems);
  story.asks = {asks.invitations().begin(), asks.invitations().end()};
  for (const Invitation& ask : story.asks) {
    const bool accepted = ask.state() == Invitation::STATE_ACCEPTED;
    const bool declined = ask.state() == Invitation::STATE_DECLINED;
    if (accepted != story.agreed.contains(ask.name()) ||
        declined != story.declined.contains(ask.name()) ||
        !mail_of_.contains(scenarios::PersonOf(ask.volunteer()))) {
      problems.push_back(absl::StrCat("an ask of ", name, " that nobody made ",
                                      "so: ", ask.ShortDebugString()));
    }
  }
  CheckAppointments(story, problems);
}

void Ledger::CheckAppointments(const Story& story, Problems& problems) {
  v1::ListAppointmentsRequest list;
  list.set_parent(story.need.name());
  const auto listed =
      Read<v1::ListAppointmentsResponse>("ListAppointments", list, problems);
  if (listed.appointments_size() != static_cast<int>(story.agreed.size())) {
    problems.push_back(
        absl::StrCat(story.need.name(), " has ", listed.appointments_size(),
                     " appointments; ", story.agreed.size(), " were made"));
  }
  for (const Appointment& found : listed.appointments()) {
    const bool given_back = story.given_back.contains(found.name());
    const auto kept = story.cancelled ? Appointment::STATE_CANCELLED
                                      : Appointment::STATE_AGREED;
    const auto expected = given_back ? Appointment::STATE_GIVEN_BACK : kept;
    const auto made = story.agreed.find(found.invitation());
    if (made == story.agreed.end() || made->second.name() != found.name() ||
        !MessageDifferencer::Equals(made->second.start_time(),
                                    found.start_time()) ||
        found.state() != expected) {
      problems.push_back(absl::StrCat("an appointment that nobody made so: ",
                                      found.ShortDebugString()));
    }
  }
}

std::string Ledger::MailOf(const std::string& name) const {
  const auto found = mail_of_.find(
      absl::StartsWith(name, "volunteers/") ? scenarios::PersonOf(name) : name);
  return found == mail_of_.end() ? "" : found->second;
}

Ledger::Problems Ledger::Mails() {
  struct Due {
    std::string address;
    std::string words;
  };
  std::vector<Due> due;
  for (const auto& [name, story] : stories_) {
    if (story.cancelled) continue;
    const std::string resident = MailOf(story.need.resident());
    due.push_back({resident, "ontvangen"});
    for (const Invitation& ask : story.asks) {
      if (ask.state() == Invitation::STATE_SENT) {
        due.push_back({MailOf(ask.volunteer()), ask.code()});
      }
    }
    for (const auto& [ask, appointment] : story.agreed) {
      if (story.given_back.contains(appointment.name())) continue;
      due.push_back({resident, "Er komt iemand helpen"});
      due.push_back(
          {MailOf(appointment.volunteer()), appointment.resident_name()});
    }
  }
  world_->Eventually([&] {
    std::erase_if(due, [&](const Due& one) {
      return world_->HasMail(one.address, one.words);
    });
    return due.empty();
  });
  Problems problems;
  for (const Due& one : due) {
    problems.push_back(
        absl::StrCat("no mail to ", one.address, " with ", one.words));
  }
  return problems;
}

Ledger::Problems Ledger::Timers() {
  std::vector<std::string> open;
  for (const auto& [name, story] : stories_) {
    for (const Invitation& ask : story.asks) {
      if (ask.state() == Invitation::STATE_SENT &&
          open.size() < kTimersWatched) {
        open.push_back(ask.name());
      }
    }
  }
  stories_.clear();  // From now on they change by themselves.
  world_->Advance(kUntilLapsed);
  Problems problems;
  world_->Eventually([&] {
    std::erase_if(open, [&](const std::string& name) {
      v1::GetInvitationRequest get;
      get.set_name(name);
      return Read<Invitation>("GetInvitation", get, problems).state() ==
             Invitation::STATE_LAPSED;
    });
    return open.empty();
  });
  for (const std::string& name : open) {
    problems.push_back(absl::StrCat(name, " did not lapse"));
  }
  return problems;
}

Ledger::Problems Ledger::ListAll() {
  Problems problems;
  std::map<std::string, std::string> missing = description_of_;
  v1::ListNeedsRequest request;
  request.set_municipality(scenarios::kRoerdalen);
  do {
    const auto page =
        Read<v1::ListNeedsResponse>("ListNeeds", request, problems);
    for (const v1::Need& need : page.needs()) {
      const auto found = missing.find(need.name());
      if (found == missing.end() || need.jobs_size() != 1 ||
          need.jobs(0).description() != found->second) {
        problems.push_back(absl::StrCat("a need too many, or another: ",
                                        need.ShortDebugString()));
      } else {
        missing.erase(found);
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  for (const auto& [name, description] : missing) {
    problems.push_back(absl::StrCat(name, " is not listed: ", description));
  }
  return problems;
}

}  // namespace omzien::crash
