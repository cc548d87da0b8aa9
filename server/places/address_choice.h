// Which of the addresses that a register knows is the one that was asked for.
// Pure functions, shared by all sources that know single addresses.
//
// What a person at a desk gets:
//   - The address itself, when it exists. Case, spaces and dashes do not count;
//     "12-2" is also "12-0002" when that is the only one it can be.
//   - Without a house number the middle of the postcode, with the street and
//     the village when the whole postcode shares them.
//   - With a house number that does not exist: no location but suggestions, so
//     that nobody is sent to the wrong door: first the same number with other
//     letters, then the nearest numbers, those on the same side first. Who
//     must go on (a new house) leaves the number out.
// The postcode counts more than a village that was typed beside it.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "server/core/places.h"
#include "server/places/known_address.h"
#include "server/places/place_query.h"

namespace omzien::places {

// The port's limit.
inline constexpr size_t kSuggestionsMax = 5;

// `in_postcode` are all addresses of query.postcode, at least one.
core::PlaceAnswer ChooseInPostcode(const PlaceQuery& query,
                                   absl::Span<const KnownAddress> in_postcode,
                                   absl::string_view source);

// The addresses with query.house_number, of `candidates` in postcodes one
// typing error away, given likeliest postcode first (PostcodesOneErrorAway).
// Those in `near_villages`, folded as FoldName() has them, go before others.
std::vector<omzien::v1::Place> SuggestFromOtherPostcodes(
    const PlaceQuery& query, absl::Span<const KnownAddress> candidates,
    const absl::flat_hash_set<std::string>& near_villages,
    absl::string_view source);

}  // namespace omzien::places
