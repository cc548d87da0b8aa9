// The words for the door: four for each appointment, which the volunteer says
// and the resident knows. Whoever does not know them is not let in.

#pragma once

#include <string>
#include <vector>

#include "server/core/id_source.h"

namespace omzien::core {

// "appel brug lamp zwaan": four different ones of `words`, each choice equally
// likely. Empty when there are fewer than four.
std::string DrawDoorWords(IdSource& ids, const std::vector<std::string>& words);

}  // namespace omzien::core
