#include "server/runtime/log.h"

#include <algorithm>
#include <ctime>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "spdlog/logger.h"
#include "spdlog/pattern_formatter.h"
#include "spdlog/sinks/ostream_sink.h"

namespace omzien::runtime {
namespace {

// A word stays bare; all else is quoted, so that one event stays one line.
void AppendField(std::string& line, absl::string_view name,
                 absl::string_view value) {
  const bool bare =
      !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
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

}  // namespace

LogLevel LogLevelFromName(absl::string_view name) {
  if (name == "warning") return LogLevel::kWarning;
  if (name == "error") return LogLevel::kError;
  return LogLevel::kInfo;
}

class Log::Writer {
 public:
  Writer(std::ostream& out, Options options)
      : logger_("omzien", std::make_shared<spdlog::sinks::ostream_sink_mt>(
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
    std::string line;
    AppendField(line, "message", message);
    for (const LogField& field : fields) {
      AppendField(line, field.first, field.second);
    }
    logger_.log(spdlog_level, spdlog::string_view_t(line.data(), line.size()));
  }

 private:
  spdlog::logger logger_;
};

Log::Log(std::ostream& out, Options options)
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
