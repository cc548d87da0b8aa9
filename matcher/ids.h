// Ids: a distinct type for each kind of thing, so that one cannot be passed for
// another. Their order is the byte order of the value; it breaks all ties.

#pragma once

#include <compare>
#include <string>
#include <utility>

namespace omzien::matcher {

// The last segment of a resource name: "5f0c..." of `volunteers/5f0c...`.
template <typename Tag>
struct Id {
  std::string value;

  friend auto operator<=>(const Id&, const Id&) = default;
  friend bool operator==(const Id&, const Id&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const Id& id) {
    return H::combine(std::move(state), id.value);
  }
};

using VolunteerId = Id<struct VolunteerTag>;
using PersonId = Id<struct PersonTag>;
using MunicipalityId = Id<struct MunicipalityTag>;

}  // namespace omzien::matcher
