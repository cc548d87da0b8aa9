// A Dutch postcode as a number that sorts as the text does, and the postcodes
// that one typing error turns into it.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::places {

// 1000AA to 9999ZZ. A plain value; made by Parse() or FromCode() only.
class Postcode {
 public:
  // "6075AB", "6075 ab". Anything else, also around it, is no postcode.
  static std::optional<Postcode> Parse(absl::string_view text);

  // From code() of another; nullopt when no postcode has that code.
  static std::optional<Postcode> FromCode(uint32_t code);

  // Below kCodeEnd; order is that of the text.
  uint32_t code() const { return code_; }

  // "6075AB".
  std::string ToString() const;

  friend auto operator<=>(Postcode, Postcode) = default;

  static constexpr uint32_t kCodeEnd = 9000 * 26 * 26;

 private:
  explicit Postcode(uint32_t code) : code_(code) {}

  uint32_t code_;
};

// What may have been meant when `typed` does not exist: two neighbours swapped
// come first, then one character hit beside the right key, then any other
// changed character; within those in the order of the text. About 95.
std::vector<Postcode> PostcodesOneErrorAway(Postcode typed);

}  // namespace omzien::places
