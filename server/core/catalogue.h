// The configuration as core looks things up in it: municipalities, partners,
// skills and policies.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/job_policy.h"
#include "matcher/policy.h"
#include "matcher/skill_set.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/organisation.pb.h"
#include "omzien/v1/skill.pb.h"
#include "server/core/settings.h"

namespace omzien::core {

// One municipality, ready for use.
struct MunicipalityEntry {
  omzien::v1::Municipality resource;
  omzien::config::v1::Municipality config;
  absl::TimeZone zone;
  matcher::Policy ask_policy;
  // Asks leave one by one by this; absent: in waves.
  std::optional<matcher::AskingPolicy> one_by_one;
  matcher::JobPolicy job_policy;
  // What is decided by now, in the journal: see policy_version.h.
  std::string policy_version;
};

// Immutable after Make(); thread-safe.
class Catalogue {
 public:
  // The settings were checked by runtime; what is left to go wrong here is our
  // own fault.
  static absl::StatusOr<Catalogue> Make(Settings settings);

  const omzien::config::v1::Config& config() const { return settings_->config; }

  const std::vector<std::string>& door_words() const {
    return settings_->door_words;
  }

  // True when e-mail can be sent.
  bool has_mail() const { return !config().notify().smtp().url().empty(); }

  // Null when unknown. `name` is "municipalities/GM1669".
  const MunicipalityEntry* FindMunicipality(absl::string_view name) const;
  const omzien::v1::Organisation* FindOrganisation(
      absl::string_view name) const;
  const omzien::v1::Skill* FindSkill(absl::string_view name) const;

  // Whether "municipalities/.." is in the configuration and asks one by one.
  bool AsksOneByOne(absl::string_view municipality) const;

  // Ordered by name.
  const std::vector<const MunicipalityEntry*>& municipalities() const {
    return municipalities_;
  }
  const std::vector<const omzien::v1::Organisation*>& organisations() const {
    return organisations_;
  }
  const std::vector<const omzien::v1::Skill*>& skills() const {
    return skills_;
  }

  // The place of a skill in a SkillSet; INVALID_ARGUMENT naming `field` when
  // the catalogue has no such skill.
  template <class Names>
  absl::StatusOr<matcher::SkillSet> SkillsOf(const Names& names,
                                             absl::string_view field) const;
  // The place of a skill in the catalogue's file, which a SkillSet has it at
  // too; nullopt when there is none.
  std::optional<int> PlaceOfSkill(absl::string_view name) const;
  // The skill at such a place.
  const omzien::v1::Skill& SkillAt(int place) const {
    return settings_->skills.skills(place);
  }
  // Names of the skills in a set.
  std::vector<std::string> SkillNames(const matcher::SkillSet& skills) const;
  // "klein tuinwerk"; the default language when there is no such translation.
  std::string DisplayName(absl::string_view skill,
                          absl::string_view language) const;

 private:
  absl::Status UnknownSkill(absl::string_view name,
                            absl::string_view field) const;

  std::shared_ptr<const Settings> settings_;
  std::vector<std::unique_ptr<const MunicipalityEntry>> entries_;
  std::vector<const MunicipalityEntry*> municipalities_;
  std::vector<const omzien::v1::Organisation*> organisations_;
  std::vector<const omzien::v1::Skill*> skills_;
  // Place in `skills` of the catalogue file: stable while the server runs.
  absl::flat_hash_map<std::string, int> skill_places_;
};

template <class Names>
absl::StatusOr<matcher::SkillSet> Catalogue::SkillsOf(
    const Names& names, absl::string_view field) const {
  matcher::SkillSet set;
  for (const std::string& name : names) {
    const auto place = skill_places_.find(name);
    if (place == skill_places_.end()) return UnknownSkill(name, field);
    set.set(static_cast<std::size_t>(place->second));
  }
  return set;
}

}  // namespace omzien::core
