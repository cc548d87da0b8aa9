// Between protobuf's times and Abseil's.

#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace omzien::core {

inline absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) +
         absl::Nanoseconds(time.nanos());
}

inline absl::Duration FromProto(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) +
         absl::Nanoseconds(duration.nanos());
}

// Whole microseconds: what lies between is cut off, so that a time read back
// compares equal.
inline google::protobuf::Timestamp ToProto(absl::Time time) {
  const std::int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp result;
  result.set_seconds(micros / 1'000'000);
  result.set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1'000);
  return result;
}

inline google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration result;
  result.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &duration));
  result.set_nanos(
      static_cast<std::int32_t>(absl::ToInt64Nanoseconds(duration)));
  return result;
}

}  // namespace omzien::core
