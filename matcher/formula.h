// Which edition of the reckoning this is: by what rules and numbers of its own,
// beside those that a municipality sets, the matcher says who fits, who fits
// best, and whom to ask when.

#pragma once

namespace omzien::matcher {

// One more with every change by which a decision may come out otherwise from
// the same values. Kept with each decision, so that one of long ago is held
// against what decided it. formula_test.cc fails when it was forgotten.
inline constexpr int kFormula = 1;

}  // namespace omzien::matcher
