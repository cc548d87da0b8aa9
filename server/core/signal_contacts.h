// Contact persons for signals: who they are, and how soon they must look. Their
// memberships are the only list of who may read a signal.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/signal.pb.h"
#include "server/core/state.h"

namespace omzien::core {

// A signal that was taken is spoken of again when it has not been weighed for
// so long, and each time after that: a visit or a talk takes some days, and
// what somebody forgot must not wait for weeks. The same everywhere: how soon
// somebody must look is a municipality's own choice, this is a net under it.
inline constexpr absl::Duration kWeighWithin = absl::Hours(7 * 24);

// "people/..": those of the signal's municipality, but never the one whom it is
// about.
std::vector<std::string> ContactsFor(const State& state,
                                     const omzien::v1::Signal& signal);

// Municipalities of the configuration without a contact person.
int CountWithoutSignalContact(const State& state);

// Whoever sees to who works in a municipality: a coordinator, else anybody of
// the team; never `about`. Empty when there is nobody.
std::string WhoAppoints(const State& state, absl::string_view municipality,
                        absl::string_view about);

// How soon somebody must take it.
absl::Duration TakeWithin(const State& state, const omzien::v1::Signal& signal);

}  // namespace omzien::core
