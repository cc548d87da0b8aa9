#include "server/core/prices.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/micros.h"
#include "matcher/asking/scarcity.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/engine.h"
#include "server/core/habits.h"
#include "server/core/look_back.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/newcomers.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/wear.h"

namespace omzien::core {
namespace {

using store::v1::PricesRecord;
using store::v1::TimerRecord;
using store::v1::WearRecord;

// The needs of a fortnight ago are not those of tomorrow.
constexpr absl::Duration kScarcityHolds = absl::Hours(24 * 14);
// Days that are counted at once: not those in which the server stood still.
constexpr absl::Duration kCountedMax = absl::Hours(24 * 7);

std::string PricesKey(absl::string_view municipality) {
  return LinkKey({"prices", IdOf(municipality)});
}

// From a transaction, or from a reader.
template <class From>
absl::StatusOr<PricesRecord> Load(From& from, absl::string_view municipality) {
  return ReadMeta<PricesRecord>(
      from, PricesKey(municipality),
      absl::StrCat("what asks cost in ", municipality));
}

// Kinds that the catalogue has no more are left out.
matcher::ScarcityPrices ToScarcity(const PricesRecord& from,
                                   const Catalogue& catalogue) {
  const auto count = static_cast<std::size_t>(from.skills_size());
  const bool is_whole =
      static_cast<std::size_t>(from.holders_size()) == count &&
      static_cast<std::size_t>(from.scarcity_micros_size()) == count * count;
  matcher::ScarcityPrices to;
  if (count == 0 || !is_whole) return to;
  const std::size_t kinds = catalogue.skills().size();
  to.holders.resize(kinds);
  to.asks.assign(kinds, std::vector<matcher::Micros>(kinds));
  std::vector<std::optional<int>> places;
  for (const std::string& skill : from.skills()) {
    places.push_back(catalogue.PlaceOfSkill(skill));
  }
  for (std::size_t rarest = 0; rarest < count; ++rarest) {
    const std::optional<int> of_rarest = places[rarest];
    if (!of_rarest.has_value()) continue;
    const auto row = static_cast<std::size_t>(*of_rarest);
    to.holders[row] = from.holders(static_cast<int>(rarest));
    for (std::size_t kind = 0; kind < count; ++kind) {
      const std::optional<int> of_kind = places[kind];
      if (!of_kind.has_value()) continue;
      to.asks[row][static_cast<std::size_t>(*of_kind)] =
          from.scarcity_micros(static_cast<int>(rarest * count + kind));
    }
  }
  return to;
}

Prices ToPrices(const PricesRecord& from, const Catalogue& catalogue,
                absl::Time now) {
  Prices to;
  to.wear = ToMatcher(from.wear());
  if (!from.has_scarcity_time()) return to;
  const absl::Time reckoned = FromProto(from.scarcity_time());
  if (now - reckoned > kScarcityHolds) return to;
  to.scarcity = ToScarcity(from, catalogue);
  to.scarcity_time = reckoned;
  return to;
}

void SetScarcity(const matcher::ScarcityPrices& from,
                 const Catalogue& catalogue, PricesRecord& to) {
  to.clear_skills();
  to.clear_holders();
  to.clear_scarcity_micros();
  if (from.asks.empty()) return;
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < from.holders.size(); ++place) {
    if (from.holders[place] == 0) continue;
    places.push_back(place);
    to.add_skills(catalogue.SkillAt(static_cast<int>(place)).name());
    to.add_holders(from.holders[place]);
  }
  for (const std::size_t rarest : places) {
    for (const std::size_t kind : places) {
      to.add_scarcity_micros(from.asks[rarest][kind]);
    }
  }
}

absl::Time NextNight(absl::Time now, absl::TimeZone zone) {
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  const absl::Time night = NightOf(today, zone);
  return night > now ? night : NightOf(today + 1, zone);
}

void PlanNight(Transaction& transaction, const MunicipalityEntry& entry,
               WearRecord& wear) {
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_RECKON_PRICES);
  timer.set_subject(entry.resource.name());
  wear.set_timer(transaction.AddTimer(
      std::move(timer), NextNight(transaction.now(), entry.zone)));
}

// What was counted before weighs less each night.
void Fade(std::uint64_t seed, WearRecord& wear) {
  const matcher::Wear faded = matcher::Faded(ToMatcher(wear), seed);
  wear.set_burdens(faded.burdens);
  wear.set_quits(faded.quits);
  wear.set_jobs(faded.jobs);
  wear.set_member_days(faded.member_days);
}

