// What an ask costs beside its trouble, reckoned by night for each municipality
// that asks one by one: what it does to her who is asked, learned from who
// quits, and what it costs others who will need her. The counting and the
// solving are done beside the lane; what comes of them is a command in it
// (lane_prices.cc). docs/asking.md says when, and what happens without.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/scarcity.h"
#include "server/core/catalogue.h"
#include "server/core/engine.h"
#include "server/core/look_back.h"
#include "server/core/newcomers.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

struct Prices {
  matcher::Wear wear;
  matcher::ScarcityPrices scarcity;                 // Empty: none, or too old.
  absl::Time scarcity_time = absl::InfinitePast();  // Of these.

  // The policy with what was learned in it.
  matcher::AskingPolicy In(matcher::AskingPolicy policy) const;
};

// Of "municipalities/..", as they count now; nothing where none were reckoned.
// DATA_LOSS when they cannot be read.
absl::StatusOr<Prices> PricesOf(Transaction& transaction,
                                absl::string_view municipality);

// The same in a store, for who only looks.
absl::StatusOr<Prices> PricesIn(const Reader& store,
                                absl::string_view municipality,
                                const Catalogue& catalogue, absl::Time now);

// Plans the first night of each municipality that asks one by one and has none
// planned.
absl::Status PlanNights(Transaction& transaction);

// When it is night: at three.
absl::Time NightOf(absl::CivilDay day, absl::TimeZone zone);

// It is night in "municipalities/..": plans the next one, if it still asks one
// by one. The lane reckons then.
absl::Status BeginNight(Transaction& transaction,
                        const std::string& municipality);

// What a night found.
struct Night {
  std::string municipality;
  std::int64_t members = 0;  // Volunteers who have not paused.
  // An error: the prices stay those of an earlier night.
  absl::StatusOr<matcher::ScarcityPrices> scarcity;
  std::vector<Chances> newcomers = {};  // Whose chances are others than noted.
};

// Counts and solves. Takes its time: not in the lane. Thread-safe when
// `reckon` is; without that, or with needs that cannot be read, the scarcity is
// an error. NOT_FOUND for a municipality that the configuration has no more.
absl::StatusOr<Night> ReckonNight(const Books& books,
                                  const ReckonScarcity& reckon,
                                  const std::string& municipality,
                                  absl::Time now);

// From now on asks cost this, and newcomers have these chances.
absl::Status SetPrices(Transaction& transaction, const Night& night);

}  // namespace omzien::core
