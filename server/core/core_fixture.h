// A small neighbourhood for core's unit tests: two municipalities, a desk in
// each, some skills, and a state over a store in memory whose personal data is
// really sealed.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/fake_writer.h"
#include "server/core/sample_settings.h"
#include "server/core/scrambling_sealer.h"
#include "server/core/state.h"
#include "server/core/transaction.h"
#include "tests/testing/inline_executor.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/memory_store.h"
#include "tests/testing/seeded_ids.h"

namespace omzien::core {

// A Monday in June, 10:00 on the wall clock of Roerdalen.
absl::Time Monday();

// Staff of an organisation, for `person` (empty: in its own name).
Caller Staff(absl::string_view organisation, absl::string_view person = "",
             omzien::v1::Channel channel = omzien::v1::CHANNEL_VISIT);
// A person in her own client.
Caller Herself(absl::string_view person);

class CoreFixture : public ::testing::Test {
 protected:
  using Durability = testing::MemoryStore::Durability;
  explicit CoreFixture(Durability durability = Durability::kAtOnce,
                       Asking asking = Asking::kWaves);

  // Ports of a state or an engine over the same parts.
  Ports MakePorts();

  // Fills a state from the store, as a start does.
  absl::Status Load(State& state);

  // At the clock's time.
  Transaction Begin(Caller caller = SystemCaller());
  // Writes what the transaction holds to the store.
  void Commit(Transaction& transaction);
  // All that erasing somebody (by id) begins with.
  void EraseKey(absl::string_view person);
  // What the lane keeps of records is what the store has of them.
  void ExpectKeptAsStored();
  // Runs `command`, which must succeed, and commits.
  void Do(const Caller& caller,
          const std::function<absl::Status(Transaction&)>& command);

  // Somebody of Roerdalen with telephone and e-mail; home is `metres` north of
  // the church.
  static omzien::v1::Person SamplePerson(const std::string& given_name,
                                         int metres = 0);
  std::string AddPerson(const omzien::v1::Person& person);
  // A volunteer for all skills, all week; returns "volunteers/..".
  std::string AddVolunteer(const std::string& given_name, int metres = 500);
  // The same of somebody who is known ("people/..").
  std::string AddOffer(const std::string& person);
  // A job of an hour, tomorrow between 10:00 and 17:00.
  static omzien::v1::Job SampleJob();
  omzien::v1::Need Post(const std::string& resident,
                        const std::vector<omzien::v1::Job>& jobs);
  omzien::v1::Appointment Accept(const std::string& invitation);

  // As they are stored.
  omzien::v1::Need NeedOf(const std::string& name);
  std::vector<omzien::v1::Invitation> AsksOf(const std::string& need);
  omzien::v1::Appointment AppointmentOf(const std::string& name);
  std::vector<omzien::v1::Task> OpenWork();

  template <class R>
  R Stored(absl::string_view name) {
    Transaction transaction = Begin();
    const auto record = transaction.Get<R>(name);
    EXPECT_TRUE(record.ok()) << record.status();
    return record.ok() ? *record : R();
  }

  testing::ManualClock clock_{Monday()};
  testing::MemoryStore store_;
  testing::SeededIds ids_;
  testing::InlineExecutor executor_;
  ScramblingSealer sealer_;
  FakeWriter writer_;
  State state_;
};

}  // namespace omzien::core
