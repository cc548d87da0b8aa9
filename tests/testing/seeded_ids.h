// Ids from a seed: the same seed gives the same ids, on every machine.

#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/string_view.h"
#include "server/core/id_source.h"

namespace omzien::testing {

// Not thread-safe.
class SeededIds final : public core::IdSource {
 public:
  explicit SeededIds(std::uint64_t seed = 1) : random_(seed) {}

  std::string NewId() override {
    return Draw("0123456789abcdefghjkmnpqrstvwxyz", 26);
  }
  std::string NewCode() override {
    static constexpr absl::string_view kAlphabet =
        "23456789ABCDEFGHJKLMNPQRSTVWXYZ";
    const std::string first = Draw(kAlphabet, 3);
    return first + "-" + Draw(kAlphabet, 3);
  }

  std::string NewToken() override {
    return Draw(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43);
  }
  std::string NewDigits(int count) override {
    return Draw("0123456789", count);
  }

 private:
  std::string Draw(absl::string_view alphabet, int length) {
    std::string text;
    for (int i = 0; i < length; ++i) {
      text += alphabet[random_() % alphabet.size()];
    }
    return text;
  }

  // The standard fixes its sequence; it does not fix that of distributions.
  std::mt19937_64 random_;
};

}  // namespace omzien::testing
