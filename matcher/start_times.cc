#include "matcher/start_times.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/policy.h"
#include "matcher/start_range.h"

namespace omzien::matcher {
namespace {

constexpr absl::Duration kQuarter = absl::Minutes(15);

// The last moment, not after `time`, at which the wall clock shows a whole
// number of `unit`s of the hour.
absl::Time RoundedDown(absl::Time time, absl::Duration unit,
                       absl::TimeZone zone) {
  const absl::Duration offset = absl::Seconds(zone.At(time).offset);
  const absl::Duration reading = time - absl::UnixEpoch() + offset;
  return absl::UnixEpoch() + absl::Floor(reading, unit) - offset;
}

absl::Time RoundedUp(absl::Time time, absl::Duration unit,
                     absl::TimeZone zone) {
  const absl::Time down = RoundedDown(time, unit, zone);
  return down == time ? time : down + unit;
}

absl::Time Earliest(const StartRange& range, absl::TimeZone zone) {
  for (const absl::Duration unit : {kQuarter, absl::Minutes(1)}) {
    const absl::Time time = RoundedUp(range.first, unit, zone);
    if (time <= range.last) return time;
  }
  return range.first;
}

// Takes times one by one.
class Picker {
 public:
  Picker(StartRanges starts, absl::TimeZone zone, const Policy& policy)
      : starts_(std::move(starts)), zone_(zone), policy_(policy) {
    std::ranges::sort(starts_, {}, &StartRange::first);
  }

  void TakeEarliestOfDates() {
    for (const StartRange& range : starts_) {
      const absl::Time time = Earliest(range, zone_);
      const auto same_date = [this, &time](absl::Time taken) {
        return absl::ToCivilDay(taken, zone_) == absl::ToCivilDay(time, zone_);
      };
      if (std::ranges::none_of(taken_, same_date)) Take(time);
    }
  }

  void TakeEarliestOfRanges() {
    for (const StartRange& range : starts_) Take(Earliest(range, zone_));
  }

  void TakeFarthest() {
    while (!IsFull()) {
      const std::size_t before = taken_.size();
      absl::Time farthest;
      absl::Duration most = -absl::InfiniteDuration();
      for (const absl::Time time : FarTimes()) {
        const absl::Duration room = Room(time);
        if (room > most || (room == most && time < farthest)) {
          most = room;
          farthest = time;
        }
      }
      Take(farthest);
      if (taken_.size() == before) return;
    }
  }

  // Sorted.
  const std::vector<absl::Time>& taken() const { return taken_; }

 private:
  bool IsFull() const {
    return static_cast<int>(taken_.size()) >= policy_.start_times_max;
  }

  // How far from the nearest that was taken.
  absl::Duration Room(absl::Time time) const {
    absl::Duration room = absl::InfiniteDuration();
    for (const absl::Time taken : taken_) {
      room = std::min(room, absl::AbsDuration(time - taken));
    }
    return room;
  }

  void Take(absl::Time time) {
    if (IsFull() || Room(time) < std::max(policy_.start_step, kQuarter)) return;
    taken_.push_back(time);
    std::ranges::sort(taken_);
  }

  // In each range, the times that may have the most room: its last one, and the
  // ones nearest to the middle between two neighbours that were taken.
  std::vector<absl::Time> FarTimes() const {
    std::vector<absl::Time> times;
    for (const StartRange& range : starts_) {
      const absl::Time earliest = Earliest(range, zone_);
      const auto add = [&](absl::Time time) {
        time = RoundedDown(std::min(time, range.last), kQuarter, zone_);
        times.push_back(std::max(time, earliest));
      };
      add(range.last);
      for (std::size_t i = 1; i < taken_.size(); ++i) {
        add(taken_[i - 1] + (taken_[i] - taken_[i - 1]) / 2);
      }
    }
    return times;
  }

  StartRanges starts_;
  absl::TimeZone zone_;
  const Policy& policy_;
  std::vector<absl::Time> taken_;
};

}  // namespace

std::vector<absl::Time> PickStartTimes(const StartRanges& starts,
                                       absl::TimeZone zone,
                                       const Policy& policy) {
  if (starts.empty()) return {};
  Picker picker(starts, zone, policy);
  picker.TakeEarliestOfDates();
  picker.TakeEarliestOfRanges();
  picker.TakeFarthest();
  return picker.taken();
}

}  // namespace omzien::matcher
