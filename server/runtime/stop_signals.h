// Waiting to be told to stop: by SIGTERM, by SIGINT (Ctrl-C), or from inside
// when the program cannot go on.

#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace omzien::runtime {

// From construction on the two signals no longer end the program, so make it
// before anything that must be closed in order. Owned by main(); one at a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();

  // Blocks until the first reason to stop and returns it: "SIGTERM", "SIGINT",
  // or what Stop() was given. From then on a second signal ends the program at
  // once. Call once, on the main thread.
  std::string Wait();

  // Thread-safe; makes Wait() return `reason`. Only the first one counts.
  void Stop(absl::string_view reason);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace omzien::runtime
