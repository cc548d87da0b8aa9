// Names of villages as people type them, made alike.

#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace omzien::places {

// Lower case, no accents, no punctuation, single spaces, "st" written out, and
// without the province the BAG adds: "St. Odiliënberg" and "SINT ODILIENBERG"
// are both "sint odilienberg", "Hengelo (Gld)" is "hengelo".
// UTF-8 in; letters outside Latin-1 are kept as they are.
std::string FoldName(absl::string_view name);

// How many letters must be added, dropped, changed or swapped with their
// neighbour to turn one folded name into the other; `max` + 1 when more than
// `max`. In bytes.
int EditDistance(absl::string_view a, absl::string_view b, int max);

}  // namespace omzien::places
