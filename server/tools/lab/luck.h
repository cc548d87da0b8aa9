// Chance from a seed: the same on every build, and the same for every policy.
// What happens at one ask is drawn from a stream of its own, so that two
// policies that ask the same person for the same need get the same answer.

#pragma once

#include <cstdint>

namespace omzien::lab {

class Luck {
 public:
  explicit Luck(std::uint64_t seed) : state_(seed) {}

  // A stream that two numbers name.
  Luck(std::uint64_t seed, std::uint64_t a, std::uint64_t b);

  std::uint64_t Next();

  double Share();  // 0 <= x < 1.
  bool With(double chance) { return Share() < chance; }
  int Below(int bound);
  double Normal();  // Mean 0, variance 1.
  double Exponential(double mean);
  double Gamma(double shape);  // Scale 1.
  double Beta(double a, double b);
  int Poisson(double mean);

 private:
  std::uint64_t state_;
};

}  // namespace omzien::lab
