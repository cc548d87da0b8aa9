// Measures what a night costs the workers: the scarcity prices of a
// municipality that is made up, whose last kinds of work three people can do,
// each.
//
//   prices_bench [--volunteers N] [--kinds N] [--needs_a_day N] [--seeds N]
//
// The last line is one JSON object. Ends with 1 when the solver has no answer.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <random>
#include <ratio>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_format.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "matcher/asking/scarcity.h"
#include "server/planning/scarcity.h"

namespace omzien::bench {
namespace {

constexpr int kDays = 56;
constexpr std::size_t kRareOf = 4;  // One kind in so many.
constexpr int kHoldersOfRare = 3;
constexpr int kSkillsMax = 6;

struct Options {
  std::size_t volunteers = 2'000;
  std::size_t kinds = 40;
  int needs_a_day = 15;
  unsigned seeds = 10;
};

// The first kinds are the most common.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t count) {
    return static_cast<std::size_t>(random_()) % count;
  }
  std::size_t Kind(std::size_t kinds) {
    return std::min(Below(kinds), Below(kinds));
  }

 private:
  std::mt19937_64 random_;
};

matcher::Workload MakeTown(const Options& options, unsigned seed) {
  Draw draw(seed);
  matcher::Workload town;
  town.over_min = kDays * matcher::kDayMin;
  town.wanted.resize(options.kinds);
  for (int i = 0; i < options.needs_a_day * kDays; ++i) {
    ++town.wanted[draw.Kind(options.kinds)][draw.Below(matcher::kParts)];
  }
  town.helpers.resize(options.volunteers);
  const std::size_t rare = options.kinds / kRareOf;
  const std::size_t usual = options.kinds - rare;
  for (matcher::Helper& helper : town.helpers) {
    const std::size_t skills = 1 + draw.Below(kSkillsMax);
    for (std::size_t i = 0; i < skills; ++i) {
      helper.kinds.set(draw.Kind(usual));
    }
  }
  for (std::size_t kind = usual; kind < options.kinds; ++kind) {
    for (int i = 0; i < kHoldersOfRare; ++i) {
      town.helpers[draw.Below(options.volunteers)].kinds.set(kind);
    }
  }
  return town;
}

int Run(const Options& options) {
  std::vector<double> spans_ms;
  int spared = 0;
  for (unsigned seed = 1; seed <= options.seeds; ++seed) {
    const matcher::Workload town = MakeTown(options, seed);
    const auto begun = std::chrono::steady_clock::now();
    const auto prices =
        planning::ReckonScarcity(town, matcher::Customs(matcher::Learning{}));
    spans_ms.push_back(std::chrono::duration<double, std::milli>(
                           std::chrono::steady_clock::now() - begun)
                           .count());
    if (!prices.ok()) {
      std::cerr << prices.status() << '\n';
      return 1;
    }
    for (const auto& row : prices->asks) {
      spared += static_cast<int>(std::ranges::count_if(
          row, [](matcher::Micros price) { return price > 0; }));
    }
  }
  std::ranges::sort(spans_ms);
  std::cout << absl::StreamFormat(
      R"({"volunteers":%d,"kinds":%d,"seeds":%d,"prices_above_none":%d,)"
      R"("median_ms":%.1f,"worst_ms":%.1f})"
      "\n",
      options.volunteers, options.kinds, options.seeds, spared,
      spans_ms[spans_ms.size() / 2], spans_ms.back());
  return 0;
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) {
  omzien::bench::Options options;
  CLI::App app("What the prices of a night cost");
  app.add_option("--volunteers", options.volunteers)
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--kinds", options.kinds)->check(CLI::Range(4, 128));
  app.add_option("--needs_a_day", options.needs_a_day)
      ->check(CLI::Range(1, 10'000));
  app.add_option("--seeds", options.seeds)->check(CLI::Range(1, 1'000));
  CLI11_PARSE(app, argc, argv);
  return omzien::bench::Run(options);
}
