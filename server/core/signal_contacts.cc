#include "server/core/signal_contacts.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/organisation.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal.pb.h"
#include "server/core/catalogue.h"
#include "server/core/state.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Membership;
using omzien::v1::Organisation;
using omzien::v1::Signal;

template <class Names>
bool Has(const Names& names, absl::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool HoldsIn(const Catalogue& catalogue, const Membership& membership,
             absl::string_view municipality) {
  const Organisation* organisation =
      catalogue.FindOrganisation(membership.organisation());
  return organisation != nullptr &&
         Has(organisation->municipalities(), municipality) &&
         (membership.municipalities().empty() ||
          Has(membership.municipalities(), municipality));
}

std::vector<std::string> ContactsIn(const State& state,
                                    absl::string_view municipality) {
  std::vector<std::string> people;
  for (const Membership& each : state.accounts.SignalContacts()) {
    if (HoldsIn(state.catalogue, each, municipality) &&
        !Has(people, each.person())) {
      people.push_back(each.person());
    }
  }
  return people;
}

}  // namespace

std::vector<std::string> ContactsFor(const State& state, const Signal& signal) {
  auto contacts = ContactsIn(state, signal.municipality());
  std::erase(contacts, signal.about());
  return contacts;
}

int CountWithoutSignalContact(const State& state) {
  std::set<std::string> served;
  for (const Membership& each : state.accounts.SignalContacts()) {
    const Organisation* organisation =
        state.catalogue.FindOrganisation(each.organisation());
    if (organisation == nullptr) continue;
    for (const std::string& municipality : organisation->municipalities()) {
      if (HoldsIn(state.catalogue, each, municipality)) {
        served.insert(municipality);
      }
    }
  }
  return static_cast<int>(std::ranges::count_if(
      state.catalogue.municipalities(), [&](const MunicipalityEntry* each) {
        return !served.contains(each->resource.name());
      }));
}

std::string WhoAppoints(const State& state, absl::string_view municipality,
                        absl::string_view about) {
  const Catalogue& catalogue = state.catalogue;
  for (const auto role :
       {omzien::v1::ROLE_COORDINATOR, omzien::v1::ROLE_COMMUNITY_WORKER,
        omzien::v1::ROLE_DESK, omzien::v1::ROLE_ADMINISTRATOR}) {
    for (const Organisation* organisation : catalogue.organisations()) {
      for (const Membership& each :
           state.accounts.MembershipsIn(organisation->name())) {
        if (each.role() == role && each.person() != about &&
            HoldsIn(catalogue, each, municipality)) {
          return each.person();
        }
      }
    }
  }
  return "";
}

absl::Duration TakeWithin(const State& state, const Signal& signal) {
  const auto& policy =
      state.catalogue.FindMunicipality(signal.municipality())->config.signals();
  switch (signal.urgency()) {
    case Signal::URGENCY_NOW:
      return FromProto(policy.take_now());
    case Signal::URGENCY_SOON:
      return FromProto(policy.take_soon());
    default:
      return FromProto(policy.take_no_hurry());
  }
}

}  // namespace omzien::core
