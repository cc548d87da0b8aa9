#include "tests/input/set_value.h"

#include <cstdint>
#include <string>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace omzien::input {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void SetText(Message& at, const FieldDescriptor& field, std::string text) {
  const auto& reflection = *at.GetReflection();
  if (!field.is_repeated()) {
    reflection.SetString(&at, &field, std::move(text));
  } else if (reflection.FieldSize(at, &field) == 0) {
    reflection.AddString(&at, &field, std::move(text));
  } else {
    reflection.SetRepeatedString(&at, &field, 0, std::move(text));
  }
}

void SetNumber(Message& at, const FieldDescriptor& field, std::int64_t value) {
  const auto& reflection = *at.GetReflection();
  const bool list = field.is_repeated();
  const auto small = static_cast<std::int32_t>(value);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      if (list) reflection.ClearField(&at, &field);
      list ? reflection.AddEnumValue(&at, &field, small)
           : reflection.SetEnumValue(&at, &field, small);
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(&at, &field, small);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.SetInt64(&at, &field, value);
      break;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      reflection.SetDouble(&at, &field, static_cast<double>(value));
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&at, &field, value != 0);
      break;
    default:
      break;
  }
}

Message& MessageIn(Message& at, const FieldDescriptor& field) {
  const auto& reflection = *at.GetReflection();
  if (!field.is_repeated()) return *reflection.MutableMessage(&at, &field);
  return reflection.FieldSize(at, &field) == 0
             ? *reflection.AddMessage(&at, &field)
             : *reflection.MutableRepeatedMessage(&at, &field, 0);
}

}  // namespace omzien::input
