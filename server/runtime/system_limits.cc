#include "server/runtime/system_limits.h"

// As POSIX has them.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <sys/resource.h>

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

}  // namespace omzien::runtime
