#include "tests/bench/figures.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace omzien::bench {
namespace {

constexpr int kSyncs = 2'000;

}  // namespace

Figures Summarise(std::vector<absl::Duration> spans, absl::Duration total) {
  if (spans.empty()) return {};
  std::ranges::sort(spans);
  const auto at = [&](std::size_t percent) {
    return absl::ToDoubleMicroseconds(
        spans[(spans.size() - 1) * percent / 100]);
  };
  return {
      .per_s = static_cast<double>(spans.size()) / absl::ToDoubleSeconds(total),
      .p50_us = at(50),
      .p99_us = at(99)};
}

std::string Tell(absl::string_view name, const Figures& figures) {
  std::cout << absl::StreamFormat("%-24s %8.0f/s   p50 %7.0f us   p99 %7.0f us",
                                  name, figures.per_s, figures.p50_us,
                                  figures.p99_us)
            << std::endl;
  return absl::StrFormat(R"("%s":{"per_s":%.0f,"p50_us":%.0f,"p99_us":%.0f})",
                         name, figures.per_s, figures.p50_us, figures.p99_us);
}

absl::StatusOr<Figures> MeasureDisk(const std::string& dir, std::size_t bytes) {
  const std::string path = dir + "/raw";
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return absl::UnavailableError("cannot make " + path);
  const std::string data(bytes, 'x');
  std::vector<absl::Duration> spans;
  const absl::Time start = absl::Now();
  bool good = true;
  for (int i = 0; i < kSyncs && good; ++i) {
    const absl::Time before = absl::Now();
    good = write(file, data.data(), data.size()) >= 0 && fdatasync(file) == 0;
    spans.push_back(absl::Now() - before);
  }
  close(file);
  unlink(path.c_str());
  if (!good) return absl::UnavailableError("cannot write " + path);
  return Summarise(std::move(spans), absl::Now() - start);
}

}  // namespace omzien::bench
