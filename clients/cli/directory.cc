#include "clients/cli/directory.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/address_text.h"
#include "clients/cli/calls.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/skill_search.h"
#include "clients/cli/status_macros.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/skill.pb.h"
#include "omzien/v1/skill_service.pb.h"

namespace omzien::cli {
namespace {

constexpr int kCandidatesShown = 10;

}  // namespace

std::string FullNameOf(const v1::Person& person) {
  const bool both =
      !person.given_name().empty() && !person.family_name().empty();
  const std::string name =
      absl::StrCat(person.given_name(), both ? " " : "", person.family_name());
  return name.empty() ? person.name() : name;
}

Directory::Directory(Calls& calls, std::string municipality, Language language)
    : calls_(calls),
      municipality_(std::move(municipality)),
      language_(language) {}

absl::StatusOr<std::vector<v1::Municipality>> Directory::Municipalities() {
  if (!municipalities_.has_value()) {
    OMZIEN_ASSIGN_OR_RETURN(
        municipalities_,
        ListAll(calls_, v1::ListMunicipalitiesRequest(),
                &v1::ListMunicipalitiesResponse::municipalities));
  }
  return *municipalities_;
}

absl::StatusOr<v1::Municipality> Directory::Municipality() {
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Municipality> all,
                          Municipalities());
  if (municipality_.empty() && all.size() == 1) return all.front();
  std::string known;
  for (const v1::Municipality& one : all) {
    if (absl::EqualsIgnoreCase(one.name(),
                               FullName("municipalities", municipality_)) ||
        absl::EqualsIgnoreCase(one.display_name(), municipality_)) {
      return one;
    }
    absl::StrAppend(&known, "\n  ", IdOf(one.name()), "  ", one.display_name());
  }
  if (municipality_.empty()) {
    return UsageError(absl::StrCat(
        Text{"Welke gemeente? Geef --municipality met een van deze:",
             "Which municipality? Give --municipality with one of these:"}
            .In(language_),
        known));
  }
  return absl::NotFoundError(absl::StrCat(
      Text{"Gemeente \"$0\" staat niet op deze server, wel:",
           "Municipality \"$0\" is not on this server, but these are:"}
          .In(language_, municipality_),
      known));
}

absl::StatusOr<absl::TimeZone> Directory::Zone() {
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Municipality> all,
                          Municipalities());
  std::string name = all.empty() ? "Europe/Amsterdam" : all[0].time_zone();
  for (const v1::Municipality& one : all) {
    if (one.name() == FullName("municipalities", municipality_)) {
      name = one.time_zone();
    }
  }
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(name, &zone)) {
    return absl::InternalError(
        Text{"De tijdzone $0 ontbreekt op deze computer: installeer tzdata.",
             "The time zone $0 is missing on this computer: install tzdata."}
            .In(language_, name));
  }
  return zone;
}

absl::StatusOr<std::vector<v1::Skill>> Directory::Skills() {
  if (!skills_.has_value()) {
    OMZIEN_ASSIGN_OR_RETURN(skills_, ListAll(calls_, v1::ListSkillsRequest(),
                                             &v1::ListSkillsResponse::skills));
  }
  return *skills_;
}

absl::StatusOr<std::string> Directory::FindSkill(const std::string& typed) {
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Skill> all, Skills());
  return PickSkill(all, typed, language_);
}

absl::StatusOr<std::string> Directory::FindPerson(const std::string& typed) {
  if (IsName("people", typed)) return FullName("people", typed);
  if (IsName("volunteers", typed)) return PersonOfVolunteer(typed);
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality, Municipality());
  v1::ListPeopleRequest request;
  request.set_municipality(municipality.name());
  request.set_query(typed);
  OMZIEN_ASSIGN_OR_RETURN(
      const std::vector<v1::Person> found,
      ListAll(calls_, request, &v1::ListPeopleResponse::people,
              kCandidatesShown + 1));
  if (found.empty()) {
    // It may still be an id of an unusual form; the server knows.
    v1::GetPersonRequest get;
    get.set_name(FullName("people", typed));
    get.set_as_listed(true);
    if (!absl::StrContains(typed, ' ') && calls_.Send(get).ok()) {
      return get.name();
    }
    return absl::NotFoundError(
        Text{"Niemand gevonden met \"$0\". Zoek met: omzien people WOORD",
             "Nobody found with \"$0\". Search with: omzien people WORD"}
            .In(language_, typed));
  }
  for (const v1::Person& person : found) {
    person_names_[person.name()] = FullNameOf(person);
  }
  if (found.size() == 1) return found.front().name();
  std::string lines;
  for (int i = 0; i < static_cast<int>(found.size()); ++i) {
    if (i == kCandidatesShown) {
      absl::StrAppend(&lines, "\n  ...");
      break;
    }
    const v1::Person& person = found[static_cast<std::size_t>(i)];
    absl::StrAppend(&lines, "\n  ", person.name(), "  ", FullNameOf(person),
                    "  ", SayAddress(person.home().address()));
  }
  return UsageError(absl::StrCat(
      Text{"\"$0\" past op meer mensen. Geef meer woorden of het id:",
           "\"$0\" fits more than one person. Give more words or the id:"}
          .In(language_, typed),
      lines));
}

absl::StatusOr<std::string> Directory::FindVolunteer(const std::string& typed) {
  if (absl::StartsWith(typed, "volunteers/")) return typed;
  OMZIEN_ASSIGN_OR_RETURN(const std::string person, FindPerson(typed));
  return VolunteerOfPerson(person);
}

std::string Directory::PersonName(const std::string& person) {
  const auto known = person_names_.find(person);
  if (known != person_names_.end()) return known->second;
  v1::GetPersonRequest request;
  request.set_name(person);
  request.set_as_listed(true);
  const absl::StatusOr<v1::Person> answer = calls_.Send(request);
  std::string name = answer.ok() ? FullNameOf(*answer) : person;
  person_names_[person] = name;
  return name;
}

std::string Directory::SkillName(const std::string& skill) {
  const absl::StatusOr<std::vector<v1::Skill>> all = Skills();
  if (all.ok()) {
    for (const v1::Skill& one : *all) {
      if (one.name() == skill) return DisplayName(one, language_);
    }
  }
  return IdOf(skill);
}

}  // namespace omzien::cli
