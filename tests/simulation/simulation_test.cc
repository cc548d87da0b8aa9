// Goal: whatever a year brings, Omzien keeps its promises.
// Method: the production core in one thread, on a store, a clock and chance
// that come from one seed; people, deliveries and faults too. The rules are
// held against every batch that is written and every answer that is given.
//
//   OMZIEN_SEED=42             runs that one seed: what a failure prints.
//   OMZIEN_SIMULATION_SEEDS=n  runs seeds 1 to n; 50 when not said. The nightly
//                              run takes 1,000.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "gtest/gtest.h"
#include "server/core/channel.h"
#include "server/notify/text_writer.h"
#include "tests/simulation/year.h"

namespace omzien::simulation {
namespace {

constexpr std::uint64_t kSeeds = 50;

// A year in which nothing happens keeps every promise: over all seeds each of
// these must have happened.
constexpr const char* kMustHappen[] = {
    "PostNeed OK",
    "UpdateNeed OK",
    "CancelNeed OK",
    "ReopenJob OK",
    "ReferJob OK",
    "AcceptInvitation OK",
    "AcceptInvitation ALREADY_FILLED",
    "AcceptInvitation INVITATION_CLOSED",
    "DeclineInvitation OK",
    "SnoozeInvitation OK",
    "WithdrawInvitation OK",
    "GiveBackAppointment OK",
    "ProposeTime OK",
    "AnswerProposedTime OK",
    "CompleteAppointment OK",
    "ThankVolunteer OK",
    "UpdateVolunteer OK",
    "UpdateVolunteer ETAG_MISMATCH",
    "ImportVolunteers OK",
    "KeepApart OK",
    "CreateTask OK",
    "CloseTask OK",
    "answered again",
    "lapsed",
    "let go",
    "journal let go",
    "reminded of a check",
    "delivered",
    "mail given up",
    "mail is away",
    "clock confirmed",
    "clock put right",
    "power cut",
    "power cut at a start",
    "restart",
    "write refused",
};

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  const char* text = std::getenv(name);
  if (text != nullptr) {
    EXPECT_TRUE(absl::SimpleAtoi(text, &value)) << name << "=" << text;
  }
  return value;
}

// A year with this seed; adds what happened to `tally`.
void RunSeed(std::uint64_t seed, const core::Writer& writer,
             std::map<std::string, int>& tally) {
  // Said before, for what ends the program.
  std::cout << "seed " << seed << std::endl;
  Year year(seed, writer);
  EXPECT_TRUE(year.Run()) << "again: OMZIEN_SEED=" << seed
                          << " simulation_test\n"
                          << year.Explain();
  std::cout << year.Summary() << "\n";
  for (const auto& [what, times] : year.tally()) tally[what] += times;
}

TEST(Simulation, KeepsItsPromises) {
  const auto writer = notify::TextWriter::Load(
      OMZIEN_TEXTS_DIR, "Omzien <omzien@roerdalen.example>");
  ASSERT_TRUE(writer.ok()) << writer.status();
  std::map<std::string, int> tally;
  const std::uint64_t one = FromEnvironment("OMZIEN_SEED", 0);
  const std::uint64_t last =
      one > 0 ? one : FromEnvironment("OMZIEN_SIMULATION_SEEDS", kSeeds);
  for (std::uint64_t seed = one > 0 ? one : 1; seed <= last && !HasFailure();
       ++seed) {
    RunSeed(seed, **writer, tally);
  }
  for (const auto& [what, times] : tally) {
    std::cout << what << ": " << times << "\n";
  }
  if (one > 0 || last < kSeeds || HasFailure()) return;
  for (const char* what : kMustHappen) EXPECT_GT(tally[what], 0) << what;
}

}  // namespace
}  // namespace omzien::simulation
