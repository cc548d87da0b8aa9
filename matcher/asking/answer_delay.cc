#include "matcher/asking/answer_delay.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

constexpr int kShrinkAnswers = 4;
constexpr int kShiftMaxOctaves8 = 8 * 4;
constexpr int kOctaves = static_cast<int>(kDelayOctaves);

// Half of them within 2^6 = 64 minutes: what the first answers of a town are
// taken to be like (`delay median 1 h`).
constexpr DelayCounts kPrior = {0, 0, 1, 2, 3, 5, 5, 3, 2, 1, 0, 0, 0};

}  // namespace

int OwnDelay::ShiftOctaves8() const {
  return std::clamp(octaves8_sum / (answers + kShrinkAnswers),
                    -kShiftMaxOctaves8, kShiftMaxOctaves8);
}

AnswerDelays::AnswerDelays() : counts_(kPrior) { Sum(); }

AnswerDelays::AnswerDelays(const DelayCounts& counts) : counts_(counts) {
  if (std::ranges::all_of(counts, [](auto count) { return count <= 0; })) {
    counts_ = kPrior;
  }
  Sum();
}

void AnswerDelays::Add(std::int64_t waking_min, const OwnDelay& own) {
  const int octaves8 = Octaves8(waking_min) - own.ShiftOctaves8();
  ++counts_[static_cast<std::size_t>(
      std::clamp(octaves8 / 8, 0, kOctaves - 1))];
  Sum();
}

void AnswerDelays::Sum() {
  std::int64_t all = 0;
  std::int64_t octaves = 0;
  for (int i = 0; i < kOctaves; ++i) {
    all += counts_[static_cast<std::size_t>(i)];
    octaves += counts_[static_cast<std::size_t>(i)] * (8 * i + 4);
  }
  mean_octaves8_ = static_cast<int>(octaves / all);
  std::int64_t before = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    within_[i] = before * kOne / all;
    before += counts_[i];
  }
  within_.back() = kOne;
}

Micros AnswerDelays::ShareWithin(std::int64_t waking_min,
                                 int shift_octaves8) const {
  if (waking_min <= 0) return 0;
  const int octaves8 = Octaves8(waking_min) - shift_octaves8;
  if (octaves8 < 0) return 0;
  if (octaves8 >= 8 * kOctaves) return kOne;
  const auto octave = static_cast<std::size_t>(octaves8 / 8);
  return within_[octave] +
         (within_[octave + 1] - within_[octave]) * (octaves8 % 8) / 8;
}

std::int64_t AnswerDelays::WithinMin(Micros share, int shift_octaves8) const {
  for (int octaves8 = 0; octaves8 < 8 * kOctaves; ++octaves8) {
    const std::int64_t floor = std::int64_t{1} << (octaves8 / 8);
    const std::int64_t minutes = floor + floor * (octaves8 % 8) / 8;
    if (ShareWithin(minutes, shift_octaves8) >= share) return minutes;
  }
  return std::int64_t{1} << kOctaves;
}

int AnswerDelays::FromMeanOctaves8(std::int64_t waking_min) const {
  return Octaves8(waking_min) - mean_octaves8_;
}

}  // namespace omzien::matcher
