// All that a lane holds in memory. The store is the truth; what is here is
// rebuilt from it at the start.

#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "matcher/volunteer_index.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/accounts.h"
#include "server/core/catalogue.h"
#include "server/core/disclosure_plans.h"
#include "server/core/engine.h"
#include "server/core/people_directory.h"
#include "server/core/provider_sign_ins.h"
#include "server/core/record_cache.h"
#include "server/core/record_codec.h"
#include "server/core/sign_in_attempts.h"
#include "server/core/store_view.h"
#include "server/core/subjects.h"
#include "server/core/word_tries.h"

namespace omzien::core {

// Organisations whose staff signs in with their own provider alone.
inline std::set<std::string> ByProvider(
    const omzien::config::v1::Config& config) {
  std::set<std::string> organisations;
  for (const auto& provider : config.open_id_providers()) {
    if (provider.required()) organisations.insert(provider.organisation());
  }
  return organisations;
}

// Owned by the engine; touched only in its lane.
struct State {
  State(Ports parts, Catalogue configured)
      : ports(parts),
        catalogue(std::move(configured)),
        codec(parts.sealer),
        accounts(catalogue.config().sign_in(), ByProvider(catalogue.config())) {
  }

  Ports ports;
  const Catalogue catalogue;
  RecordCodec codec;
  RecordCache records;
  Readiness readiness;
  StoreView<matcher::VolunteerIndex> index{readiness};
  StoreView<PeopleDirectory> people{readiness};
  Accounts accounts;
  SignInAttempts attempts;
  DisclosurePlans disclosure;
  WordTries word_tries;
  ProviderSignIns provider_sign_ins;
  Subjects subjects;
  store::v1::LaneRecord lane;
  // "people/..": found unreadable at the start; what is left of them is ended.
  std::vector<std::string> unreadable;

  // "municipalities/..", or empty when nobody is known by this name. From the
  // directory, or while that is not whole, from the record.
  std::string MunicipalityOf(absl::string_view person) const;
};

}  // namespace omzien::core
