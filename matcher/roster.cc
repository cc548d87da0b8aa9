#include "matcher/roster.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "matcher/block.h"
#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/draft.h"
#include "matcher/extent.h"
#include "matcher/fetch.h"
#include "matcher/ids.h"
#include "matcher/volunteer.h"
#include "matcher/week.h"

namespace omzien::matcher {
namespace {

std::uint64_t HashOf(absl::string_view id) {
  return absl::Hash<absl::string_view>()(id);
}

}  // namespace

void Roster::Put(const Volunteer& volunteer) {
  // What is there is on its way while the card is made.
  FetchPlace(volunteer.id.value);
  Card card(volunteer, registry_);
  const auto known = PlaceOf(volunteer.id.value);
  if (known != places_.end()) {
    const Place place = Unpacked(known->second);
    if (place.block->card(place.place).HasSameOffer(card)) {
      place.block->Refresh(place.place, std::move(card));
      return;
    }
    Cluster& cluster = *place.block->cluster;
    const Stretches week = StretchesOf(volunteer.availability.weekly);
    if (cluster.MayReplace(place, card)) {
      cluster.Replace(place, std::move(card), week, registry_);
      return;
    }
    cluster.Take(place);
    places_.erase(known);
  }
  Insert(std::move(card), StretchesOf(volunteer.availability.weekly));
}

bool Roster::Remove(const VolunteerId& id) {
  const auto known = PlaceOf(id.value);
  if (known == places_.end()) return false;
  const Place place = Unpacked(known->second);
  place.block->cluster->Take(place);
  places_.erase(known);
  return true;
}

void Roster::Fill(std::vector<Draft> drafts) {
  std::vector<std::vector<Arrival>> arrivals;
  arrivals.reserve(drafts.size());
  for (Draft& draft : drafts) {
    arrivals.push_back(std::move(draft).Enter(registry_));
  }
  std::vector<std::pair<CurveKey, Arrival*>> keyed;
  for (std::vector<Arrival>& some : arrivals) {
    for (Arrival& arrival : some) keyed.emplace_back(arrival.key, &arrival);
  }
  std::ranges::sort(keyed, {}, [](const auto& each) { return each.first; });
  std::vector<Arrival*> order;
  order.reserve(keyed.size());
  for (const auto& [key, arrival] : keyed) order.push_back(arrival);

  std::vector<std::pair<std::uint64_t, PackedPlace>> places;
  places.reserve(order.size());
  for (auto rest = std::span<Arrival* const>(order); !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), Cluster::kFill));
    rest = rest.subspan(some.size());
    from_.push_back(some.front()->key);
    clusters_.push_back(Cluster::Of(some, registry_, memory_, [&](Place place) {
      places.emplace_back(HashOf(place.block->card(place.place).packed.id()),
                          Packed(place));
    }));
  }
  extents_.resize(clusters_.size() / ExtentTable::kSize + 1);
  for (std::size_t i = 0; i < clusters_.size(); ++i) SetExtent(i);
  std::ranges::sort(places);
  for (const auto& place : places) places_.insert(places_.end(), place);
}

const Card* Roster::Find(const VolunteerId& id) const {
  const auto known = PlaceOf(id.value);
  if (known == places_.end()) return nullptr;
  const Place place = Unpacked(known->second);
  return &place.block->card(place.place);
}

std::vector<const Card*> Roster::FindAll(
    const std::vector<VolunteerId>& ids) const {
  std::vector<const Card*> cards;
  for (const VolunteerId& id : ids) {
    const Card* card = Find(id);
    if (card != nullptr) cards.push_back(card);
  }
  return cards;
}

Roster::PackedPlace Roster::Packed(Place place) {
  return reinterpret_cast<PackedPlace>(place.block) + place.place;
}

Place Roster::Unpacked(PackedPlace place) {
  static_assert(alignof(Block) >= kBlockSize);
  const auto into =
      reinterpret_cast<std::uintptr_t>(place) % std::uintptr_t{kBlockSize};
  return {reinterpret_cast<Block*>(place - into), static_cast<int>(into)};
}

Roster::Places::const_iterator Roster::PlaceOf(absl::string_view id) const {
  const std::uint64_t hash = HashOf(id);
  for (auto it = places_.lower_bound(hash);
       it != places_.end() && it->first == hash; ++it) {
    const Place place = Unpacked(it->second);
    if (place.block->card(place.place).packed.id() == id) return it;
  }
  return places_.end();
}

void Roster::FetchPlace(absl::string_view id) const {
  const auto near = places_.lower_bound(HashOf(id));
  if (near == places_.end()) return;
  const Place place = Unpacked(near->second);
  FetchBytes(&place.block->card(place.place), sizeof(Card));
  __builtin_prefetch(&place.block->free.front());
  __builtin_prefetch(&place.block->free.back());
}

std::size_t Roster::ClusterFor(CurveKey key) const {
  const auto after = std::ranges::upper_bound(from_, key);
  return after == from_.begin()
             ? 0
             : static_cast<std::size_t>(after - from_.begin()) - 1;
}

void Roster::Insert(Card card, const Stretches& week) {
  const CurveKey key = CurveKeyOf(card.home);
  if (clusters_.empty()) {
    clusters_.push_back(std::make_unique<Cluster>(memory_));
    from_.push_back(key);
    extents_.resize(1);
  }
  if (const std::size_t number = ClusterFor(key);
      !clusters_[number]->HasRoomAt(key)) {
    SplitCluster(number);
  }
  const std::size_t number = ClusterFor(key);
  const std::uint64_t hash = HashOf(card.packed.id());
  Cluster& cluster = *clusters_[number];
  const Place place =
      cluster.Put(std::move(card), week, key, registry_,
                  [this](Place old, Place to) { Move(old, to); });
  SetExtent(number);
  places_.emplace(hash, Packed(place));
}

void Roster::SplitCluster(std::size_t number) {
  auto upper = clusters_[number]->Split();
  const auto next = static_cast<std::ptrdiff_t>(number) + 1;
  from_.insert(from_.begin() + next, upper->from());
  clusters_.insert(clusters_.begin() + next, std::move(upper));
  extents_.resize(clusters_.size() / ExtentTable::kSize + 1);
  for (std::size_t i = number; i < clusters_.size(); ++i) SetExtent(i);
}

void Roster::SetExtent(std::size_t number) {
  extents_[number / ExtentTable::kSize].Set(number % ExtentTable::kSize,
                                            clusters_[number]->extent());
}

void Roster::Move(Place from, Place to) {
  auto [it, end] =
      places_.equal_range(HashOf(to.block->card(to.place).packed.id()));
  while (it != end && it->second != Packed(from)) ++it;
  if (it != end) it->second = Packed(to);
}

}  // namespace omzien::matcher
