#include "tests/simulation/acts.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/names.h"
#include "tests/simulation/calls.h"
#include "tests/simulation/street.h"

namespace omzien::simulation {
namespace {

constexpr int kRecent = 12;

template <class Records>
std::string PickName(Town& town, const Records& records) {
  if (records.empty()) return "";
  return std::next(records.begin(),
                   town.dice.Below(static_cast<int>(records.size())))
      ->first;
}

}  // namespace

Voice VoiceOf(Town& town, const std::string& person) {
  const int way = town.dice.Below(10);
  if (way < 6) return Self(person);
  return DeskFor(person, way < 8 ? v1::CHANNEL_PHONE : v1::CHANNEL_VISIT);
}

std::string PickRecent(Town& town, absl::string_view list,
                       absl::string_view collection) {
  const absl::string_view municipality = town.dice.OneIn(6) ? kVillage : kTown;
  const std::vector<std::string> ids =
      town.ledger().Linked(core::LinkKey({list, core::IdOf(municipality), ""}),
                           town.dice.OneIn(10) ? kRecent * 10 : kRecent);
  const std::string id = PickOne(town, ids);
  return id.empty() ? id : core::NameOf(collection, id);
}

std::string PickOne(Town& town, const std::vector<std::string>& names) {
  return names.empty() ? std::string() : town.dice.Pick(names);
}

std::string PickPerson(Town& town) {
  return PickName(town, town.ledger().people);
}

std::string PickVolunteer(Town& town) {
  return PickName(town, town.ledger().volunteers);
}

Etag DrawEtag(Town& town, const std::string& current) {
  if (!town.dice.OneIn(4)) return {};
  std::int64_t revision = 0;
  if (!absl::SimpleAtoi(current, &revision)) return {};
  if (!town.dice.OneIn(3)) return {current, false};
  // An older one stays stale, whatever happens before the call's turn.
  return {absl::StrCat(revision - 1), true};
}

}  // namespace omzien::simulation
