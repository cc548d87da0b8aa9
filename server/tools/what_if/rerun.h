// Plays some weeks again, event by event: the jobs as they were posted, asked
// for by one policy, of people who answer by their nature and one seed's luck.

#pragma once

#include <cstdint>

#include "server/core/catalogue.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {

// The limits of the volunteers in `past` are those of the same municipality.
// What follows from the same arguments is the same; with another policy people
// have the same nature and the same luck.
Story Rerun(const Past& past, const core::MunicipalityEntry& municipality,
            std::uint64_t seed);

}  // namespace omzien::what_if
