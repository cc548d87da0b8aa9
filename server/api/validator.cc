#include "server/api/validator.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "omzien/v1/options.pb.h"
#include "server/api/citizen_number.h"
#include "server/api/field_path.h"
#include "server/api/notation.h"
#include "server/api/request_rules.h"
#include "server/api/update_mask.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Duration;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;
using v1::FieldRules;

constexpr std::int64_t kYear2000 = 946'684'800;    // 2000-01-01, Unix seconds.
constexpr std::int64_t kYear2200 = 7'258'118'400;  // 2200-01-01.
constexpr std::int64_t kDurationSecondsMax = 315'576'000'000;  // 10,000 years.
constexpr std::int32_t kNanos = 1'000'000'000;

const FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::rules);
}

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// Every message directly inside `message`.
template <class Visit>
void ForEachMessage(Message& message, Visit visit) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (!IsMessage(*field)) continue;
    if (!field->is_repeated()) {
      visit(*reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      visit(*reflection.MutableRepeatedMessage(&message, field, i));
    }
  }
}

// The name of a resource in a request is the server's to give, too; only an
// update says with it which one is meant.
void ClearOutputOnly(Message& message, const Message* parent) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    const bool given =
        field->name() == "name" && parent != nullptr && !IsUpdate(*parent);
    if (given || RulesOf(*field).output_only()) {
      message.GetReflection()->ClearField(&message, field);
    }
  }
  ForEachMessage(message, [&message](Message& inner) {
    ClearOutputOnly(inner, &message);
  });
}

// "must be at least 0", "must be from 15m to 24h".
std::string RangeHint(const FieldRules& rules, bool duration) {
  const auto text = [duration](std::int64_t value) {
    return duration ? absl::FormatDuration(absl::Seconds(value))
                    : absl::StrCat(value);
  };
  if (!rules.has_max()) return "must be at least " + text(rules.min());
  if (!rules.has_min()) return "must be at most " + text(rules.max());
  return absl::StrCat("must be from ", text(rules.min()), " to ",
                      text(rules.max()));
}

bool InRange(const FieldRules& rules, std::int64_t value) {
  return (!rules.has_min() || value >= rules.min()) &&
         (!rules.has_max() || value <= rules.max());
}

std::string DurationProblem(const FieldRules& rules, const Duration& value) {
  const bool same_sign = value.seconds() == 0 || value.nanos() == 0 ||
                         (value.seconds() < 0) == (value.nanos() < 0);
  if (!same_sign || value.nanos() <= -kNanos || value.nanos() >= kNanos ||
      value.seconds() > kDurationSecondsMax ||
      value.seconds() < -kDurationSecondsMax) {
    return "must be a duration as google.protobuf.Duration defines it";
  }
  // A fraction of a second over the maximum is over it.
  const bool over =
      rules.has_max() && value.seconds() == rules.max() && value.nanos() > 0;
  return InRange(rules, value.seconds()) && value.nanos() >= 0 && !over
             ? ""
             : RangeHint(rules, /*duration=*/true);
}

std::string TimestampProblem(const Timestamp& value) {
  return value.seconds() >= kYear2000 && value.seconds() < kYear2200 &&
                 value.nanos() >= 0 && value.nanos() < kNanos
             ? ""
             : "must be a moment between the years 2000 and 2200";
}

std::string EnumProblem(const EnumDescriptor& type, int value, bool in_list) {
  const bool known = type.FindValueByNumber(value) != nullptr;
  if (known && !(in_list && value == 0)) return "";
  std::vector<absl::string_view> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) names.emplace_back(type.value(i)->name());
  }
  return absl::StrCat("must be one of ", absl::StrJoin(names, ", "));
}

// What people write, in their own words; not what a program made or compares.
bool IsFreeText(const FieldDescriptor& field) {
  static const auto& made = *new std::set<absl::string_view>{
      "attempt", "code", "etag", "job_id", "page_token", "secret"};
  return RulesOf(field).format() == FieldRules::FORMAT_UNSPECIFIED &&
         !made.contains(field.name());
}

std::string TextProblem(const FieldDescriptor& field, const std::string& text,
                        bool in_list) {
  if (text.empty()) return in_list ? "must not be empty" : "";
  std::string problem = NotationProblem(RulesOf(field), text);
  if (problem.empty() && IsFreeText(field) && HoldsCitizenNumber(text)) {
    problem =
        "looks like a burgerservicenummer; leave it out: nobody here may have "
        "it";
  }
  return problem;
}

