// What came of trying another way of asking, told to a coordinator.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/tools/what_if/figures.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

struct Result {
  std::string municipality;  // "Roerdalen".
  absl::TimeZone zone;
  config::v1::AskPolicy now;
  config::v1::AskPolicy tried;
  Past past;
  Comparison comparison;
};

// One page; `language` is "nl" or "en".
std::string PageOf(const Result& result, absl::string_view language);

// One document: each figure as it really was, and over the runs as the mean
// and half of the 95 % interval.
std::string JsonOf(const Result& result);

}  // namespace omzien::what_if
