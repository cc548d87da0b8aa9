// Checks of the municipalities: their data, what may be asked of volunteers,
// whom to ask and when. Fills in defaults.

#pragma once

#include "omzien/config/v1/config.pb.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {

// `root` is an omzien.config.v1.Config; `skills` is empty when it could
// not be read; then nothing is said of the skills of referrals.
void CheckMunicipalities(const TextprotoNode& root,
                         const omzien::config::v1::SkillCatalogue& skills);

// The same of one omzien.config.v1.AskPolicy.
void CheckAskPolicy(const TextprotoNode& node);

}  // namespace omzien::runtime
