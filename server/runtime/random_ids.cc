#include "server/runtime/random_ids.h"

#include <sodium.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"

namespace omzien::runtime {
namespace {

constexpr std::size_t kIdLength = 26;
constexpr std::size_t kCodeGroup = 3;

// https://www.crockford.com/base32.html, in lower case.
constexpr absl::string_view kBase32 = "0123456789abcdefghjkmnpqrstvwxyz";
// What is not mixed up when it is said on the phone or read from paper.
constexpr absl::string_view kCodeLetters = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";

std::string Draw(absl::string_view alphabet, std::size_t length) {
  std::string text(length, ' ');
  for (char& c : text) {
    c = alphabet[randombytes_uniform(
        static_cast<std::uint32_t>(alphabet.size()))];
  }
  return text;
}

}  // namespace

RandomIds::RandomIds() {
  if (sodium_init() < 0) {
    std::fputs("The operating system gives no random numbers.\n", stderr);
    std::abort();
  }
}

std::string RandomIds::NewId() { return Draw(kBase32, kIdLength); }

std::string RandomIds::NewCode() {
  return Draw(kCodeLetters, kCodeGroup) + "-" + Draw(kCodeLetters, kCodeGroup);
}

}  // namespace omzien::runtime
