// "Forget me" against what happens to a server: killed half-way, or given an
// old backup.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <algorithm>
#include <cstddef>
#include <fstream>
#include <ios>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/generic_call.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"

namespace omzien::surroundings {
namespace {

using scenarios::AsResident;
using scenarios::Desk;
using scenarios::Neighbourhood;

class Erasing : public ::testing::Test {
 protected:
  static v1::ErasePersonRequest RequestFor(const std::string& person) {
    v1::ErasePersonRequest request;
    request.set_name(person);
    request.set_request_id("5ce4a210-0000-4000-8000-000000000001");
    request.mutable_origin()->set_channel(v1::CHANNEL_APP);
    return request;
  }

  bool IsKnown(const std::string& person) {
    v1::GetPersonRequest request;
    request.set_name(person);
    v1::Person seen;
    const absl::Status status =
        world_->Call("GetPerson", Desk().as, request, seen);
    EXPECT_TRUE(status.ok() || absl::IsNotFound(status)) << status;
    return status.ok();
  }

  std::string KeyFile() const {
    std::ifstream file(world_->Path("keys/people.keys"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const std::unique_ptr<scenarios::Binary> world_ =
      scenarios::MakeOpenBinary({});
  Neighbourhood here_{*world_};
};

// Cut off at any moment: the person is wholly there or wholly gone, and who
// waits for her is told in the end.
TEST_F(Erasing, KilledHalfWay) {
  std::mt19937 chance(std::random_device{}());
  here_.EnterVolunteer("Wim");
  int gone = 0;
  for (int round = 0; round < 12; ++round) {
    const std::string name = "Truus" + std::to_string(round);
    const std::string truus = here_.EnterResident(name);
    const std::string need = here_.Post(here_.Gardening(truus)).name();
    const auto asks = here_.Asks(need, v1::Invitation::STATE_SENT);
    const auto channel = world_->channel();
    std::thread caller([&] {
      v1::ErasePersonResponse response;
      (void)scenarios::GenericCall(channel, absl::Seconds(10), "ErasePerson",
                                   AsResident(truus).as, RequestFor(truus),
                                   response);
    });
    absl::SleepFor(absl::Microseconds(chance() % 4'000));
    world_->Restart(/*kill=*/true);
    caller.join();
    if (IsKnown(truus)) {
      EXPECT_EQ(here_.StateOf(need), v1::Job::STATE_OPEN) << round;
      continue;
    }
    ++gone;
    for (const auto& ask : asks) {
      EXPECT_TRUE(world_->Eventually([&] {
        return std::ranges::any_of(
            here_.MailsTo("Wim", "niet meer nodig"), [&](const auto& mail) {
              return absl::StrContains(mail.text, ask.code());
            });
      })) << round;
      EXPECT_FALSE(here_.Accept(ask).ok()) << round;
    }
  }
  std::cout << gone << " of 12 were gone" << std::endl;
}

TEST_F(Erasing, AnOldBackupBringsNobodyBack) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string bep = here_.EnterResident("Bep");
  here_.EnterVolunteer("Wim");
  here_.Post(here_.Gardening(truus));
  v1::Backup backup;
  const absl::Status made =
      world_->Call("CreateBackup", {Desk().as.actor, "administrator"},
                   v1::CreateBackupRequest(), backup);
  ASSERT_TRUE(made.ok()) << made;
  const std::string keys_before = KeyFile();
  v1::ErasePersonResponse response;
  const absl::Status erased = world_->Call("ErasePerson", AsResident(truus).as,
                                           RequestFor(truus), response);
  ASSERT_TRUE(erased.ok()) << erased;

  // The wrapped key is overwritten: nowhere in the file are its bytes.
  const std::string keys_after = KeyFile();
  ASSERT_EQ(keys_before.size(), keys_after.size());
  constexpr std::size_t kSlot = 128;
  int changed = 0;
  for (std::size_t at = 512; at + kSlot <= keys_before.size(); at += kSlot) {
    const std::string before = keys_before.substr(at + 24, 72);
    if (keys_after.substr(at + 24, 72) == before) continue;
    ++changed;
    EXPECT_FALSE(absl::StrContains(keys_after, before.substr(24, 32)));
  }
  EXPECT_EQ(changed, 1);

  ASSERT_EQ(kill(world_->pid(), SIGTERM), 0);
  ASSERT_EQ(world_->WaitForEnd(), 0);
  {
    scenarios::Child restore(
        std::vector<std::string>{OMZIEND_PATH, "restore", "--from",
                                 backup.dir(), "--config",
                                 world_->Path("omzien.textproto")},
        world_->Path("said"));
    ASSERT_EQ(restore.Wait(), 0);
  }
  world_->Start();
  EXPECT_FALSE(IsKnown(truus));
  EXPECT_TRUE(IsKnown(bep));
  // And what the backup had open is ended.
  EXPECT_TRUE(world_->Eventually(
      [&] { return !here_.MailsTo("Wim", "niet meer nodig").empty(); }));
}

}  // namespace
}  // namespace omzien::surroundings
