#include "clients/cli/export_page.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "clients/cli/address_text.h"
#include "clients/cli/export_labels.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/telling.h"
#include "clients/cli/words.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/place.pb.h"

namespace omzien::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr absl::string_view kStyle =
    "body{font:1.1em/1.5 sans-serif;max-width:45em;margin:2em auto;"
    "padding:0 1em;color:#111;background:#fff}"
    "h2{margin-top:2em;border-bottom:2px solid #111}"
    "section{margin:1em 0;padding:.5em 1em;border:1px solid #767676}"
    "dl{margin:0}dt{font-weight:bold}dd{margin:0 0 .4em 1em}";

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"},
                                    {"<", "&lt;"},
                                    {">", "&gt;"},
                                    {"\"", "&quot;"},
                                    {"'", "&#39;"}});
}

// Writes fields as definition lists, one in another.
class Page {
 public:
  explicit Page(const Telling& telling) : telling_(telling) {}

  std::string Fields(const Message& message) const {
    const Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    std::string html;
    for (const FieldDescriptor* field : fields) {
      const auto label = LabelOf(field->name(), telling_.language());
      if (!label.has_value() || field->is_map()) continue;
      const auto values = Values(message, *field);
      if (values.empty()) continue;
      absl::StrAppend(&html, "<dt>", Escaped(*label), "</dt>");
      for (const std::string& value : values) {
        absl::StrAppend(&html, "<dd>", value, "</dd>\n");
      }
    }
    return html.empty() ? "" : absl::StrCat("<dl>", html, "</dl>");
  }

 private:
  // As HTML; short ones of a list on one line.
  std::vector<std::string> Values(const Message& message,
                                  const FieldDescriptor& field) const {
    const Reflection& reflection = *message.GetReflection();
    std::vector<std::string> values;
    if (!field.is_repeated()) {
      values.push_back(One(message, field, -1));
    } else {
      for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
        values.push_back(One(message, field, i));
      }
    }
    std::erase(values, "");
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE &&
        values.size() > 1) {
      return {absl::StrJoin(values, ", ")};
    }
    return values;
  }

  // Value `i` of a list, or with -1 the one value.
  std::string One(const Message& message, const FieldDescriptor& field,
                  int i) const {
    const Reflection& reflection = *message.GetReflection();
    const bool listed = i >= 0;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Whole(listed ? reflection.GetRepeatedMessage(message, &field, i)
                            : reflection.GetMessage(message, &field));
      case FieldDescriptor::CPPTYPE_ENUM: {
        const int number =
            listed ? reflection.GetRepeatedEnumValue(message, &field, i)
                   : reflection.GetEnumValue(message, &field);
        return Escaped(WordFor(field.enum_type()->full_name(), number,
                               telling_.language()));
      }
      case FieldDescriptor::CPPTYPE_STRING:
        return Named(field,
                     listed ? reflection.GetRepeatedString(message, &field, i)
                            : reflection.GetString(message, &field));
      case FieldDescriptor::CPPTYPE_BOOL:
        return Text{"ja", "yes"}.In(telling_.language());
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return absl::StrFormat("%.5f", reflection.GetDouble(message, &field));
      case FieldDescriptor::CPPTYPE_INT64:
        return absl::StrCat(reflection.GetInt64(message, &field));
      default:
        return absl::StrCat(reflection.GetInt32(message, &field));
    }
  }

  std::string Named(const FieldDescriptor& field,
                    const std::string& text) const {
    if (field.name() == "method") {
      return Escaped(DeedOf(text, telling_.language()));
    }
    if (absl::StartsWith(text, "skills/")) return Escaped(telling_.skill(text));
    return Escaped(text);
  }

  std::string Whole(const Message& message) const {
    const auto* const type = message.GetDescriptor();
    if (type == google::protobuf::Timestamp::descriptor()) {
      return Escaped(telling_.moments.Say(
          static_cast<const google::protobuf::Timestamp&>(message)));
    }
    if (type == google::protobuf::Duration::descriptor()) {
      return Escaped(
          SayDuration(static_cast<const google::protobuf::Duration&>(message),
                      telling_.language()));
    }
    if (type == v1::Address::descriptor()) {
      return Escaped(SayAddress(static_cast<const v1::Address&>(message)));
    }
    return Fields(message);
  }

  const Telling& telling_;
};

}  // namespace

std::string ExportPage(const v1::PersonExport& all, const Telling& telling) {
  const Language language = telling.language();
  const Page page(telling);
  const std::string title = Text{"Wat Omzien over u weet",
                                 "What Omzien knows "
                                 "about you"}
                                .In(language);
  std::string html =
      absl::StrCat("<!doctype html>\n<html lang=\"",
                   language == Language::kDutch ? "nl" : "en",
                   "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width\"><title>",
                   title, "</title><style>", kStyle,
                   "</style></head>\n<body><h1>", title, "</h1>\n<p>",
                   Escaped(telling.moments.Say(telling.moments.now)), "</p>\n");
  const auto& reflection = *v1::PersonExport::GetReflection();
  std::vector<const FieldDescriptor*> kinds;
  reflection.ListFields(all, &kinds);
  for (const FieldDescriptor* kind : kinds) {
    const auto heading = LabelOf(kind->name(), language);
    if (!heading.has_value()) continue;
    absl::StrAppend(&html, "<h2>", Escaped(*heading), "</h2>\n");
    const int count = kind->is_repeated() ? reflection.FieldSize(all, kind) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& record = kind->is_repeated()
                                  ? reflection.GetRepeatedMessage(all, kind, i)
                                  : reflection.GetMessage(all, kind);
      absl::StrAppend(&html, "<section>", page.Fields(record), "</section>\n");
    }
  }
  return absl::StrCat(html, "</body>\n</html>\n");
}

}  // namespace omzien::cli
