#include "server/runtime/config_rules.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

constexpr std::size_t kKebabCharsMax = 63;

constexpr absl::Duration kNanosecond = absl::Nanoseconds(1);

void SetDuration(absl::Duration from, google::protobuf::Duration& to) {
  to.set_seconds(absl::IDivDuration(from, absl::Seconds(1), &from));
  to.set_nanos(static_cast<std::int32_t>(from / kNanosecond));
}

// As the file would say it.
std::string Written(absl::Duration duration) {
  google::protobuf::Duration text;
  SetDuration(duration, text);
  return text.nanos() == 0
             ? absl::StrCat("{seconds: ", text.seconds(), "}")
             : absl::StrCat("{nanos: ", duration / kNanosecond, "}");
}

}  // namespace

void ApplyRules(const TextprotoNode& node, absl::Span<const NumberRule> rules) {
  google::protobuf::Message& message = node.message();
  const auto* reflection = message.GetReflection();
  for (const NumberRule& rule : rules) {
    const auto* field = node.Field(rule.field);
    const std::int32_t value = reflection->GetInt32(message, field);
    if (value == 0) {
      reflection->SetInt32(&message, field, rule.fallback);
    } else if (value < rule.min || value > rule.max) {
      node.Report(rule.field, absl::StrCat("is ", value, "; give ", rule.min,
                                           " to ", rule.max));
    }
  }
}

void ApplyRules(const TextprotoNode& node,
                absl::Span<const DurationRule> rules) {
  google::protobuf::Message& message = node.message();
  const auto* reflection = message.GetReflection();
  for (const DurationRule& rule : rules) {
    const auto* field = node.Field(rule.field);
    const bool absent = !reflection->HasField(message, field);
    auto& duration = static_cast<google::protobuf::Duration&>(
        *reflection->MutableMessage(&message, field));
    if (absent) {
      SetDuration(rule.fallback, duration);
      continue;
    }
    const absl::Duration value =
        absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
    if (value < rule.min || value > rule.max) {
      node.Report(rule.field,
                  absl::StrCat("is ", absl::FormatDuration(value), "; give ",
                               Written(rule.min), " to ", Written(rule.max)));
    }
  }
}

void RequireText(const TextprotoNode& node,
                 absl::Span<const absl::string_view> fields) {
  const auto* reflection = node.message().GetReflection();
  for (const absl::string_view field : fields) {
    const std::string value =
        reflection->GetString(node.message(), node.Field(field));
    if (absl::StripAsciiWhitespace(value).empty()) {
      node.Report(field, "is empty; it must be given");
    }
  }
}

void DefaultText(const TextprotoNode& node, absl::string_view field,
                 absl::string_view fallback) {
  google::protobuf::Message& message = node.message();
  const auto* reflection = message.GetReflection();
  const auto* descriptor = node.Field(field);
  if (reflection->GetString(message, descriptor).empty()) {
    reflection->SetString(&message, descriptor, std::string(fallback));
  }
}

bool IsKebabCase(absl::string_view text) {
  if (text.empty() || text.size() > kKebabCharsMax) return false;
  char previous = '-';
  for (const char c : text) {
    const bool dash = c == '-';
    if (dash && previous == '-') return false;
    if (!dash && !absl::ascii_islower(static_cast<unsigned char>(c)) &&
        !absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      return false;
    }
    previous = c;
  }
  return previous != '-';
}

}  // namespace omzien::runtime
