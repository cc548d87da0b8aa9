// People who have met, a contact person, and what is done with signals.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/timers.h"

namespace omzien::core {

inline std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(kReasonPayload);
  if (reason.has_value()) return std::string(*reason);
  return status.ok() ? "OK" : status.ToString();
}

class SignalTest : public CoreFixture {
 protected:
  omzien::v1::Membership Give(const std::string& person, omzien::v1::Role role,
                              bool signal_contact) {
    omzien::v1::Membership made;
    Caller caller = Staff(kDesk);
    caller.actor.set_role(omzien::v1::ROLE_ADMINISTRATOR);
    Do(caller, [&](Transaction& transaction) {
      omzien::v1::CreateMembershipRequest request;
      auto& membership = *request.mutable_membership();
      membership.set_organisation(std::string(kDesk));
      membership.set_role(role);
      membership.set_person(person);
      membership.set_signal_contact(signal_contact);
      const auto created = CreateMembership(transaction, request);
      if (created.ok()) made = *created;
      return created.status();
    });
    return made;
  }

  // In the role of desk with a membership, as the lane would say it.
  Caller Member(const std::string& person) {
    Caller caller = Staff(kDesk);
    caller.actor.set_person(person);
    caller.reach = Reach::kContact;
    caller.weighs_signals = state_.accounts.WeighsSignals(caller.actor);
    return caller;
  }

  static Caller Volunteer(const std::string& volunteer) {
    Caller caller = Herself(PersonOfVolunteer(volunteer));
    caller.actor.set_role(omzien::v1::ROLE_VOLUNTEER);
    return caller;
  }

  absl::StatusOr<omzien::v1::RaiseSignalResponse> TryRaise(
      const Caller& caller, const std::string& about) {
    Transaction transaction = Begin(caller);
    omzien::v1::RaiseSignalRequest request;
    request.mutable_signal()->set_about(about);
    request.mutable_signal()->set_urgency(omzien::v1::Signal::URGENCY_SOON);
    request.mutable_signal()->set_noticed("de koelkast was leeg");
    auto response = RaiseSignal(transaction, request);
    if (response.ok()) {
      EXPECT_EQ(transaction.About(), IdOf(about));
      for (const auto& message : transaction.entry().notices()) {
        told_.push_back(message);
      }
      audience_ = {transaction.entry().audience().begin(),
                   transaction.entry().audience().end()};
      Commit(transaction);
    }
    return response;
  }

  std::string Raise(const Caller& caller, const std::string& about) {
    const auto response = TryRaise(caller, about);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->signal().name() : "";
  }

  absl::StatusOr<omzien::v1::Signal> See(const Caller& caller,
                                         const std::string& name) {
    Transaction transaction = Begin(caller);
    omzien::v1::GetSignalRequest request;
    request.set_name(name);
    return GetSignal(transaction, request);
  }

  absl::StatusOr<std::vector<omzien::v1::Signal>> List(
      const Caller& caller, const std::string& parent, bool all = false) {
    Transaction transaction = Begin(caller);
    omzien::v1::ListSignalsRequest request;
    request.set_parent(parent);
    request.set_show_weighed(all);
    const auto list = ListSignals(transaction, request);
    if (!list.ok()) return list.status();
    return std::vector<omzien::v1::Signal>(list->signals().begin(),
                                           list->signals().end());
  }

  void Weigh(const Caller& caller, const std::string& name) {
    Do(caller, [&](Transaction& transaction) {
      omzien::v1::WeighSignalRequest request;
      request.set_name(name);
      request.set_outcome(omzien::v1::Signal::OUTCOME_TALKED);
      request.set_note("dochter helpt mee");
      const auto weighed = WeighSignal(transaction, request);
      for (const auto& message : transaction.entry().notices()) {
        told_.push_back(message);
      }
      return weighed.status();
    });
  }

  void RunDue() {
    const auto due = FindDueTimers(store_, clock_.TimeNow(), 100);
    ASSERT_TRUE(due.ok());
    for (const DueTimer& each : due->due) {
      Do(SystemCaller(), [&](Transaction& transaction) {
        const auto status = RunTimer(transaction, each.key, each.timer);
        for (const auto& message : transaction.entry().notices()) {
          told_.push_back(message);
        }
        return status;
      });
    }
  }

  // A volunteer and a resident who have an appointment.
  void Meet() {
    wim_ = AddVolunteer("Wim");
    truus_ = AddPerson(SamplePerson("Truus"));
    Accept(AsksOf(Post(truus_, {SampleJob()}).name()).at(0).name());
    told_.clear();
  }

  int Linked(const std::string& prefix) {
    Transaction transaction = Begin();
    return static_cast<int>(transaction.Linked(prefix)->size());
  }

  std::string wim_;
  std::string truus_;
  std::vector<store::v1::OutboxRecord> told_;
  std::vector<std::string> audience_;
};

}  // namespace omzien::core
