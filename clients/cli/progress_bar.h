// A bar that grows while rows are sent, on a terminal only.

#pragma once

#include <ostream>
#include <string>

namespace omzien::cli {

// "[#####-----]  250/500". `total` may be 0.
std::string DrawBar(int done, int total);

// Used by one thread. Clears its line when it goes.
class ProgressBar {
 public:
  // Draws nothing unless `visible`. Borrows `out`.
  ProgressBar(std::ostream& out, int total, bool visible);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Advance(int by);

 private:
  std::ostream& out_;
  int done_ = 0;
  int total_;
  bool visible_;
};

}  // namespace omzien::cli
