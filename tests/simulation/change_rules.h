// What must hold of every single change: checked on each batch as it is
// written.

#pragma once

#include <set>
#include <string>

#include "server/core/catalogue.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {

// What else is known when a change is judged.
struct Scene {
  const core::Catalogue& catalogue;
  const Ledger& ledger;                    // After the change.
  const std::set<std::string>& delivered;  // Messages that were brought.
  bool clock_in_doubt = false;
};

// Jobs, asks and appointments move along the machines' tables, and nobody gets
// a place that is not there.
void CheckMoves(const Change& change, const Scene& scene, Findings& findings);

// Asks keep to the volunteers' limits, and bring nobody together who is kept
// apart.
void CheckAsks(const Change& change, const Scene& scene, Findings& findings);

// Who is to be told is told, and no message gets lost.
void CheckMessages(const Change& change, const Scene& scene,
                   Findings& findings);

// The journal goes on without a gap, and time does not go back.
class JournalRule {
 public:
  void Check(const Change& change, const Scene& scene, Findings& findings);
  // The journal goes on after what the ledger holds.
  void Begin(const Ledger& ledger);

 private:
  store::v1::LaneRecord last_;
};

}  // namespace omzien::simulation
