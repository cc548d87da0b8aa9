#include "tests/bench/assign_town.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "matcher/assignment.h"
#include "matcher/sample.h"

namespace omzien::bench {
namespace {

using matcher::Batch;
using matcher::Chance;
using matcher::OpenJob;
using matcher::TimedCandidate;

constexpr int kVolunteersAVillage = 400;
constexpr int kVillageReachM = 1'500;
constexpr int kVillageEveryM = 5'000;
constexpr int kCellM = 1'000;
constexpr int kReachM = 5'000;
constexpr int kSkills = 12;
constexpr int kSkillsEach = 4;

struct Spot {
  int x_m = 0;
  int y_m = 0;
};

double DistanceM(const Spot& a, const Spot& b) {
  return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

struct Neighbour {
  Spot home;
  std::uint32_t skills = 0;
  int asks = 0;  // Of the last 90 days.
};

class Town {
 public:
  explicit Town(const TownShape& shape)
      : shape_(shape),
        chance_(shape.seed),
        villages_(1 + shape.volunteers / kVolunteersAVillage) {}

  Batch Make() && {
    for (int i = 0; i < shape_.volunteers; ++i) AddVolunteer(i);
    for (int i = 0; i < shape_.jobs; ++i) AddJob(i);
    return std::move(batch_);
  }

 private:
  using Cell = std::pair<int, int>;

  static Cell CellOf(const Spot& spot) {
    return {spot.x_m / kCellM, spot.y_m / kCellM};
  }

  // About a village: more in its middle. Villages stand in a square.
  Spot AnySpot() {
    const int side = static_cast<int>(std::ceil(std::sqrt(villages_)));
    const int village = chance_.Below(villages_);
    const auto off = [&] {
      return chance_.Below(kVillageReachM) - chance_.Below(kVillageReachM);
    };
    return {(1 + village % side) * kVillageEveryM + off(),
            (1 + village / side) * kVillageEveryM + off()};
  }

  void AddVolunteer(int number) {
    Neighbour neighbour{.home = AnySpot(), .asks = chance_.Below(5)};
    for (int i = 0; i < kSkillsEach; ++i) {
      neighbour.skills |= 1U << chance_.Below(kSkills);
    }
    cells_[CellOf(neighbour.home)].push_back(number);
    neighbours_.push_back(neighbour);
    const int jobs_max = chance_.OneIn(5) ? 2 + chance_.Below(2) : 1;
    batch_.volunteers.push_back({{absl::StrFormat("v%06d", number)}, jobs_max});
  }

  void AddJob(int number) {
    OpenJob job{.id = {absl::StrFormat("j%06d", number)}, .candidates = {}};
    if (chance_.OneIn(10)) job.helpers_needed = 2 + chance_.Below(3);
    const Spot place = AnySpot();
    const absl::Duration duration = absl::Minutes(30 * (1 + chance_.Below(4)));
    std::vector<absl::Time> starts;
    // Helpers of one job come at one time.
    for (int i = job.helpers_needed > 1 ? 1 : 1 + chance_.Below(3); i > 0;
         --i) {
      starts.push_back(matcher::At(matcher::kMonday + chance_.Below(7), 9) +
                       absl::Minutes(30) * chance_.Below(20));
    }
    for (const int volunteer : Nearest(place, chance_.Below(kSkills))) {
      TimedCandidate candidate{volunteer, Score(volunteer, place), {}};
      const absl::Duration travel = absl::Minutes(
          5 + DistanceM(place, neighbours_[volunteer].home) / 200);
      const std::size_t least = chance_.Below(static_cast<int>(starts.size()));
      for (std::size_t i = 0; i < starts.size(); ++i) {
        if (i != least && chance_.OneIn(2)) continue;
        candidate.spans.push_back(
            {starts[i] - travel, starts[i] + duration + travel});
      }
      job.candidates.push_back(std::move(candidate));
    }
    batch_.jobs.push_back(std::move(job));
  }

  // Those with the skill within so many cells, nearest first.
  std::vector<std::pair<double, int>> Within(int cells, const Spot& place,
                                             int skill) const {
    std::vector<std::pair<double, int>> found;
    const auto [x, y] = CellOf(place);
    for (int dx = -cells; dx <= cells; ++dx) {
      for (int dy = -cells; dy <= cells; ++dy) {
        const auto cell = cells_.find({x + dx, y + dy});
        if (cell == cells_.end()) continue;
        for (const int volunteer : cell->second) {
          const Neighbour& neighbour = neighbours_[volunteer];
          if ((neighbour.skills >> skill & 1) == 0) continue;
          found.emplace_back(DistanceM(place, neighbour.home), volunteer);
        }
      }
    }
    std::ranges::sort(found);
    return found;
  }

  std::vector<int> Nearest(const Spot& place, int skill) const {
    const std::size_t wanted = shape_.candidates;
    std::vector<std::pair<double, int>> found;
    for (int cells = 1; cells * kCellM <= kReachM; ++cells) {
      found = Within(cells, place, skill);
      if (found.size() >= wanted) break;
    }
    std::vector<int> nearest;
    for (const auto& [distance_m, volunteer] : found) {
      if (nearest.size() == wanted || distance_m >= kReachM) break;
      nearest.push_back(volunteer);
    }
    return nearest;
  }

  std::int64_t Score(int volunteer, const Spot& place) {
    const Neighbour& neighbour = neighbours_[volunteer];
    const double near = 1 - DistanceM(place, neighbour.home) / kReachM;
    return static_cast<std::int64_t>(1'000'000 * near) +
           1'000'000 / (1 + neighbour.asks) +
           (neighbour.asks < 2 ? 500'000 : 0) +              // Waited long.
           (chance_.OneIn(25) ? 1'000'000 : 0) +             // Continuity.
           std::int64_t{125'000} * (1 + chance_.Below(4)) +  // Time fit.
           (chance_.OneIn(10) ? 0 : 500'000);                // Language.
  }

  TownShape shape_;
  Chance chance_;
  int villages_;
  std::vector<Neighbour> neighbours_;
  std::map<Cell, std::vector<int>> cells_;
  Batch batch_;
};

}  // namespace

Batch MakeTown(const TownShape& shape) { return Town(shape).Make(); }

}  // namespace omzien::bench
