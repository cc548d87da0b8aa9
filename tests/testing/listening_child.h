// For tests: a server of somebody else's as a child process, which says on
// stdout at which port it listens.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::testing {

// Runs until destroyed; also ends when the test ends. Not thread-safe.
class ListeningChild {
 public:
  // Starts `command` (the first is the program) and waits for the line
  // "listening on 127.0.0.1:PORT". A test that cannot start it ends here, with
  // what it needs: "Debian's python3-aiosmtpd".
  ListeningChild(std::vector<std::string> command, absl::string_view needs);
  ListeningChild(const ListeningChild&) = delete;
  ListeningChild& operator=(const ListeningChild&) = delete;
  ~ListeningChild();

  int port() const { return port_; }

  // Does not answer any more; Resume() ends that.
  void Pause() const;
  void Resume() const;

 private:
  pid_t child_ = -1;
  int port_ = 0;
};

}  // namespace omzien::testing
