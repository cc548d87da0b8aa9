#include "server/runtime/catalogue_check.h"

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/organisation.pb.h"
#include "omzien/v1/skill.pb.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

// A job lasts a quarter of an hour to a day (job.proto).
constexpr DurationRule kSkillDurations[] = {
    {"usual_duration", absl::Hours(1), absl::Minutes(15), absl::Hours(24)},
};

// "skills/phone-help", unique. `seen` gathers the names.
void CheckName(const TextprotoNode& node, const std::string& name,
               absl::string_view collection, std::set<std::string>& seen) {
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, collection) || !IsKebabCase(id)) {
    node.Report("name", absl::StrCat("\"", name, "\" is no name; write \"",
                                     collection, "words-with-dashes\""));
  } else if (!seen.insert(name).second) {
    node.Report("name", absl::StrCat(name,
                                     " stands here twice; leave one "
                                     "out"));
  }
}

void CheckDisplayNames(const TextprotoNode& node,
                       const omzien::v1::Skill& skill) {
  for (const absl::string_view language : {"nl", "en"}) {
    const auto found = skill.display_names().find(std::string(language));
    if (found == skill.display_names().end() ||
        absl::StripAsciiWhitespace(found->second).empty()) {
      node.Report("display_names",
                  absl::StrCat(skill.name(), " has no name in \"", language,
                               "\"; add display_names { key: \"", language,
                               "\" value: ... }"));
    }
  }
}

}  // namespace

void CheckSkills(const TextprotoNode& root) {
  const auto& catalogue =
      static_cast<const omzien::config::v1::SkillCatalogue&>(root.message());
  if (catalogue.skills().empty() || catalogue.skills_size() > kSkillsMax) {
    root.Report("skills", absl::StrCat("holds ", catalogue.skills_size(),
                                       "; give 1 to ", kSkillsMax));
  }
  std::set<std::string> seen;
  for (int i = 0; i < catalogue.skills_size(); ++i) {
    const TextprotoNode node = root.Child("skills", i);
    const omzien::v1::Skill& skill = catalogue.skills(i);
    CheckName(node, skill.name(), "skills/", seen);
    CheckDisplayNames(node, skill);
    ApplyRules(node, kSkillDurations);
    if (skill.risk() == omzien::v1::RISK_CLASS_UNSPECIFIED) {
      node.Report("risk",
                  "is not given; write RISK_CLASS_LIGHT, RISK_CLASS_TRUST, "
                  "RISK_CLASS_HEAVY or RISK_CLASS_DANGEROUS");
    }
  }
}

void CheckOrganisations(const TextprotoNode& root) {
  const auto& config =
      static_cast<const omzien::config::v1::Config&>(root.message());
  std::set<std::string> municipalities;
  for (const auto& municipality : config.municipalities()) {
    municipalities.insert(absl::StrCat("municipalities/", municipality.id()));
  }
  std::set<std::string> seen;
  for (int i = 0; i < config.organisations_size(); ++i) {
    const TextprotoNode node = root.Child("organisations", i);
    const omzien::v1::Organisation& organisation = config.organisations(i);
    CheckName(node, organisation.name(), "organisations/", seen);
    RequireText(node, {"display_name"});
    if (organisation.municipalities().empty()) {
      node.Report("municipalities",
                  "is empty; say where the organisation works, "
                  "\"municipalities/GM1669\"");
    }
    for (int j = 0; j < organisation.municipalities_size(); ++j) {
      const std::string& name = organisation.municipalities(j);
      if (municipalities.contains(name)) continue;
      node.Report("municipalities",
                  absl::StrCat("\"", name,
                               "\" is not among the municipalities of this "
                               "configuration"),
                  j);
    }
  }
}

}  // namespace omzien::runtime
