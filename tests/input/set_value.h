// Sets a field of any type by its descriptor; of a list its first entry.

#pragma once

#include <cstdint>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace omzien::input {

void SetText(google::protobuf::Message& at,
             const google::protobuf::FieldDescriptor& field, std::string text);

// Of an enum, a bool or a number; a list of enums holds but this one then.
void SetNumber(google::protobuf::Message& at,
               const google::protobuf::FieldDescriptor& field,
               std::int64_t value);

// The message in the field, made when it is not there.
google::protobuf::Message& MessageIn(
    google::protobuf::Message& at,
    const google::protobuf::FieldDescriptor& field);

}  // namespace omzien::input
