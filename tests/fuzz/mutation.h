// Spoils an input as a careless or ill-meaning sender would.

#pragma once

#include <random>
#include <string>
#include <vector>

namespace omzien::fuzz {

// One to six edits of an input of `corpus`, which is not empty: bytes changed,
// put in, taken out and repeated, pieces of other inputs, numbers on the edge.
// The same generator state gives the same text.
std::string Mutate(const std::vector<std::string>& corpus,
                   std::mt19937_64& random);

}  // namespace omzien::fuzz
