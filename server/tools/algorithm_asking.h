// How a municipality asks, in Dutch, for its entry in the Algoritmeregister:
// what keeps somebody out, who of the others goes first, how many are asked
// when, and what is learned of it.

#pragma once

#include <string>
#include <vector>

#include "omzien/config/v1/municipality.pb.h"

namespace omzien::tools {

// The fixed rules, all of matcher/eligibility.h, whatever comes after them.
std::string SayRules(const config::v1::AskPolicy& policy);

// What differs between the two ways to ask.
struct AskingWords {
  std::string how;    // In half a sentence: "met vaste regels en ...".
  std::string order;  // Who of those who fit goes first.
  std::string pace;   // How many are asked when.
  std::string learning;
  std::string category;  // What to weigh for the category of publication.
  std::string data;      // What is kept for it, besides what volunteers said.
  std::vector<std::string> risks;  // Each with what is done about it.
};

// `learns`: one by one, by what was learned of answers (matcher/asking/, ADR
// 17). Else in waves, by fixed weights (matcher/ranking.h, matcher/wave.h).
AskingWords SayAsking(const config::v1::AskPolicy& policy, bool learns);

}  // namespace omzien::tools
