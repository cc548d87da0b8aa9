#include "tests/scenarios/child.h"

#include <fcntl.h>
// As POSIX has them: signals and how a child ended.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <spawn.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers)
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace omzien::scenarios {

Child::Child(const std::vector<std::string>& arguments,
             const std::string& log_path) {
  std::array<int, 2> pipe_ends{};
  EXPECT_EQ(pipe2(pipe_ends.data(), O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log_path.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  EXPECT_EQ(
      posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ), 0)
      << argv[0];
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  out_ = pipe_ends[0];
}

Child::~Child() {
  if (pid_ > 0) Stop(SIGKILL);
  close(out_);
}

int Child::PortAfter(absl::string_view prefix) const {
  std::string line;
  char byte = 0;
  while (read(out_, &byte, 1) == 1) {
    if (byte != '\n') {
      line += byte;
      continue;
    }
    int port = 0;
    const auto last = line.find_last_of(": ");
    if (absl::StartsWith(line, prefix) && last != std::string::npos &&
        absl::SimpleAtoi(line.substr(last + 1), &port)) {
      return port;
    }
    line.clear();
  }
  return 0;
}

int Child::Stop(int signal) {
  kill(pid_, signal);
  return Wait();
}

int Child::Wait() {
  int status = 0;
  EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace omzien::scenarios
