#include "server/core/masking.h"

#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"

namespace omzien::core {
namespace {

constexpr absl::string_view kMore = "…";
constexpr std::size_t kDigitsShown = 2;
constexpr int kCharsMax = 40;

bool BeginsCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

// Bytes of the first `count` characters of UTF-8 text.
std::size_t BytesOf(absl::string_view text, int count) {
  int begun = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (BeginsCharacter(text[i]) && ++begun > count) return i;
  }
  return text.size();
}

}  // namespace

std::string MaskedPhone(absl::string_view phone) {
  std::string digits;
  for (const char each : phone) {
    if (absl::ascii_isdigit(each)) digits.push_back(each);
  }
  if (digits.size() <= kDigitsShown) return std::string(kMore);
  return absl::StrCat(kMore, digits.substr(digits.size() - kDigitsShown));
}

std::string MaskedEmail(absl::string_view email) {
  if (email.find('@') == absl::string_view::npos || email[0] == '@') {
    return std::string(kMore);
  }
  return absl::StrCat(email.substr(0, BytesOf(email, 1)), kMore, "@", kMore);
}

std::string MaskedText(absl::string_view text) {
  const std::size_t whole = BytesOf(text, kCharsMax);
  if (whole == text.size()) return std::string(text);
  const std::size_t space = text.rfind(' ', whole);
  const bool words = space != absl::string_view::npos && space > 0;
  return absl::StrCat(text.substr(0, words ? space : whole), kMore);
}

void MaskAddress(omzien::v1::Address& address) {
  omzien::v1::Address village;
  village.set_village(address.village());
  address.Swap(&village);
}

}  // namespace omzien::core
