#include "server/api/redaction.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "omzien/v1/options.pb.h"

namespace omzien::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::TextFormat;

void Append(const Message& message, std::string& out);

// `index` is -1 for a field that is no list.
void AppendValue(const Message& message, const FieldDescriptor& field,
                 int index, std::string& out) {
  absl::StrAppend(&out, out.empty() || out.back() == '{' ? "" : " ",
                  field.name());
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    std::string value;
    TextFormat::PrintFieldValueToString(message, &field, index, &value);
    absl::StrAppend(&out, ": ", value);
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  absl::StrAppend(&out, " {");
  Append(index < 0 ? reflection.GetMessage(message, &field)
                   : reflection.GetRepeatedMessage(message, &field, index),
         out);
  absl::StrAppend(&out, "}");
}

void Append(const Message& message, std::string& out) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (field->options().GetExtension(v1::personal)) {
      absl::StrAppend(&out, out.empty() || out.back() == '{' ? "" : " ",
                      field->name(), ": ***");
    } else if (!field->is_repeated()) {
      AppendValue(message, *field, -1, out);
    } else {
      const int size = message.GetReflection()->FieldSize(message, field);
      for (int i = 0; i < size; ++i) AppendValue(message, *field, i, out);
    }
  }
}

}  // namespace

std::string Redacted(const Message& message) {
  std::string out;
  Append(message, out);
  return out;
}

}  // namespace omzien::api