class Walk {
 public:
  explicit Walk(std::vector<core::Violation>& out) : out_(out) {}

  // `parent` holds `message`; nullptr for the request itself.
  void Visit(const Message& message, const Message* parent,
             const std::string& path) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const std::string at = FieldPath(path, field.name());
      if (IsMissing(message, field)) {
        if (RulesOf(field).required() &&
            !(parent != nullptr && MayBeMissing(*parent, field))) {
          Add(at, "is required");
        }
      } else if (field.is_repeated()) {
        VisitList(message, field, at);
      } else {
        VisitValue(message, field, -1, at);
      }
    }
    CheckBetweenFields(message, path, out_);
  }

 private:
  // Blanks alone say nothing: they count as missing where text is required.
  static bool IsMissing(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    if (field.is_repeated()) return reflection.FieldSize(message, &field) == 0;
    if (!reflection.HasField(message, &field)) return true;
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
    return RulesOf(field).required() &&
           absl::StripAsciiWhitespace(reflection.GetString(message, &field))
               .empty();
  }

  void VisitList(const Message& message, const FieldDescriptor& field,
                 const std::string& path) {
    const int size = message.GetReflection()->FieldSize(message, &field);
    const int most = RulesOf(field).items_max() == 0
                         ? kItemsMaxDefault
                         : RulesOf(field).items_max();
    if (size > most) {
      Add(path,
          absl::StrCat("has ", size, " entries; at most ", most, " are taken"));
      return;
    }
    for (int i = 0; i < size; ++i) {
      VisitValue(message, field, i, ItemPath(path, i));
    }
  }

  // `index` is -1 for a field that is no list.
  void VisitValue(const Message& message, const FieldDescriptor& field,
                  int index, const std::string& path) {
    if (!IsMessage(field)) {
      Add(path, ScalarProblem(message, field, index));
      return;
    }
    const Reflection& reflection = *message.GetReflection();
    const Message& inner =
        index < 0 ? reflection.GetMessage(message, &field)
                  : reflection.GetRepeatedMessage(message, &field, index);
    if (inner.GetDescriptor() == Timestamp::descriptor()) {
      Add(path, TimestampProblem(static_cast<const Timestamp&>(inner)));
    } else if (inner.GetDescriptor() == Duration::descriptor()) {
      Add(path,
          DurationProblem(RulesOf(field), static_cast<const Duration&>(inner)));
    } else {
      Visit(inner, &message, path);
    }
  }

  static std::string ScalarProblem(const Message& message,
                                   const FieldDescriptor& field, int index) {
    const Reflection& reflection = *message.GetReflection();
    const bool in_list = index >= 0;
    const auto number = [&](std::int64_t value) {
      return InRange(RulesOf(field), value)
                 ? std::string()
                 : RangeHint(RulesOf(field), /*duration=*/false);
    };
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return TextProblem(
            field,
            in_list ? reflection.GetRepeatedString(message, &field, index)
                    : reflection.GetString(message, &field),
            in_list);
      case FieldDescriptor::CPPTYPE_ENUM:
        return EnumProblem(
            *field.enum_type(),
            in_list ? reflection.GetRepeatedEnumValue(message, &field, index)
                    : reflection.GetEnumValue(message, &field),
            in_list);
      case FieldDescriptor::CPPTYPE_INT32:
        return number(in_list
                          ? reflection.GetRepeatedInt32(message, &field, index)
                          : reflection.GetInt32(message, &field));
      case FieldDescriptor::CPPTYPE_INT64:
        return number(in_list
                          ? reflection.GetRepeatedInt64(message, &field, index)
                          : reflection.GetInt64(message, &field));
      default:
        // Any bool is right. Requests have no other types; validator_test
        // fails when one gets some.
        return "";
    }
  }

  void Add(const std::string& path, std::string problem) {
    if (!problem.empty()) out_.push_back({path, std::move(problem)});
  }

  std::vector<core::Violation>& out_;
};

}  // namespace

void Normalise(Message& request) {
  // Stored unknown fields would escape the marks `personal` and `output_only`.
  request.DiscardUnknownFields();
  ClearUnnamed(request);
  ClearOutputOnly(request, /*parent=*/nullptr);
}

std::vector<core::Violation> FindViolations(const Message& request) {
  std::vector<core::Violation> violations;
  Walk(violations).Visit(request, nullptr, "");
  return violations;
}

}  // namespace omzien::api
