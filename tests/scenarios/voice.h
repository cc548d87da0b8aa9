// Who speaks in a scenario: people themselves, or the desk for them.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "omzien/v1/origin.pb.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

// Who calls, on whose behalf, and how the wish came.
struct Voice {
  As as;
  v1::Origin origin;
};

// The desk, of its own accord.
Voice Desk();
// The desk for somebody who stands there.
Voice DeskFor(const std::string& person);
// The desk for somebody on the phone, who was recognised in some way or not.
Voice Phoning(const std::string& person,
              v1::IdentityCheck::Way way = v1::IdentityCheck::WAY_UNSPECIFIED,
              const std::string& word = "");
Voice AsResident(const std::string& person);
// Of a person or of an offer.
Voice AsVolunteer(const std::string& name);

// "volunteers/x" -> "people/x".
std::string PersonOf(absl::string_view volunteer);

}  // namespace omzien::scenarios
