#include "clients/cli/progress_bar.h"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>

#include "absl/strings/str_format.h"

namespace omzien::cli {
namespace {

constexpr int kBarColumns = 30;

}  // namespace

std::string DrawBar(int done, int total) {
  const int filled =
      total <= 0 ? kBarColumns : kBarColumns * std::min(done, total) / total;
  std::string bar(static_cast<std::size_t>(filled), '#');
  bar.resize(kBarColumns, '-');
  return absl::StrFormat("[%s] %d/%d", bar, done, total);
}

ProgressBar::ProgressBar(std::ostream& out, int total, bool visible)
    : out_(out), total_(total), visible_(visible) {
  Advance(0);
}

ProgressBar::~ProgressBar() {
  // ECMA-48 "erase in line": what comes next begins on a clean line.
  if (visible_) out_ << "\r\x1b[K" << std::flush;
}

void ProgressBar::Advance(int by) {
  done_ += by;
  if (visible_) out_ << "\r" << DrawBar(done_, total_) << std::flush;
}

}  // namespace omzien::cli
