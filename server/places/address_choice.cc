#include "server/places/address_choice.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/known_address.h"
#include "server/places/place_query.h"
#include "server/places/village_name.h"

namespace omzien::places {
namespace {

using omzien::v1::Location;
using omzien::v1::Place;

// "A0002" as "A2": zeros that people leave out. A zero that stands alone stays.
std::string WithoutLeadingZeros(absl::string_view tail) {
  std::string short_tail;
  for (size_t i = 0; i < tail.size(); ++i) {
    const bool starts_number =
        short_tail.empty() || !absl::ascii_isdigit(short_tail.back());
    const bool more_digits =
        i + 1 < tail.size() && absl::ascii_isdigit(tail[i + 1]);
    if (tail[i] == '0' && starts_number && more_digits) {
      continue;
    }
    short_tail.push_back(tail[i]);
  }
  return short_tail;
}

// The one that was meant, or null when there is none or more than one.
const KnownAddress* FindExact(const PlaceQuery& query,
                              absl::Span<const KnownAddress> in_postcode) {
  const KnownAddress* loose = nullptr;
  bool several = false;
  const std::string short_tail = WithoutLeadingZeros(query.tail);
  for (const KnownAddress& known : in_postcode) {
    if (known.house_number != query.house_number) {
      continue;
    }
    const std::string tail = TailKey(known.letter, known.addition);
    if (tail == query.tail) {
      return &known;
    }
    if (WithoutLeadingZeros(tail) == short_tail) {
      several = loose != nullptr;
      loose = &known;
    }
  }
  return several ? nullptr : loose;
}

Place MiddleOf(absl::Span<const KnownAddress> in_postcode,
               absl::string_view source) {
  double latitude_sum = 0;
  double longitude_sum = 0;
  bool one_street = true;
  bool one_village = true;
  const KnownAddress& first = in_postcode.front();
  for (const KnownAddress& known : in_postcode) {
    latitude_sum += known.latitude_deg;
    longitude_sum += known.longitude_deg;
    one_street = one_street && known.street == first.street;
    one_village = one_village && known.village == first.village;
  }
  const auto count = static_cast<double>(in_postcode.size());
  Place place;
  place.mutable_address()->set_postcode(first.postcode.ToString());
  if (one_street) {
    place.mutable_address()->set_street(std::string(first.street));
  }
  if (one_village) {
    place.mutable_address()->set_village(std::string(first.village));
  }
  Location& location = *place.mutable_location();
  location.set_latitude_deg(latitude_sum / count);
  location.set_longitude_deg(longitude_sum / count);
  location.set_precision(Location::PRECISION_POSTCODE);
  location.set_source(std::string(source));
  return place;
}

// Nearest first: the same number, then by distance, a step to the other side
// of the street (odd and even) counting for more than some doors.
std::vector<Place> Nearest(const PlaceQuery& query,
                           absl::Span<const KnownAddress> in_postcode,
                           absl::string_view source) {
  constexpr int32_t kOtherSide = 20;
  const auto rank = [&](const KnownAddress& known) {
    const int32_t distance = std::abs(known.house_number - query.house_number);
    const std::string tail = TailKey(known.letter, known.addition);
    return std::tuple(
        distance + (distance % 2 != 0 ? kOtherSide : 0), known.house_number,
        !query.tail.empty() && !absl::StartsWith(tail, query.tail), tail);
  };
  std::vector<std::pair<decltype(rank(in_postcode[0])), const KnownAddress*>>
      ranked;
  ranked.reserve(in_postcode.size());
  for (const KnownAddress& known : in_postcode) {
    ranked.emplace_back(rank(known), &known);
  }
  const size_t count = std::min(kSuggestionsMax, ranked.size());
  std::partial_sort(ranked.begin(),
                    ranked.begin() + static_cast<std::ptrdiff_t>(count),
                    ranked.end());
  std::vector<Place> places;
  places.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    places.push_back(PlaceOf(*ranked[i].second, source));
  }
  return places;
}

}  // namespace

core::PlaceAnswer ChooseInPostcode(const PlaceQuery& query,
                                   absl::Span<const KnownAddress> in_postcode,
                                   absl::string_view source) {
  core::PlaceAnswer answer;
  if (query.house_number == 0) {
    answer.place = MiddleOf(in_postcode, source);
    return answer;
  }
  if (const KnownAddress* known = FindExact(query, in_postcode)) {
    answer.place = PlaceOf(*known, source);
    return answer;
  }
  answer.suggestions = Nearest(query, in_postcode, source);
  return answer;
}

std::vector<Place> SuggestFromOtherPostcodes(
    const PlaceQuery& query, absl::Span<const KnownAddress> candidates,
    const absl::flat_hash_set<std::string>& near_villages,
    absl::string_view source) {
  // One for each postcode: the one whose letters fit, else the first.
  struct Choice {
    const KnownAddress* known;
    bool is_far;
    bool other_tail;
  };
  const std::string short_tail = WithoutLeadingZeros(query.tail);
  std::vector<Choice> choices;
  for (const KnownAddress& known : candidates) {
    if (known.house_number != query.house_number) {
      continue;
    }
    const Choice choice = {
        &known, !near_villages.contains(FoldName(known.village)),
        WithoutLeadingZeros(TailKey(known.letter, known.addition)) !=
            short_tail};
    if (choices.empty() || choices.back().known->postcode != known.postcode) {
      choices.push_back(choice);
    } else if (choices.back().other_tail && !choice.other_tail) {
      choices.back() = choice;
    }
  }
  std::ranges::stable_sort(choices, [](const Choice& a, const Choice& b) {
    return std::tuple(a.is_far, a.other_tail) <
           std::tuple(b.is_far, b.other_tail);
  });
  std::vector<Place> places;
  for (const Choice& choice : choices) {
    if (places.size() == kSuggestionsMax) {
      break;
    }
    places.push_back(PlaceOf(*choice.known, source));
  }
  return places;
}

}  // namespace omzien::places
