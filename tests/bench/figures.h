// What a measurement says: how many a second, and how long each took.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::bench {

struct Figures {
  double per_s = 0;
  double p50_us = 0;
  double p99_us = 0;
};

// `spans` of single calls, in any order; `total` from the first to the last.
Figures Summarise(std::vector<absl::Duration> spans, absl::Duration total);

// A member of a JSON object, "NAME":{...}; says the same on a line for people.
std::string Tell(absl::string_view name, const Figures& figures);

// Appends `bytes` to a file in `dir` and makes them durable, again and again:
// what no server can do faster.
absl::StatusOr<Figures> MeasureDisk(const std::string& dir, std::size_t bytes);

}  // namespace omzien::bench
