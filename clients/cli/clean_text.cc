#include "clients/cli/clean_text.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace omzien::cli {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

std::string WithoutControls(absl::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // C1 controls, U+0080 to U+009F, are C2 80 to C2 9F in UTF-8.
    const bool c1 = byte == 0xC2 && i + 1 < text.size() &&
                    static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    const bool control = c1 || byte == 0x7F || (byte < 0x20 && byte != '\n');
    clean.push_back(control ? ' ' : text[i]);
  }
  return clean;
}

void RemoveControls(Message& message) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool is_text = field->type() == FieldDescriptor::TYPE_STRING;
    const bool is_message =
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const int count =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (is_text && field->is_repeated()) {
        reflection.SetRepeatedString(
            &message, field, i,
            WithoutControls(reflection.GetRepeatedString(message, field, i)));
      } else if (is_text) {
        reflection.SetString(
            &message, field,
            WithoutControls(reflection.GetString(message, field)));
      } else if (is_message && field->is_repeated()) {
        RemoveControls(*reflection.MutableRepeatedMessage(&message, field, i));
      } else if (is_message) {
        RemoveControls(*reflection.MutableMessage(&message, field));
      }
    }
  }
}

}  // namespace omzien::cli
