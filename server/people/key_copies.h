// Copies of the file of people's keys, a few days of them: a lost key file must
// not be the end of all data, and a copy that is kept for long would keep the
// erased.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/core/executor.h"

namespace omzien::people {

// Thread-safe. Borrows the lane, in whose turns the file is read: nobody writes
// to it meanwhile, so each slot of a copy is whole.
class KeyCopies {
 public:
  struct Options {
    std::string key_file;
    std::string
        dir;  // Made when absent, for the service alone. Empty: nothing.
    absl::Duration interval;
    absl::Duration retention;
  };
  // Gets the copy's path, or why there is none. In the lane, or in Beat().
  using Report = std::function<void(const absl::StatusOr<std::string>&)>;

  KeyCopies(Options options, core::Executor& lane, core::Clock& clock,
            Report report);

  // Looks, at most once a minute, whether a copy is due, and begins it; removes
  // copies that are too old, but the newest one. Does neither while the clock
  // is in doubt: what is due and what is too old is reckoned by it.
  void Beat(bool clock_in_doubt);

 private:
  struct Copying;

  absl::StatusOr<bool> Tidy(absl::Time now);
  static void Step(std::shared_ptr<Copying> copying);

  const Options options_;
  core::Executor& lane_;
  core::Clock& clock_;
  const Report report_;
  absl::Mutex mutex_;
  absl::Duration next_look_ ABSL_GUARDED_BY(mutex_) =
      -absl::InfiniteDuration();  // Steady time.
};

}  // namespace omzien::people
