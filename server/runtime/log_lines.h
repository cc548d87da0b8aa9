// What the parts have to say, as log lines: one function a port that reports.
// The parts' own types are not known here, only the names of their fields.

#pragma once

#include <cstdlib>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/observer.h"
#include "server/core/settings.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

inline Log::Options LogOptions(const core::Settings& settings) {
  return {LogLevelFromName(settings.config.server().log_level()),
          std::getenv("JOURNAL_STREAM") != nullptr};
}

// A watch lasts as long as somebody watches, a backup as long as a copy takes.
inline bool MayTakeLong(absl::string_view method) {
  return method == "Watch" || method == "CreateBackup";
}

// Of calls: only those that went wrong by our own fault, and slow ones.
inline auto CallLines(Log& log) {
  return [&log](const auto& end) {
    constexpr absl::Duration kSlow = absl::Seconds(1);
    if (!end.unexpected.empty()) {
      log.Error(
          "a call failed by a fault of Omzien's own: keep this line and report "
          "it",
          {{"method", std::string(end.method)},
           {"code", absl::StatusCodeToString(end.code)},
           {"error", end.unexpected}});
    } else if (end.reason == "WATCH_TOO_SLOW") {
      log.Warning("a watch was ended: its client does not read it",
                  {{"ms", absl::StrCat(absl::ToInt64Milliseconds(end.took))}});
    } else if (end.took > kSlow && !MayTakeLong(end.method)) {
      log.Warning("a call was slow; if many are, see `omzien admin status`",
                  {{"method", std::string(end.method)},
                   {"ms", absl::StrCat(absl::ToInt64Milliseconds(end.took))}});
    }
  };
}

// Of deliveries, which come one at a time: messages are named by id, never by
// whom they are for. Of failures in a row only the first stands here; when they
// go on, that is a concern (concerns.h).
inline auto DeliveryLines(Log& log, core::Observer& observer) {
  return [&log, &observer, failing = false](const std::string& id,
                                            const absl::Status& why) mutable {
    observer.OnDelivery(why.ok());
    if (!why.ok() && !failing) {
      log.Warning(
          "a message was not delivered; it is tried again, or becomes work for "
          "the desk",
          {{"message-id", id}, {"error", why.ToString()}});
    }
    failing = !why.ok();
  };
}

// Of the lane, when nobody waits for an answer.
inline auto ReportLines(Log& log) {
  return [&log](absl::string_view what, const absl::Status& status) {
    log.Error(what, {{"error", status.ToString()}});
  };
}

// Of gRPC and protobuf.
inline auto LibraryLines(Log& log) {
  return [&log](absl::string_view library, absl::string_view text) {
    log.Warning(text, {{"library", std::string(library)}});
  };
}

// Of places.
inline auto WarningLines(Log& log) {
  return [&log](absl::string_view text) { log.Warning(text); };
}
inline auto InfoLines(Log& log) {
  return [&log](absl::string_view text) { log.Info(text); };
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
