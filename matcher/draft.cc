#include "matcher/draft.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/card.h"
#include "matcher/cluster.h"
#include "matcher/registry.h"
#include "matcher/volunteer.h"
#include "matcher/week.h"

namespace omzien::matcher {

void Draft::Put(const Volunteer& volunteer) {
  Card card(volunteer, registry_);
  const CurveKey key = CurveKeyOf(card.home);
  arrivals_.push_back(
      {key, std::move(card), StretchesOf(volunteer.availability.weekly)});
}

std::vector<Arrival> Draft::Enter(Registry& registry) && {
  const Registry::Renumbering numbers = registry.EnterAll(registry_);
  for (Arrival& arrival : arrivals_) {
    Card& card = arrival.card;
    card.area = numbers.areas[card.area];
    if ((card.languages & Registry::kOtherLanguages) != 0) {
      // Which languages those are, only the volunteer says.
      card.languages =
          registry.EnterLanguages(card.packed.Unpacked().languages);
      continue;
    }
    std::uint32_t languages = 0;
    for (const auto& [old_bit, new_bit] : numbers.languages) {
      if ((card.languages & old_bit) != 0) languages |= new_bit;
    }
    card.languages = languages;
  }
  return std::move(arrivals_);
}

}  // namespace omzien::matcher
