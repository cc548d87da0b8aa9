// Finds what looks like a burgerservicenummer (BSN) in what people write. Only
// who the law names may use one (Wet algemene bepalingen burgerservicenummer,
// articles 1 and 10), and nobody here is among them.

#pragma once

#include "absl/strings/string_view.h"

namespace omzien::api {

// True when `text` holds nine digits, in one run or in groups of two and more
// as people write them ("1234.56.782", "123 456 782"), that pass the 11-test:
// nine times the first, eight times the second, and so on to two times the
// eighth, less the ninth, is a multiple of eleven, and not all are zero.
//
// Of all numbers of nine digits one in eleven passes, so an order number of
// nine digits is refused now and then. Ordinary words hold none: a telephone
// number has ten digits, or nine after "+31", which is not taken for one; a
// date has eight, an IBAN ten. Thread-safe.
bool HoldsCitizenNumber(absl::string_view text);

}  // namespace omzien::api
