// Small pieces of Dutch for an entry in the Algoritmeregister.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/duration.pb.h"

namespace omzien::tools {

// Every place that somebody has to fill in begins so.
inline constexpr absl::string_view kMark = "[Vul in:";

// "[Vul in: jaar en maand]": nothing in the configuration says it.
std::string ToFill(absl::string_view what);

// "48 uur", "14 dagen", "90 minuten": in the largest unit that keeps it whole;
// of up to two days in hours, as people say it.
std::string SaySpan(const google::protobuf::Duration& duration);

// A Markdown list, one line each, with a line break after the last.
std::string ListOf(const std::vector<std::string>& items);

}  // namespace omzien::tools
