#include "matcher/search.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "matcher/block.h"
#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/extent.h"
#include "matcher/fetch.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/score.h"
#include "matcher/screener.h"
#include "matcher/travel.h"

namespace omzien::matcher {
namespace {

constexpr float kRingM = 512;

// How many rings ahead the memory is asked.
constexpr int kRingsAhead = 2;

constexpr std::size_t kLeadsUsual = 256;

// Blocks whose cards are on the way from memory at one time.
constexpr std::size_t kPendingMax = 12;

double HourM(const Card& card) {
  return static_cast<double>(HourMm(card.travel_mode)) / 1'000;
}

}  // namespace

Search::Search(const Screener& screener,
               const std::vector<std::unique_ptr<Cluster>>& clusters,
               const std::vector<ExtentTable>& extents, int k)
    : screener_(screener),
      clusters_(clusters),
      extents_(extents),
      k_(static_cast<std::size_t>(k)),
      weights_(screener.job_case().policy.weights),
      distance_micros_max_(DistanceMicros(weights_, 0, 1)),
      other_micros_max_(OtherMicrosMax(weights_)) {
  rings_.fill(-1);
  leads_.reserve(kLeadsUsual);
  found_.reserve(k_);
}

std::vector<Candidate> Search::Run() {
  PushClusters();
  for (int ring = 0; ring < kRingsAhead; ++ring) FetchRing(ring);
  for (ring_ = 0; ring_ < kRings; ++ring_) {
    FetchRing(ring_ + kRingsAhead);
    VisitRing();
  }
  Settle();
  // For the ids: each lies apart, and many are asked for at once.
  for (const Found& found : found_) found.card->packed.Fetch();
  std::ranges::sort(found_, IsBetter);
  std::vector<Candidate> best;
  best.reserve(found_.size());
  for (const Found& found : found_) {
    best.push_back({{std::string(found.card->packed.id())},
                    found.distance_mm,
                    found.score_micros,
                    ScoreTerms(screener_.job_case(), found.merits)});
  }
  return best;
}

bool Search::IsBetter(const Found& a, const Found& b) {
  if (a.score_micros != b.score_micros) return a.score_micros > b.score_micros;
  if (a.distance_mm != b.distance_mm) return a.distance_mm < b.distance_mm;
  return a.card->packed.id() < b.card->packed.id();
}

// The last ring has all that is beyond.
int Search::RingOf(float distance_m) {
  constexpr auto kLast = static_cast<float>(kRings - 1);
  return static_cast<int>(std::clamp(distance_m / kRingM, 0.0F, kLast));
}

// Whether somebody who lives at least so far away may be among the best.
bool Search::CanBeat(double distance_m, double hour_m) const {
  return distance_m <= hour_m * hours_max_ || distance_m <= distance_max_m_;
}

// Of the score of the last, what the other terms can't give must come from the
// distance: which share of its term, and so which part of an hour's way. Two
// millionths more, for what is rounded; for who is an hour away or farther the
// term is 0, and only the other terms, or the tie, can do.
void Search::SetBar() {
  const Found& last = found_.front();
  const std::int64_t most = distance_micros_max_;
  const std::int64_t wanted = last.score_micros - other_micros_max_;
  constexpr std::int64_t kRounding = 2;
  hours_max_ =
      most == 0 ? 0
                : std::min(1.0, static_cast<double>(most - wanted + kRounding) /
                                    static_cast<double>(most));
  distance_max_m_ = 0;
  if (wanted < 0) distance_max_m_ = std::numeric_limits<double>::infinity();
  if (wanted == 0) {
    distance_max_m_ = static_cast<double>(last.distance_mm + 1) / 1'000;
  }
}

int Search::Push(const Lead& lead) {
  const int ring = std::max(ring_, RingOf(lead.distance_m));
  int& first = rings_[static_cast<std::size_t>(ring)];
  leads_.push_back(lead);
  leads_.back().next = first;
  first = static_cast<int>(leads_.size()) - 1;
  return ring;
}

void Search::PushClusters() {
  ExtentTable::Column distances_m;
  for (std::size_t from = 0; from < clusters_.size();
       from += ExtentTable::kSize) {
    const ExtentTable& extents = extents_[from / ExtentTable::kSize];
    const std::size_t size =
        std::min(ExtentTable::kSize, clusters_.size() - from);
    for (std::uint64_t rest =
             extents.MayReach(screener_.job_case().place, size, distances_m);
         rest != 0;) {
      const auto i = static_cast<std::size_t>(TakeLowest(rest));
      clusters_[from + i]->Fetch();
      Push(
          {.distance_m = distances_m[i], .cluster = clusters_[from + i].get()});
    }
  }
}

void Search::OpenCluster(const Cluster& cluster) {
  const double hour_m = cluster.extent().hour_m;
  if (!screener_.MayServe(cluster.extent().municipalities)) return;
  const ExtentTable& extents = cluster.extents();
  ExtentTable::Column distances_m;
  std::uint64_t rest =
      extents.MayReach(screener_.job_case().place,
                       static_cast<std::size_t>(cluster.count()), distances_m);
  Cluster::Words skilled;
  cluster.FindSkilled(screener_.job_case().job.skills, skilled);
  while (rest != 0) {
    const auto i = static_cast<std::size_t>(TakeLowest(rest));
    if (skilled[i] == 0 || !CanBeat(distances_m[i], hour_m)) continue;
    const int ring = Push({.distance_m = distances_m[i],
                           .cluster = &cluster,
                           .block = &cluster.block(static_cast<int>(i)),
                           .skilled = skilled[i]});
    if (ring <= ring_ + kRingsAhead) Fetch(leads_.back());
  }
}

void Search::FetchRing(int ring) const {
  if (ring >= kRings) return;
  for (int i = rings_[static_cast<std::size_t>(ring)]; i >= 0;) {
    const Lead& lead = leads_[static_cast<std::size_t>(i)];
    Fetch(lead);
    i = lead.next;
  }
}

void Search::Fetch(const Lead& lead) const {
  if (lead.block == nullptr) {
    lead.cluster->FetchSkills(screener_.job_case().job.skills);
  } else {
    __builtin_prefetch(lead.block);
    screener_.slots().Fetch(lead.block->free);
  }
}

// Opening a cluster may add to the ring that is being visited.
void Search::VisitRing() {
  int& first = rings_[static_cast<std::size_t>(ring_)];
  while (first >= 0) {
    const Lead lead = leads_[static_cast<std::size_t>(first)];
    first = lead.next;
    if (!CanBeat(lead.distance_m, lead.cluster->extent().hour_m)) continue;
    if (lead.block == nullptr) {
      OpenCluster(*lead.cluster);
    } else {
      VisitBlock(*lead.block, lead.skilled);
    }
  }
}

void Search::VisitBlock(const Block& block, std::uint64_t skilled) {
  if (!screener_.MayServe(block.extent.municipalities)) return;
  const std::uint64_t free = screener_.MayBeFree(block, skilled);
  if (free == 0) return;
  for (std::uint64_t rest = free; rest != 0;) {
    FetchBytes(&block.card(TakeLowest(rest)), sizeof(Card));
  }
  pending_.push_back({&block, free});
  if (pending_.size() == kPendingMax) Settle();
}

void Search::Settle() {
  for (const Pending& each : pending_) SettleBlock(*each.block, each.free);
  pending_.clear();
}

void Search::SettleBlock(const Block& block, std::uint64_t free) {
  while (free != 0) {
    const int place = TakeLowest(free);
    const Card& card = block.card(place);
    const double chord_m = ChordM(card.home, screener_.job_case().place);
    // No way is shorter than its chord, by more than what rounding does.
    if (chord_m > card.reach_m + 1 || !CanBeat(chord_m, HourM(card))) continue;
    if (!screener_.IsReady(card) || !screener_.Serves(card)) continue;
    const Screened screened = screener_.Screen(block, place, true);
    if (!screened.first.has_value()) Keep(card, screened.merits);
  }
}

void Search::Keep(const Card& card, const Merits& merits) {
  const Found found{
      .score_micros = SumMicros(ScoreTerms(screener_.job_case(), merits)),
      .distance_mm = merits.distance_mm,
      .card = &card,
      .merits = merits};
  if (found_.size() == k_) {
    if (!IsBetter(found, found_.front())) return;
    std::ranges::pop_heap(found_, IsBetter);
    found_.back() = found;
  } else {
    found_.push_back(found);
  }
  std::ranges::push_heap(found_, IsBetter);
  if (found_.size() == k_) SetBar();
}

}  // namespace omzien::matcher
