// Names for ids and ids for names: the municipality, its time zone, the skills
// and the people, each asked of the server at most once a command.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/calls.h"
#include "clients/cli/language.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/skill.pb.h"

namespace omzien::cli {

// Used by one thread. Borrows `calls`, which outlives it.
class Directory {
 public:
  // `municipality` is what --municipality gave; may be empty.
  Directory(Calls& calls, std::string municipality, Language language);

  // The one that was asked for, or the only one there is. A UsageError that
  // lists them when there are several and none was asked for.
  absl::StatusOr<v1::Municipality> Municipality();

  absl::StatusOr<std::vector<v1::Municipality>> Municipalities();

  // The zone of that municipality; of the first when it could be several,
  // because they share one country.
  absl::StatusOr<absl::TimeZone> Zone();

  absl::StatusOr<std::vector<v1::Skill>> Skills();

  // `skills/...` by id, name or synonym in any language; a part of a name will
  // do when it is unique. kNotFound, with what is near, else.
  absl::StatusOr<std::string> FindSkill(const std::string& typed);

  // `people/...` by id or by words that are only this person's. kNotFound when
  // nobody fits; a UsageError that lists them when several do.
  absl::StatusOr<std::string> FindPerson(const std::string& typed);
  absl::StatusOr<std::string> FindVolunteer(const std::string& typed);

  // For showing: the id itself when the caller may not know the name.
  std::string PersonName(const std::string& person);
  std::string SkillName(const std::string& skill);

  // Several skills: "gras maaien, heg snoeien".
  template <typename Names>
  std::string SkillNames(const Names& skills) {
    std::string joined;
    for (const std::string& skill : skills) {
      joined += (joined.empty() ? "" : ", ") + SkillName(skill);
    }
    return joined;
  }

 private:
  Calls& calls_;
  std::string municipality_;
  Language language_;
  std::optional<std::vector<v1::Municipality>> municipalities_;
  std::optional<std::vector<v1::Skill>> skills_;
  std::map<std::string, std::string> person_names_;
};

// "Truus van den Appelboom".
std::string FullNameOf(const v1::Person& person);

}  // namespace omzien::cli
