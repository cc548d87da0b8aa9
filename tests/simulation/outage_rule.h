// Time in which the server did not run counts against nobody: asks get that
// much longer to be answered, also when a start is cut short and done again.

#pragma once

#include <map>
#include <string>

#include "absl/time/time.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {

// For one thread.
class OutageRule {
 public:
  // The server is gone, and this is what is left.
  void Down(const Ledger& ledger);
  // It has started, at this time of core's.
  void Up(const Ledger& ledger, absl::Time now, Findings& findings);
  // Everything since is durable: what was owed is paid.
  void Paid();
  // An ask that something else has changed is no longer owed anything.
  void Note(const Change& change);

 private:
  // How long each ask may still be answered while the server runs, and how long
  // it has run since that was counted.
  std::map<std::string, absl::Duration> owed_;
  absl::Duration ran_ = absl::ZeroDuration();
  absl::Time alive_ = absl::InfiniteFuture();  // At last, before it went down.
  absl::Time up_ = absl::InfiniteFuture();     // Since then.
};

}  // namespace omzien::simulation
