#include "server/core/machines.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/signal.pb.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Signal;

// All states of a machine, as the proto has them.
template <class State>
std::vector<State> StatesOf(const google::protobuf::EnumDescriptor& type) {
  std::vector<State> states;
  states.reserve(type.value_count());
  for (int i = 0; i < type.value_count(); ++i) {
    states.push_back(static_cast<State>(type.value(i)->number()));
  }
  return states;
}

// "OPEN>DONE", for each pair that may follow.
template <class State>
std::set<std::string> StepsOf(const google::protobuf::EnumDescriptor& type) {
  const auto name = [&type](State state) {
    return type.FindValueByNumber(state)->name().substr(6);
  };
  std::set<std::string> steps;
  for (const State from : StatesOf<State>(type)) {
    for (const State to : StatesOf<State>(type)) {
      if (MayMove(from, to)) {
        steps.insert(absl::StrCat(name(from), ">", name(to)));
      }
    }
  }
  return steps;
}

// Every pair of states is tried; these and no others may follow one another.
TEST(MachinesTest, TheJobsTable) {
  const std::set<std::string> expected = {"UNSPECIFIED>OPEN",
                                          "UNSPECIFIED>REFERRED",
                                          "OPEN>ARRANGED",
                                          "OPEN>CANCELLED",
                                          "OPEN>REFERRED",
                                          "OPEN>UNANSWERED",
                                          "OPEN>DONE",
                                          "OPEN>PARTLY_DONE",
                                          "OPEN>NOT_DONE",
                                          "ARRANGED>OPEN",
                                          "ARRANGED>DONE",
                                          "ARRANGED>PARTLY_DONE",
                                          "ARRANGED>NOT_DONE",
                                          "ARRANGED>CANCELLED",
                                          "ARRANGED>REFERRED",
                                          "UNANSWERED>OPEN",
                                          "UNANSWERED>CANCELLED",
                                          "UNANSWERED>REFERRED",
                                          "UNANSWERED>DONE",
                                          "UNANSWERED>NOT_DONE",
                                          "PARTLY_DONE>OPEN",
                                          "UNANSWERED>PARTLY_DONE",
                                          "NOT_DONE>OPEN",
                                          "CANCELLED>OPEN",
                                          "REFERRED>OPEN"};
  EXPECT_EQ(StepsOf<Job::State>(*Job::State_descriptor()), expected);
}

TEST(MachinesTest, TheInvitationsTable) {
  const std::set<std::string> expected = {
      "UNSPECIFIED>PLANNED", "PLANNED>SENT",     "PLANNED>WITHDRAWN",
      "SENT>ACCEPTED",       "SENT>DECLINED",    "SENT>SNOOZED",
      "SENT>LAPSED",         "SENT>WITHDRAWN",   "SNOOZED>SENT",
      "SNOOZED>ACCEPTED",    "SNOOZED>DECLINED", "SNOOZED>LAPSED",
      "SNOOZED>WITHDRAWN",   "LAPSED>ACCEPTED",  "LAPSED>DECLINED",
      "DECLINED>ACCEPTED"};
  EXPECT_EQ(StepsOf<Invitation::State>(*Invitation::State_descriptor()),
            expected);
}

TEST(MachinesTest, TheAppointmentsTable) {
  const std::set<std::string> expected = {
      "UNSPECIFIED>AGREED", "AGREED>GIVEN_BACK",  "AGREED>CANCELLED",
      "AGREED>DONE",        "AGREED>PARTLY_DONE", "AGREED>NOT_DONE"};
  EXPECT_EQ(StepsOf<Appointment::State>(*Appointment::State_descriptor()),
            expected);
}

TEST(MachinesTest, TheSignalsTable) {
  const std::set<std::string> expected = {"UNSPECIFIED>RAISED", "RAISED>TAKEN",
                                          "RAISED>WEIGHED", "TAKEN>WEIGHED"};
  EXPECT_EQ(StepsOf<Signal::State>(*Signal::State_descriptor()), expected);
}

// What is over stays over: nothing leads out of these.
TEST(MachinesTest, TerminalStates) {
  for (const auto to : StatesOf<Job::State>(*Job::State_descriptor())) {
    EXPECT_FALSE(MayMove(Job::STATE_DONE, to));
  }
  for (const auto to :
       StatesOf<Invitation::State>(*Invitation::State_descriptor())) {
    EXPECT_FALSE(MayMove(Invitation::STATE_ACCEPTED, to));
    EXPECT_FALSE(MayMove(Invitation::STATE_WITHDRAWN, to));
  }
  for (const auto from :
       StatesOf<Appointment::State>(*Appointment::State_descriptor())) {
    if (from == Appointment::STATE_UNSPECIFIED ||
        from == Appointment::STATE_AGREED) {
      continue;
    }
    for (const auto to :
         StatesOf<Appointment::State>(*Appointment::State_descriptor())) {
      EXPECT_FALSE(MayMove(from, to)) << from << " to " << to;
    }
  }
}

TEST(MachinesTest, AMoveSetsTheState) {
  Job job;
  Move(job, Job::STATE_OPEN);
  EXPECT_EQ(job.state(), Job::STATE_OPEN);
}

TEST(MachinesDeathTest, AMoveThatIsNotInTheTableStopsTheServer) {
  Appointment appointment;
  appointment.set_state(Appointment::STATE_DONE);
  EXPECT_DEATH(Move(appointment, Appointment::STATE_AGREED), "may not move");
}

TEST(MachinesTest, ANeedShowsWhatAsksForAttentionFirst) {
  struct Row {
    std::vector<Job::State> jobs;
    Job::State expected;
  };
  const std::vector<Row> rows = {
      {{}, Job::STATE_UNSPECIFIED},
      {{Job::STATE_DONE, Job::STATE_OPEN}, Job::STATE_OPEN},
      {{Job::STATE_UNANSWERED, Job::STATE_ARRANGED}, Job::STATE_UNANSWERED},
      {{Job::STATE_CANCELLED, Job::STATE_ARRANGED}, Job::STATE_ARRANGED},
      {{Job::STATE_DONE, Job::STATE_NOT_DONE}, Job::STATE_NOT_DONE},
      {{Job::STATE_NOT_DONE, Job::STATE_PARTLY_DONE}, Job::STATE_PARTLY_DONE},
      {{Job::STATE_CANCELLED, Job::STATE_DONE}, Job::STATE_DONE},
      {{Job::STATE_CANCELLED, Job::STATE_REFERRED}, Job::STATE_REFERRED},
      {{Job::STATE_CANCELLED}, Job::STATE_CANCELLED},
  };
  for (const Row& row : rows) {
    google::protobuf::RepeatedPtrField<Job> jobs;
    for (const Job::State state : row.jobs) jobs.Add()->set_state(state);
    EXPECT_EQ(NeedState(jobs), row.expected);
  }
}

TEST(MachinesTest, OpenAsksArePlannedSentOrSnoozed) {
  std::set<Invitation::State> open;
  for (const auto state :
       StatesOf<Invitation::State>(*Invitation::State_descriptor())) {
    if (IsOpen(state)) open.insert(state);
  }
  EXPECT_EQ(open, (std::set<Invitation::State>{Invitation::STATE_PLANNED,
                                               Invitation::STATE_SENT,
                                               Invitation::STATE_SNOOZED}));
}

}  // namespace
}  // namespace omzien::core
