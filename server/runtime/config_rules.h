// Defaults and bounds of settings, as tables: one line a setting.

#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {

// An int32 setting. 0 means absent and gets `fallback`.
struct NumberRule {
  absl::string_view field;
  std::int32_t fallback;
  std::int32_t min;
  std::int32_t max;
};

// A google.protobuf.Duration. Only an absent one gets `fallback`: `{}` is zero.
struct DurationRule {
  absl::string_view field;
  absl::Duration fallback;
  absl::Duration min;
  absl::Duration max;
};

// Fill in what is absent and report what is out of bounds.
void ApplyRules(const TextprotoNode& node, absl::Span<const NumberRule> rules);
void ApplyRules(const TextprotoNode& node,
                absl::Span<const DurationRule> rules);

// Reports each of the string fields that is empty.
void RequireText(const TextprotoNode& node,
                 absl::Span<const absl::string_view> fields);

// Fills in a string that is empty.
void DefaultText(const TextprotoNode& node, absl::string_view field,
                 absl::string_view fallback);

// "light-garden-work": lower-case letters and digits, in groups with one "-"
// between them, at most 63 characters.
bool IsKebabCase(absl::string_view text);

}  // namespace omzien::runtime
