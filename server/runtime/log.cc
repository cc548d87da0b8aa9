#include "server/runtime/log.h"

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "spdlog/common.h"
#include "spdlog/details/log_msg.h"
#include "spdlog/logger.h"
#include "spdlog/pattern_formatter.h"
#include "spdlog/sinks/ostream_sink.h"

namespace omzien::runtime {
namespace {

// A word stays bare; all else is quoted, so that one event stays one line.
void AppendField(std::string& line, absl::string_view name,
                 absl::string_view value) {
  const bool bare = !value.empty() && std::ranges::all_of(value, [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '=' && c != '\\';
  });
  absl::StrAppend(&line, line.empty() ? "" : " ", name, "=");
  if (bare) {
    absl::StrAppend(&line, value);
  } else {
    absl::StrAppend(&line, "\"", absl::Utf8SafeCEscape(value), "\"");
  }
}

// Prints syslog's number for the level: "<6>".
class JournalPriority final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& out) override {
    absl::string_view priority = "<6>";
    if (message.level == spdlog::level::warn) priority = "<4>";
    if (message.level == spdlog::level::err) priority = "<3>";
    out.append(priority.data(), priority.data() + priority.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<JournalPriority>();
  }
};

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// Which lines are written when the same is said again and again.
class Repeats {
 public:
  Repeats(int max, std::function<absl::Time()> now)
      : max_(max), now_(std::move(now)) {}

  // Nothing: hold this one back. Else how many were held back before it.
  std::optional<int> Admit(absl::string_view message) {
    const absl::Time now = now_();
    const absl::MutexLock lock(&mutex_);
    // Most messages are fixed texts; those that are not must not pile up.
    if (by_message_.size() > kMessagesMax) by_message_.clear();
    Said& said = by_message_[message];
    if (now - said.since >= absl::Minutes(1) || now < said.since) {
      const int held_back = said.times > max_ ? said.times - max_ : 0;
      said = {now, 1};
      return held_back;
    }
    if (++said.times > max_) return std::nullopt;
    return 0;
  }

 private:
  struct Said {
    absl::Time since = absl::InfinitePast();
    int times = 0;
  };
  static constexpr std::size_t kMessagesMax = 1000;

  const int max_;
  const std::function<absl::Time()> now_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Said> by_message_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

LogLevel LogLevelFromName(absl::string_view name) {
  if (name == "warning") return LogLevel::kWarning;
  if (name == "error") return LogLevel::kError;
  return LogLevel::kInfo;
}

class Log::Writer {
 public:
  Writer(std::ostream& out, const Options& options)
      : repeats_(options.repeats_max, options.now),
        logger_("omzien", std::make_shared<spdlog::sinks::ostream_sink_mt>(
                              out, /*force_flush=*/true)) {
    auto formatter = std::make_unique<spdlog::pattern_formatter>(
        spdlog::pattern_time_type::utc, "\n");
    const char* const priority = options.journald ? "%*" : "";
    formatter->add_flag<JournalPriority>('*').set_pattern(
        absl::StrCat(priority, "time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v"));
    logger_.set_formatter(std::move(formatter));
    logger_.set_level(ToSpdlog(options.level));
  }

  void Write(LogLevel level, absl::string_view message,
             std::initializer_list<LogField> fields) {
    const auto spdlog_level = ToSpdlog(level);
    if (!logger_.should_log(spdlog_level)) return;
    std::optional<int> held_back = 0;
    if (level != LogLevel::kInfo) held_back = repeats_.Admit(message);
    if (!held_back.has_value()) return;
    std::string line;
    AppendField(line, "message", message);
    for (const LogField& field : fields) {
      AppendField(line, field.first, field.second);
    }
    if (*held_back > 0) {
      AppendField(line, "held-back", absl::StrCat(*held_back));
    }
    logger_.log(spdlog_level, spdlog::string_view_t(line.data(), line.size()));
  }

 private:
  Repeats repeats_;
  spdlog::logger logger_;
};

Log::Log(std::ostream& out, const Options& options)
    : writer_(std::make_unique<Writer>(out, options)) {}

Log::~Log() = default;

void Log::Info(absl::string_view message,
               std::initializer_list<LogField> fields) {
  writer_->Write(LogLevel::kInfo, message, fields);
}

void Log::Warning(absl::string_view message,
                  std::initializer_list<LogField> fields) {
  writer_->Write(LogLevel::kWarning, message, fields);
}

void Log::Error(absl::string_view message,
                std::initializer_list<LogField> fields) {
  writer_->Write(LogLevel::kError, message, fields);
}

}  // namespace omzien::runtime
