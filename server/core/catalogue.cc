#include "server/core/catalogue.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/micros.h"
#include "matcher/job_policy.h"
#include "matcher/policy.h"
#include "matcher/skill_set.h"
#include "omzien/config/v1/municipality.pb.h"
#include "omzien/v1/organisation.pb.h"
#include "server/core/error.h"
#include "server/core/policy_version.h"
#include "server/core/settings.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

matcher::Policy ToPolicy(const config::v1::AskPolicy& config) {
  matcher::Policy policy;
  const auto& weights = config.weights();
  policy.weights = {.distance = weights.distance(),
                    .fair_share = weights.fair_share(),
                    .waited_long = weights.waited_long(),
                    .continuity = weights.continuity(),
                    .time_fit = weights.time_fit(),
                    .language = weights.language(),
                    .skill_level = weights.skill_level()};
  policy.first_wave_size = config.first_wave_size();
  policy.next_wave_size = config.next_wave_size();
  policy.wave_interval = FromProto(config.wave_interval());
  policy.waves_max = config.waves_max();
  policy.lapse_after = FromProto(config.lapse_after());
  policy.lead_min = FromProto(config.lead_min());
  return policy;
}

matcher::AskingPolicy ToAskingPolicy(const config::v1::OneByOne& config) {
  constexpr matcher::Micros kPermille = matcher::kOne / 1'000;
  matcher::AskingPolicy policy;
  policy.target = config.target_permille() * kPermille;
  policy.trouble_price = config.trouble_permille() * kPermille;
  policy.missed_days = config.missed_days();
  policy.tired_price = matcher::TiredPrice({}, policy.missed_days);
  policy.continuity_worth = config.continuity_permille() * kPermille;
  policy.long_wait_min = absl::ToInt64Minutes(FromProto(config.long_wait()));
  policy.newcomer_first_min =
      absl::ToInt64Minutes(FromProto(config.newcomer_wait()));
  return policy;
}

matcher::JobPolicy ToJobPolicy(const config::v1::JobPolicy& config) {
  matcher::JobPolicy policy;
  policy.duration_max = FromProto(config.duration_max());
  policy.times_a_year_max = config.times_a_year_max();
  policy.own_network_first = config.own_network_first();
  for (const int risk : config.refused_risks()) {
    policy.refused.insert(static_cast<matcher::RiskClass>(risk));
  }
  policy.refuse_structural = config.refuse_structural();
  return policy;
}

std::unique_ptr<const MunicipalityEntry> ToEntry(
    const config::v1::Municipality& config, absl::TimeZone zone) {
  auto entry = std::make_unique<MunicipalityEntry>();
  entry->resource.set_name(absl::StrCat("municipalities/", config.id()));
  entry->resource.set_display_name(config.display_name());
  *entry->resource.mutable_villages() = config.villages();
  entry->resource.set_time_zone(config.time_zone());
  entry->resource.set_desk_phone(config.desk_phone());
  entry->config = config;
  entry->zone = zone;
  entry->ask_policy = ToPolicy(config.ask_policy());
  if (config.ask_policy().has_one_by_one()) {
    entry->one_by_one = ToAskingPolicy(config.ask_policy().one_by_one());
  }
  entry->job_policy = ToJobPolicy(config.job_policy());
  entry->policy_version = PolicyVersionOf(config.ask_policy());
  return entry;
}

constexpr auto kByName = [](const auto* a, const auto* b) {
  return a->name() < b->name();
};

}  // namespace

absl::StatusOr<Catalogue> Catalogue::Make(Settings settings) {
  Catalogue catalogue;
  catalogue.settings_ = std::make_shared<const Settings>(std::move(settings));
  for (const auto& config : catalogue.config().municipalities()) {
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(config.time_zone(), &zone)) {
      return absl::InternalError(
          absl::StrCat("no time zone ", config.time_zone()));
    }
    catalogue.entries_.push_back(ToEntry(config, zone));
    catalogue.municipalities_.push_back(catalogue.entries_.back().get());
  }
  std::ranges::sort(catalogue.municipalities_, {},
                    [](const auto* entry) { return entry->resource.name(); });
  for (const auto& organisation : catalogue.config().organisations()) {
    catalogue.organisations_.push_back(&organisation);
  }
  std::ranges::sort(catalogue.organisations_, kByName);
  for (const auto& skill : catalogue.settings_->skills.skills()) {
    catalogue.skill_places_[skill.name()] =
        static_cast<int>(catalogue.skill_places_.size());
    catalogue.skills_.push_back(&skill);
  }
  if (catalogue.skills_.size() > matcher::kSkillsMax) {
    return absl::InternalError("more skills than a set can hold");
  }
  std::ranges::sort(catalogue.skills_, kByName);
  return catalogue;
}

const MunicipalityEntry* Catalogue::FindMunicipality(
    absl::string_view name) const {
  const auto found = std::ranges::find_if(
      municipalities_,
      [name](const auto* entry) { return entry->resource.name() == name; });
  return found == municipalities_.end() ? nullptr : *found;
}

bool Catalogue::AsksOneByOne(absl::string_view municipality) const {
  const MunicipalityEntry* const entry = FindMunicipality(municipality);
  return entry != nullptr && entry->one_by_one.has_value();
}

const omzien::v1::Organisation* Catalogue::FindOrganisation(
    absl::string_view name) const {
  const auto found = std::ranges::find_if(
      organisations_,
      [name](const auto* each) { return each->name() == name; });
  return found == organisations_.end() ? nullptr : *found;
}

const omzien::v1::Skill* Catalogue::FindSkill(absl::string_view name) const {
  const auto place = skill_places_.find(name);
  return place == skill_places_.end()
             ? nullptr
             : &settings_->skills.skills(place->second);
}

std::optional<int> Catalogue::PlaceOfSkill(absl::string_view name) const {
  const auto place = skill_places_.find(name);
  if (place == skill_places_.end()) return std::nullopt;
  return place->second;
}

std::vector<std::string> Catalogue::SkillNames(
    const matcher::SkillSet& skills) const {
  std::vector<std::string> names;
  for (int i = 0; i < settings_->skills.skills_size(); ++i) {
    if (skills.test(static_cast<std::size_t>(i))) {
      names.push_back(settings_->skills.skills(i).name());
    }
  }
  return names;
}

std::string Catalogue::DisplayName(absl::string_view skill,
                                   absl::string_view language) const {
  const omzien::v1::Skill* entry = FindSkill(skill);
  if (entry == nullptr) return std::string(skill);
  const auto& names = entry->display_names();
  for (const std::string& each :
       {std::string(language), config().default_language()}) {
    if (const auto found = names.find(each); found != names.end()) {
      return found->second;
    }
  }
  return std::string(skill);
}

absl::Status Catalogue::UnknownSkill(absl::string_view name,
                                     absl::string_view field) const {
  return RefuseFields(
      {{std::string(field),
        absl::StrCat("there is no ", name,
                     " in the catalogue; ListSkills names what there is")}});
}

}  // namespace omzien::core
