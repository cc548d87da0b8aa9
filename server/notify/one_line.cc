#include "server/notify/one_line.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace omzien::notify {
namespace {

// The code point in the first `bytes` bytes, without any check.
std::uint32_t Decode(absl::string_view text, int bytes) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (bytes == 1) return lead;
  std::uint32_t code = lead & (0xFFU >> (bytes + 1));
  for (int i = 1; i < bytes; ++i) {
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return code;
}

// Spaces, controls (C0, DEL, C1) and Unicode's line and paragraph separators.
bool IsSpace(std::uint32_t code) {
  return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0x2028 ||
         code == 0x2029;
}

// Marks without a width: directions (UAX 9) and the byte order mark.
bool IsHidden(std::uint32_t code) {
  return code == 0x061C || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

}  // namespace

int CharacterBytes(absl::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  const int ones = std::countl_one(lead);
  if (ones == 1 || ones > 4) return 0;
  const int bytes = std::max(ones, 1);
  if (text.size() < static_cast<std::size_t>(bytes)) return 0;
  for (int i = 1; i < bytes; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  }
  static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const std::uint32_t code = Decode(text, bytes);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < kSmallest[bytes] || code > 0x10FFFF || surrogate ? 0 : bytes;
}

int CharacterCount(absl::string_view text) {
  int count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
  }
  return count;
}

std::string OneLine(absl::string_view text) {
  std::string line;
  bool space = false;
  while (!text.empty()) {
    const int bytes = CharacterBytes(text);
    const auto taken = static_cast<std::size_t>(bytes == 0 ? 1 : bytes);
    const absl::string_view character =
        bytes == 0 ? absl::string_view("?") : text.substr(0, taken);
    const std::uint32_t code =
        Decode(character, static_cast<int>(character.size()));
    text.remove_prefix(taken);
    if (IsHidden(code)) continue;
    if (IsSpace(code)) {
      space = true;
      continue;
    }
    if (space && !line.empty()) line += ' ';
    space = false;
    line.append(character.data(), character.size());
  }
  return line;
}

}  // namespace omzien::notify
