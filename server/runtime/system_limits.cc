#include "server/runtime/system_limits.h"

// As POSIX has them.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <sys/resource.h>

#include <cstddef>

#include "absl/synchronization/mutex.h"

// Of jemalloc, which not every build has; man 3 jemalloc.
extern "C" int mallctl(const char* name, void* before, std::size_t* before_size,
                       void* value, std::size_t value_size)
    __attribute__((weak));

namespace omzien::runtime {

void UseSystemLimits() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    // Without it the server serves fewer, and says so when it comes to that.
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &files));
  }
  signal(SIGXFSZ, SIG_IGN);
}

void FreeMemoryInBackground() {
  if (mallctl == nullptr) return;
  bool on = true;
  // Without it the thread that frees does it, as before.
  static_cast<void>(
      mallctl("background_thread", nullptr, nullptr, &on, sizeof(on)));
}

void TrustLocks() {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}  // namespace omzien::runtime
