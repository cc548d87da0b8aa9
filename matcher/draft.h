// Volunteers on their way into an index, some of all: worked out as far as one
// can without the others, so that drafts can be made beside each other.

#pragma once

#include <cstddef>
#include <vector>

#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/registry.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// A value that moves; not thread-safe.
class Draft {
 public:
  Draft() = default;
  Draft(Draft&&) noexcept = default;
  Draft& operator=(Draft&&) noexcept = default;
  ~Draft() = default;

  // Each volunteer once, in all drafts of an index together.
  void Put(const Volunteer& volunteer);

  std::size_t size() const { return arrivals_.size(); }

  // Hands them over with their numbers in `registry` in place of their own.
  std::vector<Arrival> Enter(Registry& registry) &&;

 private:
  Registry registry_;
  std::vector<Arrival> arrivals_;
};

}  // namespace omzien::matcher