// Since they were last counted, until now.
void CountMemberDays(const Night& night, absl::Time now, WearRecord& wear) {
  if (wear.has_counted_time()) {
    const absl::Duration counted =
        std::clamp(now - FromProto(wear.counted_time()), absl::ZeroDuration(),
                   kCountedMax);
    wear.set_member_days(wear.member_days() +
                         night.members * absl::ToInt64Hours(counted) / 24);
  }
  *wear.mutable_counted_time() = ToProto(now);
}

}  // namespace

matcher::AskingPolicy Prices::In(matcher::AskingPolicy policy) const {
  policy.tired_price = matcher::TiredPrice(wear, policy.missed_days);
  return policy;
}

absl::StatusOr<Prices> PricesOf(Transaction& transaction,
                                absl::string_view municipality) {
  OMZIEN_ASSIGN_OR_RETURN(const PricesRecord record,
                          Load(transaction, municipality));
  return ToPrices(record, transaction.catalogue(), transaction.now());
}

absl::StatusOr<Prices> PricesIn(const Reader& store,
                                absl::string_view municipality,
                                const Catalogue& catalogue, absl::Time now) {
  OMZIEN_ASSIGN_OR_RETURN(const PricesRecord record, Load(store, municipality));
  return ToPrices(record, catalogue, now);
}

absl::Status PlanNights(Transaction& transaction) {
  for (const MunicipalityEntry* entry :
       transaction.catalogue().municipalities()) {
    if (!entry->one_by_one.has_value()) continue;
    const std::string& municipality = entry->resource.name();
    OMZIEN_ASSIGN_OR_RETURN(WearRecord wear, WearOf(transaction, municipality));
    if (!wear.timer().empty()) continue;
    PlanNight(transaction, *entry, wear);
    PutWear(transaction, municipality, wear);
  }
  return absl::OkStatus();
}

absl::Time NightOf(absl::CivilDay day, absl::TimeZone zone) {
  constexpr int kNightHour = 3;
  return absl::FromCivil(absl::CivilHour(day) + kNightHour, zone);
}

absl::Status BeginNight(Transaction& transaction,
                        const std::string& municipality) {
  const Catalogue& catalogue = transaction.catalogue();
  OMZIEN_ASSIGN_OR_RETURN(WearRecord wear, WearOf(transaction, municipality));
  wear.clear_timer();
  if (catalogue.AsksOneByOne(municipality)) {
    PlanNight(transaction, *catalogue.FindMunicipality(municipality), wear);
  }
  PutWear(transaction, municipality, wear);
  return absl::OkStatus();
}

absl::StatusOr<Night> ReckonNight(const Books& books,
                                  const ReckonScarcity& reckon,
                                  const std::string& municipality,
                                  absl::Time now) {
  const MunicipalityEntry* const entry =
      books.catalogue.FindMunicipality(municipality);
  if (entry == nullptr) {
    return absl::NotFoundError(
        absl::StrCat(municipality, " is no longer in the configuration"));
  }
  OMZIEN_ASSIGN_OR_RETURN(LookBack before,
                          LookBackIn(books, municipality, now));
  OMZIEN_ASSIGN_OR_RETURN(
      const matcher::CustomsCounts counts,
      CustomsIn(books.store, municipality, books.catalogue));
  const auto& policy = entry->one_by_one;
  Night night{
      .municipality = municipality,
      .members = static_cast<std::int64_t>(before.workload.helpers.size()),
      .scarcity = absl::UnavailableError("nothing reckons them here"),
      .newcomers = std::move(before.newcomers)};
  if (reckon && policy.has_value()) {
    night.scarcity =
        reckon(before.workload, matcher::Customs(policy->learning, counts));
  }
  return night;
}

absl::Status SetPrices(Transaction& transaction, const Night& night) {
  const std::string& municipality = night.municipality;
  OMZIEN_ASSIGN_OR_RETURN(WearRecord wear, WearOf(transaction, municipality));
  // No other night has this number.
  Fade(static_cast<std::uint64_t>(transaction.state().lane.sequence()), wear);
  CountMemberDays(night, transaction.now(), wear);
  PutWear(transaction, municipality, wear);
  OMZIEN_ASSIGN_OR_RETURN(PricesRecord record, Load(transaction, municipality));
  *record.mutable_wear() = wear;
  record.mutable_wear()->clear_timer();
  if (night.scarcity.ok()) {
    SetScarcity(*night.scarcity, transaction.catalogue(), record);
    *record.mutable_scarcity_time() = ToProto(transaction.now());
  }
  OMZIEN_RETURN_IF_ERROR(NoteChances(transaction, night.newcomers));
  WriteMeta(transaction, PricesKey(municipality), record);
  transaction.Changed(municipality);
  *transaction.entry().mutable_prices() = std::move(record);
  return absl::OkStatus();
}

}  // namespace omzien::core
