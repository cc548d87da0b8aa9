// A mail server that does not do its work: who is told by phone notices
// nothing, calls are as fast as ever, and what could not be sent comes later or
// becomes work for the desk.

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/surroundings/main_job.h"

namespace omzien::surroundings {
namespace {

using v1::Task;

void Patient(config::v1::Config& config) {
  auto& notify = *config.mutable_notify();
  notify.mutable_smtp()->mutable_timeout()->set_seconds(1);
  notify.set_attempts_max(50);
  notify.mutable_retry_wait()->set_seconds(1);
  notify.mutable_retry_wait_max()->set_seconds(1);
}

struct Trouble {
  const char* name;
  std::vector<std::string> flags;  // Of scripts/mail_server.py.

  friend void PrintTo(const Trouble& trouble, std::ostream* out) {
    *out << trouble.name;
  }
};

class MailServer : public testing::TestWithParam<Trouble> {};

INSTANTIATE_TEST_SUITE_P(Troubles, MailServer,
                         testing::Values(Trouble{"Hangs", {"--hang"}},
                                         Trouble{"Drops", {"--drop"}},
                                         Trouble{"Refuses", {"--tempfail"}},
                                         Trouble{"IsSlow", {"--slow", "0.7"}}),
                         [](const auto& each) {
                           return std::string(each.param.name);
                         });

// While it lasts the desk works on; afterwards every mail arrives, once.
TEST_P(MailServer, KeepsNobodyFromTheMainJob) {
  const auto world = scenarios::MakeOpenBinary(
      {.configure = Patient, .mail_flags = GetParam().flags});
  MainJob job(*world);
  auto& here = job.here();
  const auto wim = here.EnterVolunteer("Wim");
  std::vector<std::string> residents;
  for (int i = 0; i < 3; ++i) {
    const std::string name = absl::StrCat("Truus", i);
    here.Post(
        here.Gardening(here.EnterResident(name), absl::Hours(48 * (i + 2))));
    residents.push_back(name);
  }
  const absl::Time begun = absl::Now();
  for (int i = 0; i < 3; ++i) job.GoesOnByPhone();
  EXPECT_LT(absl::Now() - begun, absl::Seconds(20)) << "calls wait for mail";

  world->StopMail();
  world->StartMail({});
  for (const std::string& name : residents) {
    EXPECT_TRUE(here.Hears(name, "")) << name;
  }
  EXPECT_TRUE(world->Eventually(
      [&] { return here.MailsTo("Wim", "code").size() == 3U; }));
  EXPECT_TRUE(here.Work(Task::KIND_UNDELIVERED).empty());
  EXPECT_TRUE(here.Work(Task::KIND_CALL).empty());
  job.GoesOnByMail();
}

// Nobody listens at the mail server's port: the same.
TEST(Mail, IsKeptWhileTheMailServerIsDown) {
  const auto world = scenarios::MakeOpenBinary({.configure = Patient});
  MainJob job(*world);
  job.GoesOnByMail();
  world->StopMail();
  auto& here = job.here();
  const auto need = here.Post(here.Gardening(here.EnterResident("Truus")));
  job.GoesOnByPhone();
  world->Restart(/*kill=*/true);  // What is to be sent is not forgotten.
  job.GoesOnByPhone();
  world->StartMail({});
  EXPECT_TRUE(here.Hears("Truus", ""));
}

// A mail that is refused for good, or too often, becomes work for the desk,
// with whom to call and what to say; so nobody waits for a word in vain.
TEST(Mail, ThatCannotBeDeliveredIsWorkForTheDesk) {
  const auto world = scenarios::MakeOpenBinary(
      {.configure =
           [](config::v1::Config& config) {
             Patient(config);
             config.mutable_notify()->set_attempts_max(2);
           },
       .mail_flags = {"--reject"}});
  MainJob job(*world);
  auto& here = job.here();
  const auto expect_work = [&](const std::string& resident) {
    Task found;
    EXPECT_TRUE(world->Eventually([&] {
      for (const Task& task : here.Work(Task::KIND_UNDELIVERED)) {
        if (task.person() == resident) found = task;
      }
      return !found.name().empty();
    }));
    v1::GetTaskRequest request;
    request.set_name(found.name());
    const auto task = here.Do<Task>(scenarios::Desk(), "GetTask", request);
    EXPECT_NE(task.phone(), "");
    EXPECT_NE(task.say(), "");
    EXPECT_NE(task.person_name(), "");
    EXPECT_TRUE(here.Close(task).has_close_time());
  };
  here.EnterVolunteer("Wim");
  const auto truus = here.EnterResident("Truus");
  here.Post(here.Gardening(truus));
  expect_work(truus);
  world->StopMail();
  world->StartMail({"--tempfail"});
  const auto bep = here.EnterResident("Bep");
  here.Post(here.Gardening(bep));
  expect_work(bep);
  job.GoesOnByPhone();
}

}  // namespace
}  // namespace omzien::surroundings
