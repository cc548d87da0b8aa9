// The server as omziend builds it, in this process, for benchmarks: gRPC on
// loopback, the real store in a folder. It has no mail server to talk to: what
// is to be told stays in the outbox.

#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/settings.h"
#include "tests/bench/kept_batches.h"

namespace omzien::bench {

inline constexpr absl::Duration kTurnGoal = absl::Milliseconds(5);

// The longest turn of the lane and what it was.
struct LongestTurn {
  std::string what;
  absl::Duration held;
  // The most processor time that one turn took: what is left of `held` when no
  // other thread has the core.
  absl::Duration computed;
  int turns = 0;      // All that were watched,
  int over_goal = 0;  // and those that held the lane longer than kTurnGoal.
};

// For one thread. Destroying it shuts the server down.
class BenchServer {
 public:
  struct Options {
    std::string dir;  // For the data folder; must be there.
    std::string config;
    int watches_max = 1'000;
    bool sealed = true;  // As omziend does; else the store holds plain text.
  };

  // Answers already when it returns, before its people are read.
  static absl::StatusOr<std::unique_ptr<BenchServer>> Start(
      const Options& options);
  virtual ~BenchServer() = default;

  virtual int port() const = 0;
  virtual const core::Settings& settings() const = 0;
  // True when all people are read. Thread-safe.
  virtual bool IsWhole() const = 0;
  // Only looked at while no call is under way.
  virtual KeptBatches& kept() = 0;
  // Since the last time it was asked.
  virtual LongestTurn TakeLongestTurn() = 0;
};

// The same front and method table before an engine that answers everything at
// once, with nothing: as fast as any server behind it could be.
class EchoServer {
 public:
  static absl::StatusOr<std::unique_ptr<EchoServer>> Start();
  virtual ~EchoServer() = default;
  virtual int port() const = 0;
};

}  // namespace omzien::bench
