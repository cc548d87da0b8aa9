// What std::erase_if is to a vector, for a repeated field of a message.

#pragma once

#include <algorithm>

#include "google/protobuf/repeated_ptr_field.h"

namespace omzien::core {

template <class T, class Predicate>
void EraseIf(google::protobuf::RepeatedPtrField<T>& field,
             const Predicate& goes) {
  const auto gone = std::ranges::remove_if(field, goes);
  field.erase(gone.begin(), gone.end());
}

}  // namespace omzien::core
