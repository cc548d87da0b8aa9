// The policy of the server itself: matcher/asking, fed with what the desk
// knows.

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/scarcity.h"
#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"

namespace omzien::lab {

class OmzienAsker final : public Asker {
 public:  // `habits` when those of the volunteers are known beforehand.
  OmzienAsker(const matcher::AskingPolicy& policy, std::uint64_t seed,
              std::vector<matcher::Habit> habits = {})
      : policy_(policy),
        seed_(seed),
        customs_(policy.learning),
        habits_(std::move(habits)) {}

  void Post(Desk& desk, std::size_t need) override;
  void Look(Desk& desk, std::size_t need) override;
  void Answered(Desk& desk, std::size_t ask) override;
  void Closed(Desk& desk, std::size_t need) override;
  void Week(Desk& desk) override;

 private:
  void Plan(Desk& desk, std::size_t need);
  void FillCandidates(const Desk& desk, std::size_t need);
  void Send(Desk& desk, std::size_t need, const matcher::AskToSend& ask);
  int NewcomerFits(const Desk& desk, std::size_t volunteer);
  void LearnScarcity(const Desk& desk);
  void LearnWear(const Desk& desk);
  void Learn(const Desk& desk, std::size_t ask, matcher::Answer answer);

  matcher::AskingPolicy policy_;
  std::uint64_t seed_;
  matcher::Customs customs_;
  matcher::ScarcityPrices scarcity_;
  matcher::Wear wear_;
  std::vector<bool> gone_;              // Of each volunteer, as counted.
  std::vector<matcher::Habit> habits_;  // Of each volunteer.
  std::vector<matcher::SentAsk> sent_;  // Of each ask.
  // Of each volunteer: how many needs fit in four weeks, by the last night.
  struct Rate {
    double fits = 0;
    Minutes night = -1;
  };
  std::vector<Rate> rates_;
  std::vector<Minutes> next_look_;  // Of each need; the one that counts.
  // Of one plan, kept to spare their making.
  std::vector<std::uint32_t> present_;
  std::vector<matcher::AskCandidate> candidates_;
};

}  // namespace omzien::lab
