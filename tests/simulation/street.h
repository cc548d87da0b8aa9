// The neighbourhood of a simulation: its configuration, and people, offers and
// work as the dice have them.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/settings.h"
#include "tests/simulation/dice.h"

namespace omzien::simulation {

inline constexpr absl::string_view kTown = "municipalities/GM1669";
inline constexpr absl::string_view kVillage = "municipalities/GM0001";
inline constexpr absl::string_view kDesk = "organisations/desk";

// Two municipalities with one desk. Waves, lapses, quiet hours and limits
// differ from seed to seed.
core::Settings DrawSettings(Dice& dice);

// Invented; `number` makes the name theirs alone. Some have no e-mail.
v1::Person DrawPerson(Dice& dice, int number);

// Without a name; `person` is filled in by whoever enters it.
v1::Volunteer DrawOffer(Dice& dice, absl::Time now);

// With times in the next three weeks.
v1::Job DrawJob(Dice& dice, absl::Time now);
v1::TimeWindow DrawWindow(Dice& dice, absl::Time now, absl::Duration least);

}  // namespace omzien::simulation
