// Checks of the skills catalogue and of the partner organisations.

#pragma once

#include "server/runtime/textproto.h"

namespace omzien::runtime {

// More would not fit the bits that the matcher's index has for a skill.
inline constexpr int kSkillsMax = 128;

// `root` is an omzien.config.v1.SkillCatalogue.
void CheckSkills(const TextprotoNode& root);

// `root` is an omzien.config.v1.Config.
void CheckOrganisations(const TextprotoNode& root);

}  // namespace omzien::runtime
