#include "server/runtime/random_ids.h"

#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"

namespace omzien::runtime {
namespace {

constexpr std::size_t kIdLength = 26;
constexpr std::size_t kCodeLength = 6;
constexpr std::size_t kTokenBytes = 32;

// https://www.crockford.com/base32.html, in lower case.
constexpr absl::string_view kBase32 = "0123456789abcdefghjkmnpqrstvwxyz";
static_assert(kBase32.size() == 32);
// What is not mixed up when it is said on the phone or read from paper.
constexpr absl::string_view kCodeLetters = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";

constexpr std::uint32_t CodeCount() {
  std::uint64_t count = 1;
  for (std::size_t i = 0; i < kCodeLength; ++i) count *= kCodeLetters.size();
  return static_cast<std::uint32_t>(count);
}
static_assert(CodeCount() == 887'503'681, "all codes fit in one draw");

}  // namespace

RandomIds::RandomIds() {
  if (sodium_init() < 0) {
    std::fputs("The operating system gives no random numbers.\n", stderr);
    std::abort();
  }
}

// One draw an id or code: each is a call of the kernel.
std::string RandomIds::NewId() {
  std::array<unsigned char, kIdLength> chance;
  randombytes_buf(chance.data(), chance.size());
  std::string id;
  for (const unsigned char byte : chance) id += kBase32[byte % kBase32.size()];
  return id;
}

std::string RandomIds::NewCode() {
  std::size_t chance = randombytes_uniform(CodeCount());
  std::string code;
  for (std::size_t i = 0; i < kCodeLength; ++i) {
    code += kCodeLetters[chance % kCodeLetters.size()];
    chance /= kCodeLetters.size();
  }
  return code.insert(kCodeLength / 2, "-");
}

std::string RandomIds::NewToken() {
  std::array<unsigned char, kTokenBytes> chance;
  randombytes_buf(chance.data(), chance.size());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string token(sodium_base64_ENCODED_LEN(kTokenBytes, kVariant), '\0');
  sodium_bin2base64(token.data(), token.size(), chance.data(), chance.size(),
                    kVariant);
  token.pop_back();  // The closing zero.
  return token;
}

std::string RandomIds::NewDigits(int count) {
  std::string digits;
  for (int i = 0; i < count; ++i) {
    digits += static_cast<char>('0' + randombytes_uniform(10));
  }
  return digits;
}

}  // namespace omzien::runtime
