#include "matcher/asking/micros.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace omzien::matcher {
namespace {

constexpr std::int64_t kSteps = 64;  // In a mean.
constexpr std::int64_t kMeans = 14;  // e^-14 is under a millionth.
constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kStepFactor = 984'496'437;  // e^(-1/64), billionths.

constexpr std::array<Micros, kSteps * kMeans + 1> MakeDecays() {
  std::array<Micros, kSteps * kMeans + 1> decays{};
  std::int64_t left = kBillion;
  for (Micros& decay : decays) {
    decay = (left + 500) / 1000;
    left = (left * kStepFactor + kBillion / 2) / kBillion;
  }
  return decays;
}

constexpr auto kDecays = MakeDecays();

}  // namespace

Micros Decay(std::int64_t elapsed_min, std::int64_t mean_min) {
  const std::int64_t steps =
      std::max<std::int64_t>(elapsed_min, 0) * kSteps / mean_min;
  return steps >= kSteps * kMeans ? 0
                                  : kDecays[static_cast<std::size_t>(steps)];
}

int Octaves8(std::int64_t value) {
  if (value < 2) return 0;
  const int octave =
      static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value))) - 1;
  const std::int64_t floor = std::int64_t{1} << octave;
  return 8 * octave + static_cast<int>((value - floor) * 8 / floor);
}

}  // namespace omzien::matcher
