#include "server/places/postcode.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace omzien::places {
namespace {

constexpr uint32_t kLetters = 26;
constexpr uint32_t kDigitsFirst = 1000;
constexpr size_t kDigits = 4;
constexpr size_t kChars = 6;

// The rows of a keyboard, to tell a slip of the finger from another character.
constexpr absl::string_view kKeyRows[] = {"1234567890", "QWERTYUIOP",
                                          "ASDFGHJKL", "ZXCVBNM"};

bool AreNeighbours(char a, char b) {
  for (const absl::string_view row : kKeyRows) {
    const size_t at_a = row.find(a);
    const size_t at_b = row.find(b);
    if (at_a != absl::string_view::npos && at_b != absl::string_view::npos) {
      return std::abs(static_cast<int>(at_a) - static_cast<int>(at_b)) == 1;
    }
  }
  return false;
}

}  // namespace

std::optional<Postcode> Postcode::Parse(absl::string_view text) {
  uint32_t digits = 0;
  uint32_t letters = 0;
  size_t count = 0;
  for (const char c : text) {
    if (c == ' ' && (count == 0 || count == kDigits || count == kChars)) {
      continue;
    }
    if (count < kDigits && absl::ascii_isdigit(c)) {
      digits = digits * 10 + static_cast<uint32_t>(c - '0');
    } else if (count >= kDigits && count < kChars && absl::ascii_isalpha(c)) {
      letters = letters * kLetters +
                static_cast<uint32_t>(absl::ascii_toupper(c) - 'A');
    } else {
      return std::nullopt;
    }
    ++count;
  }
  if (count != kChars || digits < kDigitsFirst) {
    return std::nullopt;
  }
  return Postcode((digits - kDigitsFirst) * kLetters * kLetters + letters);
}

std::optional<Postcode> Postcode::FromCode(uint32_t code) {
  if (code >= kCodeEnd) {
    return std::nullopt;
  }
  return Postcode(code);
}

std::string Postcode::ToString() const {
  const uint32_t letters = code_ % (kLetters * kLetters);
  std::string text =
      std::to_string(code_ / (kLetters * kLetters) + kDigitsFirst);
  text.push_back(static_cast<char>('A' + letters / kLetters));
  text.push_back(static_cast<char>('A' + letters % kLetters));
  return text;
}

std::vector<Postcode> PostcodesOneErrorAway(Postcode typed) {
  enum Cost { kSwapped, kBesideKey, kOther };
  const std::string text = typed.ToString();
  std::vector<std::pair<Cost, Postcode>> found;
  const auto add = [&](Cost cost, const std::string& changed) {
    const std::optional<Postcode> postcode = Postcode::Parse(changed);
    if (postcode.has_value() && *postcode != typed) {
      found.emplace_back(cost, *postcode);
    }
  };
  for (size_t i = 0; i + 1 < kChars; ++i) {
    std::string changed = text;
    std::swap(changed[i], changed[i + 1]);
    add(kSwapped, changed);
  }
  for (size_t i = 0; i < kChars; ++i) {
    const char first = i < kDigits ? '0' : 'A';
    const char last = i < kDigits ? '9' : 'Z';
    for (char c = first; c <= last; ++c) {
      std::string changed = text;
      changed[i] = c;
      add(AreNeighbours(text[i], c) ? kBesideKey : kOther, changed);
    }
  }
  std::ranges::sort(found);
  std::vector<Postcode> postcodes;
  postcodes.reserve(found.size());
  for (const auto& [cost, postcode] : found) {
    postcodes.push_back(postcode);
  }
  return postcodes;
}

}  // namespace omzien::places
