// What must hold of a whole store, whenever no batch is being written.

#pragma once

#include <set>
#include <string>

#include "server/core/store.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {

// Whoever waits has a timer, every open job has a future, and timers and
// messages are about what is there.
void CheckFutures(const Ledger& ledger, Findings& findings);

// Every secondary key is of a record, and every record has its keys.
void CheckLinks(const Ledger& ledger, Findings& findings);

// Nobody has an open ask from somebody whom she is kept apart from. (What was
// agreed before they were is the desk's to call off.)
void CheckPairs(const Ledger& ledger, Findings& findings);

// What is on disk is what was written, entry for entry of the journal.
void CheckJournal(const core::Reader& store, const Ledger& ledger,
                  Findings& findings);

// Once the world has had time: no message waits, no job hangs, and every
// appointment that was made has been told to both sides, or was over first.
// `told` are the messages that were brought or were dropped as no longer true.
void CheckSettled(const core::Reader& store, const Ledger& ledger,
                  const std::set<std::string>& told, Findings& findings);

}  // namespace omzien::simulation
