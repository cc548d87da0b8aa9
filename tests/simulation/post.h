// The mail of a simulation: takes messages from the outbox and brings them, to
// a mail server that is away for a while and to addresses that do not exist.

#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/host.h"

namespace omzien::simulation {

// For one thread.
class Post {
 public:
  Post(Host& host, const core::Writer& writer, Dice& dice, Findings& findings)
      : host_(host), writer_(writer), dice_(dice), findings_(findings) {}

  // Takes some, brings some, and says how it went.
  void Work();
  // The server is gone, and what was in our hands with it.
  void Hang();
  // The mail server goes away, or comes back.
  void set_away(bool away) { away_ = away; }
  bool away() const { return away_; }

  // Ids of what was brought; at least once each.
  const std::set<std::string>& delivered() const { return delivered_; }

 private:
  void Check(const v1::Notice& notice);
  void Bring(const v1::Notice& notice);

  Host& host_;
  const core::Writer& writer_;
  Dice& dice_;
  Findings& findings_;
  bool away_ = false;
  std::size_t looked_ = 0;
  std::vector<v1::Notice> in_hand_;
  std::set<std::string> delivered_;
};

}  // namespace omzien::simulation
