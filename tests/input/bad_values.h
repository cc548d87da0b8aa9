// What may be wrong with a field, from its type and its rules in the proto.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "tests/input/field_site.h"

namespace omzien::input {

// One wrong value of one field.
struct BadValue {
  std::string what;  // "too long".
  std::string path;  // Of the violation that it must give.
  // Puts it in a request in which all else is right.
  std::function<void(google::protobuf::Message& request)> put;
};

// All that the validator must refuse in this field; nothing for a bool, of
// which any is right, and for what is ignored.
std::vector<BadValue> BadValuesOf(const FieldSite& site);

// Something in a field that only the server writes.
void Pollute(google::protobuf::Message& request, const FieldSite& site);

}  // namespace omzien::input
