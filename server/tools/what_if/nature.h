// How people are taken to answer in a run: what was learned of them, with the
// luck that is in what is not known. The same for every policy that is tried.
//
// A chance of a yes is what matcher/asking/habit.h reckons: the group's, by
// kind, distance, part of the week and time left, times her own. What is
// learned there is the mean of a Gamma distribution; a run draws from the
// distribution itself. So runs differ more the less was learned, and the spread
// of what comes out holds that too.
//
// Whether she listens: half of the asks that are heard start a time in which
// she ignores asks, of a mean length drawn from what was learned of her.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

// What an ask brings.
struct Reply {
  enum class What { kNothing, kYes, kNo };
  What what = What::kNothing;
  std::int64_t after_waking_min = 0;
};

// Not thread-safe. Borrows the past.
class Natures {
 public:
  Natures(const Past& past, std::uint64_t seed);

  // An ask reaches her now. What she says depends on the seed, on her and on
  // the job, and on the asks that reached her before.
  Reply Hear(std::size_t neighbour, std::size_t job,
             const matcher::Moment& moment, absl::Time now);

 private:
  struct Nature {
    double yes = 1;  // Times the group's.
    std::array<double, matcher::kParts> yes_in{};
    double recovery_min = 0;
    absl::Time ignores_until = absl::InfinitePast();
  };

  double ChanceOfYes(const Nature& nature, const matcher::Moment& moment) const;

  const Past& past_;
  const std::uint64_t seed_;
  const matcher::Customs customs_;
  double group_ = 1;  // What the group's chance is, over what was learned.
  std::vector<Nature> natures_;
};

}  // namespace omzien::what_if
