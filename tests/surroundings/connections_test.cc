// Connections that do no work: too many for the limit of open files, ten
// thousand that say nothing, and those that speak something else.

#include <algorithm>
#include <iostream>
#include <memory>
#include <random>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "omzien/v1/person_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/voice.h"
#include "tests/surroundings/main_job.h"
#include "tests/surroundings/process.h"

namespace omzien::surroundings {
namespace {

constexpr long kMegabyte = 1L << 20;
constexpr int kStep = 1'000;
// Lines to the mail server, which stay open for the next mails.
constexpr int kLineFiles = 50;

// More connections than the server may open: it says so, keeps files for its
// store, and when others close takes new ones as before.
TEST(Connections, BeyondTheLimitOfOpenFilesDoNoLastingHarm) {
  const auto world = scenarios::MakeOpenBinary(
      {.launcher = {"/usr/bin/prlimit", "--nofile=200:200"}});
  MainJob job(*world);
  job.GoesOnByMail();
  {
    Connections crowd;
    EXPECT_EQ(crowd.Open(world->port(), 400), 400);
    EXPECT_TRUE(world->Eventually([&] {
      return absl::StrContains(world->Log(), "no further connections");
    }));
    EXPECT_LE(FilesOf(world->pid()), 160);
    // Who is connected is served, and told.
    job.GoesOnByMail();
  }
  EXPECT_TRUE(world->Eventually([&] { return FilesOf(world->pid()) < 100; }));
  Connections later;
  later.Open(world->port(), 1, Preface());
  EXPECT_TRUE(later.IsAnswered());
  job.GoesOnByMail();
}

// Ten thousand that are silent, or begin as a client does and ask nothing: the
// main job goes on, also for who comes later. Those that never speak are shown
// out; the memory of one crowd does for the next.
TEST(Connections, TenThousandIdleOnesCostLittle) {
  // Sanitized, a connection costs many times the time and the memory.
  const int wanted = IsSanitized() ? 2'000 : 10'000;
  const long bytes_max = IsSanitized() ? 600'000 : 60'000;
  const int spare = 1'000;  // The server keeps 512, the rest is this test's.
  const int many = std::min(wanted, RaiseFileLimit() - spare) / kStep * kStep;
  ASSERT_GE(many, kStep) << "the limit of open files is too low for this";
  const auto world = scenarios::MakeOpenBinary({});
  MainJob job(*world);
  job.GoesOnByMail();
  const long before = MemoryOf(world->pid());
  const int files = FilesOf(world->pid());
  long peak = 0;
  for (int round = 1; round <= 2; ++round) {
    Connections silent;
    Connections polite;
    const int crowd = round == 1 ? many : std::max(many / 4 / kStep, 1) * kStep;
    for (int open = 0; open < crowd; open += kStep) {
      ASSERT_GT(silent.Open(world->port(), kStep / 2), open / 2);
      ASSERT_GT(polite.Open(world->port(), kStep / 2, Preface()), open / 2);
      // No faster than they are taken: the system would make the rest wait.
      ASSERT_TRUE(world->Eventually(
          [&] { return FilesOf(world->pid()) >= files + open / 2; }));
    }
    EXPECT_TRUE(polite.IsAnswered());
    job.GoesOnByMail();
    Connections later;
    later.Open(world->port(), 1, Preface());
    EXPECT_TRUE(later.IsAnswered());
    const long now = MemoryOf(world->pid());
    std::cout << crowd << " idle connections, round " << round << ": "
              << (now - before) / crowd << " bytes each, "
              << FilesOf(world->pid()) - files << " open" << std::endl;
    if (round == 1) {
      EXPECT_LT((now - before) / crowd, bytes_max);
    } else if (!IsSanitized()) {  // A sanitizer keeps what was freed.
      EXPECT_LT(now, peak + peak / 10) << "memory grows with each crowd";
    }
    peak = std::max(peak, now);
    silent.Close();
    polite.Close();
    EXPECT_TRUE(world->Eventually(
        [&] { return FilesOf(world->pid()) <= files + kLineFiles; }));
  }
  std::cout << "memory " << before / kMegabyte << " MB before, "
            << peak / kMegabyte << " MB with them, "
            << MemoryOf(world->pid()) / kMegabyte << " MB after" << std::endl;
}

// Other protocols, noise and a request that is too large: each is turned away,
// and nobody else notices.
TEST(Connections, NoiseIsTurnedAway) {
  const auto world = scenarios::MakeOpenBinary({});
  MainJob job(*world);
  std::mt19937 random(7);
  Connections crowd;
  for (int i = 0; i < 100; ++i) {
    std::string noise(1 + random() % 3'000, '\0');
    for (char& byte : noise) byte = static_cast<char>(random());
    crowd.Open(world->port(), 1, noise);
    crowd.Open(world->port(), 1, Preface() + noise);
  }
  crowd.Open(world->port(), 1,
             "GET / HTTP/1.1\r\nHost: omzien.example\r\n\r\n");
  crowd.Open(world->port(), 1, std::string("\x16\x03\x01\x02\0\x01", 6));
  job.GoesOnByMail();

  v1::CreatePersonRequest large;
  large.mutable_person()->set_given_name(std::string(5 << 20, 'x'));
  EXPECT_TRUE(absl::IsResourceExhausted(
      job.here()
          .Try<v1::Person>(scenarios::Desk(), "CreatePerson", large)
          .status()));
  v1::CreatePersonRequest latin;
  latin.mutable_person()->set_given_name("Ren\xe9");
  EXPECT_TRUE(absl::IsInvalidArgument(
      job.here()
          .Try<v1::Person>(scenarios::Desk(), "CreatePerson", latin)
          .status()));
  job.GoesOnByMail();
  EXPECT_FALSE(absl::StrContains(world->Log(), "libprotobuf"));
}

}  // namespace
}  // namespace omzien::surroundings
