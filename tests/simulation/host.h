// The machine of a simulation: its disk, its clock, and the server on it, which
// is the production core without its threads.

#pragma once

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server/core/channel.h"
#include "server/core/engine.h"
#include "server/core/settings.h"
#include "server/runtime/plain_sealer.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/findings.h"
#include "tests/testing/inline_executor.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/seeded_ids.h"

namespace omzien::simulation {

// For one thread.
class Host {
 public:
  struct Parts {
    std::uint64_t seed = 0;
    const core::Settings& settings;
    const core::Writer& writer;
    Findings& findings;
    Disk::OnChange on_change;
  };
  explicit Host(Parts parts);

  // An error only when the disk refuses.
  absl::Status Start();
  // Everything is done and durable first.
  void Stop();
  // What is not durable is gone, with all that the server had in memory.
  void PowerCut();
  bool running() const { return engine_ != nullptr; }

  // Runs what waits in the lane; `tasks` of it, or all.
  void Work();
  void Work(int tasks);
  // All that waits is done and durable.
  void Settle();

  // Whether a server that starts on a copy of the store gives the same answers
  // about who fits and who is known as the one that runs.
  void CompareWithTwin(const std::string& need);

  core::Engine& engine() { return *engine_; }
  testing::ManualClock& clock() { return clock_; }
  testing::InlineExecutor& executor() { return executor_; }
  Disk& disk() { return disk_; }
  const Ledger& ledger() const { return disk_.ledger(); }
  // Core's time, when it last wrote.
  absl::Time CoreTime() const;

 private:
  core::Ports PortsOver(core::Store& store, core::Clock& clock,
                        core::Executor& executor, core::IdSource& ids);

  const Parts parts_;
  testing::ManualClock clock_;
  testing::InlineExecutor executor_;
  testing::SeededIds ids_;
  runtime::PlainSealer sealer_;
  Disk disk_;
  std::unique_ptr<core::Engine> engine_;
};

}  // namespace omzien::simulation
