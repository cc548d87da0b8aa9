// Times as a person says them: "di 24 nov 10:00".

#pragma once

#include <string>

#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace omzien::cli {

absl::Time ToTime(const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp ToTimestamp(absl::Time time);

// How times are written: in whose zone, in which language, and what year goes
// without saying. A value type.
struct Moments {
  absl::TimeZone zone;
  Language language = Language::kDutch;
  absl::Time now;

  // "di 24 nov 10:00"; with the year when it is not this year's.
  std::string Say(absl::Time time) const;
  std::string Say(const google::protobuf::Timestamp& timestamp) const;

  // "di 24 nov 09:00-12:00"; both days when it ends on another.
  std::string SaySpan(absl::Time start, absl::Time end) const;
};

// "45 min", "1 uur", "1 uur 30 min".
std::string SayDuration(const google::protobuf::Duration& duration,
                        Language language);

}  // namespace omzien::cli
