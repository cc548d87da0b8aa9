// What people do in a simulation: each act finds something to do in the ledger,
// as somebody would who looks at a screen or a mail, and calls.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulation/calls.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/host.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {

// Who acts, and on what.
struct Town {
  Dice& dice;
  Host& host;
  Calls& calls;
  int people = 0;  // Entered so far; numbers the next.

  const Ledger& ledger() const { return host.ledger(); }
  absl::Time now() { return host.clock().TimeNow(); }
};

struct Act {
  int weight = 0;  // How often, beside the others.
  void (*perform)(Town& town) = nullptr;
};

std::vector<Act> ResidentActs();
std::vector<Act> VolunteerActs();
std::vector<Act> DeskActs();

// What the acts share.

// Somebody enters a new person, as a volunteer or not.
void EnterPerson(Town& town);
void ImportVolunteers(Town& town);

// Herself, or the desk for her: at the desk or on the phone.
Voice VoiceOf(Town& town, const std::string& person);

// One of the newest of a municipality, mostly; its name, or nothing.
// `list` is the first part of their key: "n".
std::string PickRecent(Town& town, absl::string_view list,
                       absl::string_view collection);

// One of these, or nothing.
std::string PickOne(Town& town, const std::vector<std::string>& names);
std::string PickPerson(Town& town);
std::string PickVolunteer(Town& town);

// The etag to send along: none, the right one, or one that is stale.
struct Etag {
  std::string value;
  bool stale = false;
};
Etag DrawEtag(Town& town, const std::string& current);

}  // namespace omzien::simulation
