#include "tests/bench/match_scan.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/point.h"
#include "tests/bench/match_rows.h"

namespace omzien::bench {
namespace {

constexpr double kSameM = 0.01;

Hours HoursOf(const MatchRequest& request) {
  Hours hours;
  for (int i = 0; i < request.hours; ++i) {
    hours.set(static_cast<std::size_t>((request.first_hour + i) % kWeekHours));
  }
  return hours;
}

}  // namespace

MatchScan::MatchScan(std::span<const MatchVolunteer> volunteers)
    : volunteers_(volunteers) {
  for (const MatchVolunteer& each : volunteers) {
    rows_.push_back({each.skills, each.hours, matcher::DirectionOf(each.home),
                     static_cast<double>(each.radius_m), each.id});
  }
}

std::vector<Scanned> MatchScan::Nearest(const MatchRequest& request,
                                        std::size_t k) const {
  const Hours hours = HoursOf(request);
  const matcher::Direction place = matcher::DirectionOf(request.place);
  std::vector<Scanned> best;  // A heap, the last one first.
  for (const Row& row : rows_) {
    if ((request.skills & ~row.skills).any()) continue;
    if ((hours & ~row.hours).any()) continue;
    const double distance_m = matcher::DistanceM(row.home, place);
    if (distance_m > row.radius_m) continue;
    const Scanned scanned{distance_m, row.id};
    if (best.size() == k && !(scanned < best.front())) continue;
    if (best.size() == k) {
      std::ranges::pop_heap(best);
      best.pop_back();
    }
    best.push_back(scanned);
    std::ranges::push_heap(best);
  }
  std::ranges::sort_heap(best);
  return best;
}

const MatchVolunteer* MatchScan::Find(std::int64_t id) const {
  const auto found =
      std::ranges::lower_bound(volunteers_, id, {}, &MatchVolunteer::id);
  return found != volunteers_.end() && found->id == id ? &*found : nullptr;
}

double RecallOf(const std::vector<std::int64_t>& found,
                const std::vector<std::int64_t>& want,
                const MatchRequest& request, const MatchScan& scan) {
  const auto distance_m = [&](std::int64_t id) {
    const MatchVolunteer* volunteer = scan.Find(id);
    return volunteer == nullptr
               ? -1
               : matcher::DistanceM(volunteer->home, request.place);
  };
  const auto is_at_edge = [&](std::int64_t id) {
    const MatchVolunteer* volunteer = scan.Find(id);
    return volunteer != nullptr &&
           std::abs(distance_m(id) - volunteer->radius_m) <= kSameM;
  };
  const auto is_same = [&](std::int64_t a, std::int64_t b) {
    return a == b || std::abs(distance_m(a) - distance_m(b)) <= kSameM;
  };
  // Walks both lists; who stands in one alone must be at an edge.
  std::size_t right = 0;
  std::size_t all = 0;
  auto a = found.begin();
  auto b = want.begin();
  while (a != found.end() || b != want.end()) {
    const bool both = a != found.end() && b != want.end();
    ++all;
    if (both && is_same(*a, *b)) {
      ++right;
      ++a;
      ++b;
    } else if (b == want.end() || (both && distance_m(*a) < distance_m(*b))) {
      right += is_at_edge(*a++) ? 1 : 0;
    } else {
      right += is_at_edge(*b++) ? 1 : 0;
    }
  }
  return all == 0 ? 1 : static_cast<double>(right) / static_cast<double>(all);
}

}  // namespace omzien::bench
