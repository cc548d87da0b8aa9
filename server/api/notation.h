// How a single string must be written: its characters, its length, and the
// notations of FieldRules.Format.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "omzien/v1/options.pb.h"

namespace omzien::api {

// Longest string in UTF-8 characters when a field has no chars_max.
inline constexpr int kCharsMaxDefault = 200;

// Empty when `text`, which is not empty, may stand in a field with these rules;
// else what would be right. Never repeats the text: it may say something about
// a person. Texts of more than kCharsMaxDefault characters may hold line
// breaks; no text holds other control characters. Thread-safe.
std::string NotationProblem(const omzien::v1::FieldRules& rules,
                            absl::string_view text);

// True for "people/{id}" with an id as ours are; of any of `collections`.
bool IsResourceName(
    absl::string_view text,
    const google::protobuf::RepeatedPtrField<std::string>& collections);

}  // namespace omzien::api
