#include "tests/testing/listening_child.h"

// POSIX signals and streams, which the C++ headers need not have.
#include <linux/prctl.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <stdio.h>   // NOLINT(modernize-deprecated-headers)
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

namespace omzien::testing {
namespace {

constexpr int kPatienceMs = 60'000;

}  // namespace

ListeningChild::ListeningChild(std::vector<std::string> command,
                               absl::string_view needs) {
  const auto fail = [&](absl::string_view what) {
    std::cerr << absl::StrJoin(command, " ") << " does not start: " << what
              << "; it needs " << needs << '\n';
    std::exit(1);
  };
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe(ends) != 0) fail("no pipe");
  child_ = fork();
  if (child_ < 0) fail("no process");
  if (child_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  pollfd words{.fd = ends[0], .events = POLLIN, .revents = 0};
  if (poll(&words, 1, kPatienceMs) != 1) fail("it says nothing for a minute");
  FILE* said = fdopen(ends[0], "r");
  if (fscanf(said, "listening on 127.0.0.1:%d", &port_) != 1) {
    fail("it does not say where it listens");
  }
  fclose(said);
}

ListeningChild::~ListeningChild() {
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
}

void ListeningChild::Pause() const { kill(child_, SIGSTOP); }
void ListeningChild::Resume() const { kill(child_, SIGCONT); }

}  // namespace omzien::testing
