// What asking one candidate for a job is worth; the formula stands in
// ask_plan.h. Made once for a job, for what all its candidates have in common.

#pragma once

#include <array>

#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {

// Borrows the policy and the customs. Thread-compatible.
class AskWorth {
 public:
  AskWorth(const AskSituation& situation, const Customs& customs,
           const AskingPolicy& policy);

  // Whether she waits for an ask, and goes first: a newcomer after some days,
  // or who was not asked for long.
  bool HasTurn(const AskCandidate& candidate) const;

  // True only when she is worth less than `bar`. Takes a part of the time of
  // Of(), and is seldom false where hardly anybody is worth more.
  bool IsUnder(const AskCandidate& candidate, Micros bar) const;

  // Its `candidate` stays 0.
  AskToSend Of(const AskCandidate& candidate) const;

  // The worth, were she spared for nothing.
  Micros Unspared(AskCandidate candidate) const;

 private:
  const Customs& customs_;
  const AskingPolicy& policy_;
  const AskSituation& situation_;
  std::array<Micros, kBands> typical_{};  // A yes of who listens, by distance.
};

}  // namespace omzien::matcher
