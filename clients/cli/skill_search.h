// Finds skills by the words that people use for them. Pure.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "omzien/v1/skill.pb.h"

namespace omzien::cli {

// Those of `skills` with `word` in the id, a name or a synonym, whatever the
// case; all when `word` is empty. In the given order.
std::vector<v1::Skill> SearchSkills(const std::vector<v1::Skill>& skills,
                                    absl::string_view word);

// The one skill that `typed` means: by id, name or synonym, else by a part of
// one that only one skill has. kNotFound, with what is near, when there is
// none; kInvalidArgument, with which, when there are several.
absl::StatusOr<std::string> PickSkill(const std::vector<v1::Skill>& skills,
                                      absl::string_view typed,
                                      Language language);

// The name of `skill` in `language`, or in Dutch, or its id.
std::string DisplayName(const v1::Skill& skill, Language language);

}  // namespace omzien::cli
