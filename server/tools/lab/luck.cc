#include "server/tools/lab/luck.h"

#include <cmath>
#include <cstdint>
#include <numbers>

#include "matcher/asking/mix.h"

namespace omzien::lab {

Luck::Luck(std::uint64_t seed, std::uint64_t a, std::uint64_t b)
    : state_(seed) {
  state_ = Next() ^ (a * matcher::kMixStep);
  state_ = Next() ^ (b * 0xc2b2ae3d27d4eb4f);
}

std::uint64_t Luck::Next() {
  const std::uint64_t drawn = matcher::Mix(state_);
  state_ += matcher::kMixStep;
  return drawn;
}

double Luck::Share() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

int Luck::Below(int bound) { return static_cast<int>(Share() * bound); }

// Box & Muller, Annals of Mathematical Statistics 29(2), 1958.
double Luck::Normal() {
  const double radius = std::sqrt(-2 * std::log(1 - Share()));
  return radius * std::cos(2 * std::numbers::pi * Share());
}

double Luck::Exponential(double mean) { return -mean * std::log(1 - Share()); }

// Marsaglia & Tsang, "A simple method for generating gamma variables", ACM
// TOMS 26(3), 2000.
double Luck::Gamma(double shape) {
  if (shape < 1) {
    return Gamma(shape + 1) * std::pow(1 - Share(), 1 / shape);
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = Normal();
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 &&
        std::log(1 - Share()) < x * x / 2 + d - d * v + d * std::log(v)) {
      return d * v;
    }
  }
}

double Luck::Beta(double a, double b) {
  const double x = Gamma(a);
  return x / (x + Gamma(b));
}

// Knuth's product, in steps that do not underflow.
int Luck::Poisson(double mean) {
  int count = 0;
  for (; mean > 0; mean -= 30) {
    const double floor = std::exp(-std::fmin(mean, 30));
    for (double product = 1 - Share(); product > floor;
         product *= 1 - Share()) {
      ++count;
    }
  }
  return count;
}

}  // namespace omzien::lab
