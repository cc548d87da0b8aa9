// Structured log lines, one event a line, in the notation of logfmt:
//   time=2026-11-21T09:30:00.123Z level=info message="listening" port=7400
//
// A log holds no personal data: messages are fixed texts, and fields are ids,
// counts, methods, codes and durations, never names, addresses or free text.

#pragma once

#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace omzien::runtime {

enum class LogLevel { kInfo, kWarning, kError };

// "info", "warning" or "error", as ReadConfig() makes sure; kInfo for others.
LogLevel LogLevelFromName(absl::string_view name);

// Name and value: {"method", "PostNeed"}. Names are kebab or snake case.
using LogField = std::pair<absl::string_view, std::string>;

// Thread-safe: lines never mix. Written at once, so that a crash loses none.
class Log {
 public:
  struct Options {
    LogLevel level = LogLevel::kInfo;  // Lines below it are dropped.
    // Begin lines with "<6>" and the like, by which journald knows the level
    // (sd-daemon(3)); for when $JOURNAL_STREAM is set.
    bool journald = false;
    // Of warnings and errors with one message this many a minute are written:
    // what is said a thousand times hides all else. The first one after that
    // minute says in `held-back` how many were not.
    int repeats_max = 10;
    std::function<absl::Time()> now = absl::Now;
  };

  // `out`, mostly std::cerr, outlives the log.
  Log(std::ostream& out, const Options& options);
  ~Log();

  void Info(absl::string_view message,
            std::initializer_list<LogField> fields = {});
  void Warning(absl::string_view message,
               std::initializer_list<LogField> fields = {});
  void Error(absl::string_view message,
             std::initializer_list<LogField> fields = {});

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

}  // namespace omzien::runtime
