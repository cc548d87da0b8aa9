#include "server/core/timers.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

class TimersTest : public CoreFixture {
 protected:
  // Subjects of all timers of a kind, and when they are due.
  std::vector<DueTimer> All(TimerRecord::Kind kind) {
    auto found = FindDueTimers(store_, absl::InfiniteFuture(), 1'000);
    EXPECT_TRUE(found.ok()) << found.status();
    std::erase_if(found->due, [kind](const DueTimer& due) {
      return due.timer.kind() != kind;
    });
    return found->due;
  }

  void RunAllDue() {
    for (;;) {
      const auto found = FindDueTimers(store_, clock_.TimeNow(), 1);
      ASSERT_TRUE(found.ok());
      if (found->due.empty()) return;
      Do(SystemCaller(), [&](Transaction& transaction) {
        return RunTimer(transaction, found->due[0].key, found->due[0].timer);
      });
    }
  }
};

TEST_F(TimersTest, DueTimersComeInOrderAndAtMostSoMany) {
  Do(SystemCaller(), [](Transaction& transaction) {
    for (const int hours : {3, 1, 2, 9}) {
      TimerRecord timer;
      timer.set_subject(std::to_string(hours));
      transaction.AddTimer(timer, Monday() + absl::Hours(hours));
    }
    return absl::OkStatus();
  });
  struct Row {
    int at_hour;
    int max;
    std::vector<std::string> due;
    absl::Time next;
  };
  const std::vector<Row> rows = {
      {0, 9, {}, Monday() + absl::Hours(1)},
      {1, 9, {"1"}, Monday() + absl::Hours(2)},  // Due at its very moment.
      {5, 9, {"1", "2", "3"}, Monday() + absl::Hours(9)},
      {5, 2, {"1", "2"}, Monday() + absl::Hours(3)},
      {9, 9, {"1", "2", "3", "9"}, absl::InfiniteFuture()},
  };
  for (const Row& row : rows) {
    const auto found =
        FindDueTimers(store_, Monday() + absl::Hours(row.at_hour), row.max);
    ASSERT_TRUE(found.ok());
    std::vector<std::string> due;
    for (const auto& each : found->due) due.push_back(each.timer.subject());
    EXPECT_EQ(due, row.due) << row.at_hour;
    EXPECT_EQ(found->next, row.next) << row.at_hour;
  }
}

TEST_F(TimersTest, ADamagedTimerIsDataLoss) {
  Do(SystemCaller(), [](Transaction& transaction) {
    transaction.Write(Keyspace::kTimers, "0", "\xff\xff");
    return absl::OkStatus();
  });
  EXPECT_EQ(FindDueTimers(store_, Monday(), 1).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST_F(TimersTest, EveryKindHasItsNameInTheJournal) {
  const auto& kinds = *TimerRecord::Kind_descriptor();
  std::set<std::string> names;
  for (int i = 1; i < kinds.value_count(); ++i) {
    names.insert(
        TimerMethod(static_cast<TimerRecord::Kind>(kinds.value(i)->number())));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kinds.value_count() - 1));
  EXPECT_FALSE(names.contains("Unknown"));
}

TEST_F(TimersTest, AnAskThatNobodyAnswersLapsesAndTheNextIsAsked) {
  for (const char* name : {"A", "B", "C"}) AddVolunteer(name);
  const auto need = Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  ASSERT_EQ(AsksOf(need.name()).size(), 2U);
  clock_.Advance(absl::Hours(8));
  RunAllDue();
  int lapsed = 0;
  for (const auto& ask : AsksOf(need.name())) {
    if (ask.state() == Invitation::STATE_LAPSED) ++lapsed;
  }
  EXPECT_EQ(lapsed, 2);
  EXPECT_EQ(AsksOf(need.name()).size(), 3U);
  const Job job = NeedOf(need.name()).jobs(0);
  EXPECT_EQ(job.attempts().lapsed(), 2);
  EXPECT_EQ(job.attempts().waves(), 2);
}

// The server was away: everybody gets that much longer, in the record, in the
// timer, and in the wave that waits for them. Timers hang together still.
TEST_F(TimersTest, LengtheningMovesLapsesAndWavesAndNothingElse) {
  AddVolunteer("A");
  const std::string resident = AddPerson(SamplePerson("Truus"));
  const auto need = Post(resident, {SampleJob()});
  const auto other = Post(resident, {SampleJob()});
  const std::string ask = AsksOf(need.name())[0].name();
  const auto lapse = FromProto(AsksOf(need.name())[0].lapse_time());
  const auto before = All(TimerRecord::KIND_NEXT_WAVE);
  ASSERT_FALSE(before.empty());
  const absl::Duration outage = absl::Minutes(90);
  const auto timers =
      FindDueTimers(store_, absl::InfiniteFuture(), 1'000).value();
  Do(SystemCaller(), [&](Transaction& transaction) {
    return LengthenWaiting(transaction, outage, timers.due);
  });
  const auto record = Stored<InvitationRecord>(ask);
  EXPECT_EQ(FromProto(record.invitation().lapse_time()), lapse + outage);
  const auto lapses = All(TimerRecord::KIND_LAPSE_INVITATION);
  ASSERT_EQ(lapses.size(), 1U);
  EXPECT_EQ(lapses[0].key, record.timer());
  EXPECT_EQ(FromProto(lapses[0].timer.due_time()), lapse + outage);
  const auto after = All(TimerRecord::KIND_NEXT_WAVE);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(FromProto(after[i].timer.due_time()),
              FromProto(before[i].timer.due_time()) + outage);
  }
  EXPECT_EQ(
      after[0].key,
      Stored<NeedRecord>(after[0].timer.subject()).jobs(0).next_wave_timer());
  EXPECT_NE(need.name(), other.name());
}

// However long the server was away: by the last possible start the resident has
// heard how it ended.
TEST_F(TimersTest, LengtheningLeavesTimeToTell) {
  for (const char* name : {"A", "B", "C"}) AddVolunteer(name);
  const auto need = Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  const auto timers =
      FindDueTimers(store_, absl::InfiniteFuture(), 1'000).value();
  Do(SystemCaller(), [&](Transaction& transaction) {
    return LengthenWaiting(transaction, absl::Hours(48), timers.due);
  });
  const auto asks = AsksOf(need.name());
  ASSERT_EQ(asks.size(), 2U);
  for (const auto& ask : asks) {
    const auto& starts = ask.start_times();
    EXPECT_EQ(FromProto(ask.lapse_time()),
              FromProto(starts[starts.size() - 1]) - absl::Minutes(15));
  }
  const auto waves = All(TimerRecord::KIND_NEXT_WAVE);
  ASSERT_EQ(waves.size(), 1U);
  const auto& starts = asks[0].start_times();
  EXPECT_EQ(FromProto(waves[0].timer.due_time()),
            FromProto(starts[starts.size() - 1]) - absl::Minutes(15));
}

TEST_F(TimersTest, AReminderGoesToBothSidesAndNotForWhatIsPast) {
  AddVolunteer("A");
  const auto need = Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  const auto appointment = Accept(AsksOf(need.name())[0].name());
  const auto reminders = All(TimerRecord::KIND_REMINDER);
  ASSERT_EQ(reminders.size(), 1U);
  EXPECT_EQ(FromProto(reminders[0].timer.due_time()),
            FromProto(appointment.start_time()) - absl::Hours(4));
  clock_.AdvanceTo(FromProto(appointment.start_time()));
  for (const absl::Duration late : {-absl::Hours(4), absl::ZeroDuration()}) {
    Transaction transaction(state_, SystemCaller(), "Remind",
                            FromProto(appointment.start_time()) + late);
    ASSERT_TRUE(
        RunTimer(transaction, reminders[0].key, reminders[0].timer).ok());
    EXPECT_EQ(transaction.entry().notices_size(),
              late < absl::ZeroDuration() ? 2 : 0);
  }
}

// "Not now", and when the time comes she has paused: she is not asked again.
TEST_F(TimersTest, ASnoozedAskIsSentAgainOnlyIfItStillSuits) {
  for (const bool paused : {false, true}) {
    const std::string volunteer = AddVolunteer(paused ? "B" : "A");
    const auto need = Post(
        AddPerson(SamplePerson(paused ? "Truus" : "Mien", 3)), {SampleJob()});
    std::string ask;
    for (const auto& each : AsksOf(need.name())) {
      if (each.volunteer() == volunteer) ask = each.name();
    }
    ASSERT_FALSE(ask.empty());
    const Caller caller = Herself(PersonOfVolunteer(volunteer));
    Do(caller, [&](Transaction& transaction) {
      omzien::v1::SnoozeInvitationRequest request;
      request.set_name(ask);
      return SnoozeInvitation(transaction, request).status();
    });
    if (paused) {
      Do(caller, [&](Transaction& transaction) {
        omzien::v1::UpdateVolunteerRequest request;
        request.mutable_volunteer()->set_name(volunteer);
        *request.mutable_volunteer()->mutable_pause_until() =
            ToProto(clock_.TimeNow() + absl::Hours(99));
        return UpdateVolunteer(transaction, request).status();
      });
    }
    clock_.Advance(absl::Hours(2));
    RunAllDue();
    const auto record = Stored<InvitationRecord>(ask);
    EXPECT_EQ(record.invitation().state(),
              paused ? Invitation::STATE_WITHDRAWN : Invitation::STATE_SENT);
    clock_.Advance(-absl::Hours(2));
  }
}

}  // namespace
}  // namespace omzien::core
