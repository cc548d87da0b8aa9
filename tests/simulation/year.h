// A year in a neighbourhood, from one seed: people act, time goes by, and the
// machine fails in every way it can, while the rules are held against all that
// the server writes and says.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "server/core/catalogue.h"
#include "server/core/channel.h"
#include "server/core/settings.h"
#include "tests/simulation/acts.h"
#include "tests/simulation/calls.h"
#include "tests/simulation/change_rules.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/host.h"
#include "tests/simulation/outage_rule.h"
#include "tests/simulation/post.h"

namespace omzien::simulation {

// For one thread.
class Year {
 public:
  Year(std::uint64_t seed, const core::Writer& writer);

  // Runs until something is wrong, or the year is over and the world has come
  // to rest. True when all held.
  bool Run();

  // What was wrong, when, and what happened just before.
  std::string Explain() const;
  // One line of figures.
  std::string Summary() const;
  // How often what happened: "AcceptInvitation OK", "power cut".
  const std::map<std::string, int>& tally() const { return tally_; }

 private:
  void Settle();
  void Step();
  void Populate();
  void LetTimePass();
  void Act();
  void Serve();
  void DrawFault();
  void CutPower();
  void Restart();
  void RefuseWrite();
  void MoveClock();
  void Start();
  void WentUp();
  void Note(const Change& change);
  void CheckAll();
  void Happened(const std::string& what) { ++tally_[what]; }

  const std::uint64_t seed_;
  Dice dice_;
  Findings findings_;
  const core::Settings settings_;
  const core::Catalogue catalogue_;
  JournalRule journal_;
  OutageRule outage_;
  Host host_;
  Calls calls_;
  Post post_;
  Town town_;
  std::vector<simulation::Act> acts_;
  int weights_ = 0;
  int step_ = 0;
  absl::Duration clock_is_off_ = absl::ZeroDuration();
  // Messages that were no longer true, or that the desk had to tell until the
  // work was let go of.
  std::set<std::string> settled_;
  std::vector<store::v1::JournalEntry> entries_;  // Also those that were lost.
  std::map<std::string, int> tally_;
};

}  // namespace omzien::simulation
