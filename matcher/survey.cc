#include "matcher/survey.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "matcher/block.h"
#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/job_case.h"
#include "matcher/screener.h"
#include "matcher/verdict.h"

namespace omzien::matcher {
namespace {

class Counter {
 public:
  Counter(const Screener& screener, KeptOut kept)
      : screener_(screener), kept_(kept) {}

  void Count(const Block& block, std::uint64_t skilled) {
    const std::uint64_t serving = screener_.Serving(block);
    CountLacking(block, serving & ~skilled);
    const std::uint64_t wanted = serving & skilled;
    const std::uint64_t free = screener_.MayBeFree(block, wanted);
    for (std::uint64_t rest = wanted; rest != 0;) {
      const int place = TakeLowest(rest);
      const Screened screened =
          screener_.Screen(block, place, (free & BitOf(place)) != 0);
      if (screened.first.has_value()) {
        AddOut(*screened.first, block.card(place));
      } else {
        surveyed_.coverage.AddEligible(screened.merits.distance_mm);
      }
    }
  }

  Surveyed Total(std::size_t all) {
    auto here = static_cast<std::size_t>(surveyed_.coverage.eligible);
    for (const int count : out_counts_) here += static_cast<std::size_t>(count);
    CountOf(Exclusion::kMunicipality) = static_cast<int>(all - here);
    for (std::size_t why = 0; why < out_counts_.size(); ++why) {
      if (out_counts_[why] == 0) continue;
      surveyed_.coverage.excluded[static_cast<Exclusion>(why)] =
          out_counts_[why];
    }
    return std::move(surveyed_);
  }

 private:
  int& CountOf(Exclusion why) {
    return out_counts_[static_cast<std::size_t>(why)];
  }

  void CountLacking(const Block& block, std::uint64_t lacking) {
    if (kept_ != KeptOut::kAll) {
      CountOf(Exclusion::kSkill) += std::popcount(lacking);
      return;
    }
    for (std::uint64_t rest = lacking; rest != 0;) {
      AddOut(Exclusion::kSkill, block.card(TakeLowest(rest)));
    }
  }

  void AddOut(Exclusion first, const Card& card) {
    ++CountOf(first);
    if (kept_ == KeptOut::kAll ||
        (kept_ == KeptOut::kTemporary && IsTemporary(first))) {
      surveyed_.out.push_back({first, &card});
    }
  }

  const Screener& screener_;
  const KeptOut kept_;
  Surveyed surveyed_;
  std::array<int, kExclusionEnd> out_counts_{};  // By Exclusion.
};

}  // namespace

Surveyed Survey(const Screener& screener,
                const std::vector<std::unique_ptr<Cluster>>& clusters,
                std::size_t all, KeptOut kept) {
  Counter counter(screener, kept);
  for (const auto& cluster : clusters) {
    if (!screener.MayServe(cluster->extent().municipalities)) continue;
    Cluster::Words skilled;
    cluster->FindSkilled(screener.job_case().job.skills, skilled);
    for (int i = 0; i < cluster->count(); ++i) {
      const auto place = static_cast<std::size_t>(i);
      const Block& block = cluster->block(i);
      if (screener.MayServe(block.extent.municipalities)) {
        counter.Count(block, skilled[place]);
      }
    }
  }
  return counter.Total(all);
}

}  // namespace omzien::matcher
