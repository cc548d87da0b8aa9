// A child process of a test.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::scenarios {

// For one thread. Ends with the test: a child that still runs is killed.
class Child {
 public:
  // Starts `arguments` (the first is the program); stderr goes to `log_path`.
  Child(const std::vector<std::string>& arguments, const std::string& log_path);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The number after the last ':' or ' ' of the first line on stdout that
  // starts with `prefix`; 0 when the child ended without saying it.
  int PortAfter(absl::string_view prefix) const;

  int pid() const { return pid_; }

  // Sends a signal and waits for the end. Returns the exit code, or minus the
  // signal that ended it.
  int Stop(int signal);

  // Waits for a child that ends by itself.
  int Wait();

 private:
  int pid_ = 0;
  int out_ = -1;
};

}  // namespace omzien::scenarios
