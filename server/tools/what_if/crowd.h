// The volunteers during a run: who is asked, who has promised what, and what is
// learned of each. What the server holds in its index and its records.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/ids.h"
#include "matcher/volunteer.h"
#include "matcher/volunteer_index.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

// Not thread-safe. Borrows the past.
class Crowd {
 public:
  explicit Crowd(const Past& past);

  const matcher::VolunteerIndex& index() const { return index_; }
  std::size_t NumberOf(const matcher::VolunteerId& id) const {
    return numbers_.at(id.value);
  }
  const matcher::Volunteer& At(std::size_t number) const {
    return volunteers_[number];
  }
  absl::Time SignedUp(std::size_t number) const {
    return past_.neighbours[number].signed_up;
  }
  const matcher::Habit& HabitOf(std::size_t number) const {
    return habits_[number];
  }
  matcher::Habit& HabitOf(std::size_t number) { return habits_[number]; }

  // The last ask before `now` that left; InfinitePast when there is none.
  absl::Time LastAsk(std::size_t number, absl::Time now) const;

  void SignUp(std::size_t number);
  // An ask leaves at that time, now or after her quiet hours.
  void Ask(std::size_t number, absl::Time send_at);
  // It is answered, lapsed or withdrawn.
  void Close(std::size_t number);
  // It was withdrawn before it left.
  void Forget(std::size_t number, absl::Time send_at);
  void Promise(std::size_t number, const matcher::Engagement& engagement);
  // It went well.
  void Finish(std::size_t number, const matcher::Engagement& engagement,
              const matcher::PersonId& resident);

 private:
  void Put(std::size_t number) { index_.Put(volunteers_[number]); }

  const Past& past_;
  matcher::VolunteerIndex index_;
  std::vector<matcher::Volunteer> volunteers_;
  std::vector<matcher::Habit> habits_;
  absl::flat_hash_map<std::string, std::size_t> numbers_;
};

}  // namespace omzien::what_if
