// What the parts have to say, as log lines: one function a port that reports.
// The parts' own types are not known here, only the names of their fields.

#pragma once

#include <cstdlib>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/settings.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

inline Log::Options LogOptions(const core::Settings& settings) {
  return {LogLevelFromName(settings.config.server().log_level()),
          std::getenv("JOURNAL_STREAM") != nullptr};
}

// Of calls: only those that went wrong by our own fault, and slow ones.
inline auto CallLines(Log& log) {
  return [&log](const auto& end) {
    constexpr absl::Duration kSlow = absl::Seconds(1);
    if (!end.unexpected.empty()) {
      log.Error("a call failed", {{"method", std::string(end.method)},
                                  {"code", absl::StatusCodeToString(end.code)},
                                  {"error", end.unexpected}});
    } else if (end.took > kSlow) {
      log.Warning("a call was slow",
                  {{"method", std::string(end.method)},
                   {"ms", absl::StrCat(absl::ToInt64Milliseconds(end.took))}});
    }
  };
}

// Of deliveries: messages are named by id, never by whom they are for.
inline auto DeliveryLines(Log& log) {
  return [&log](const std::string& id, const absl::Status& why) {
    log.Warning("a message was not delivered",
                {{"message-id", id}, {"error", why.ToString()}});
  };
}

// Of the lane, when nobody waits for an answer.
inline auto ReportLines(Log& log) {
  return [&log](absl::string_view what, const absl::Status& status) {
    log.Error(what, {{"error", status.ToString()}});
  };
}

inline auto WarningLines(Log& log) {
  return [&log](absl::string_view text) { log.Warning(text); };
}

// Of the store: notes have two levels.
inline auto StoreLines(Log& log) {
  return [&log](auto level, absl::string_view text) {
    if (level == decltype(level)::kWarning) {
      log.Warning(text);
    } else {
      log.Info(text);
    }
  };
}

// The disk refuses: what is not durable must not be shown, so nothing is
// answered any more and the process ends here. A start recovers all that was
// acknowledged.
inline auto EndAtOnce(Log& log) {
  return [&log](const absl::Status& status) {
    log.Error(
        "the disk refuses; stopping at once. Free or mend the disk and start "
        "again: all that was acknowledged is kept",
        {{"error", status.ToString()}});
    std::_Exit(EXIT_FAILURE);
  };
}

}  // namespace omzien::runtime
