#include "matcher/screener.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/block.h"
#include "matcher/card.h"
#include "matcher/check.h"
#include "matcher/eligibility.h"
#include "matcher/job_case.h"
#include "matcher/point.h"
#include "matcher/quiet_hours.h"
#include "matcher/registry.h"
#include "matcher/score.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

constexpr std::int64_t kMmPerM = 1'000;

}  // namespace

Screener::Screener(const JobCase& job_case, const Registry& registry,
                   std::vector<const Card*> asked)
    : case_(job_case),
      registry_(registry),
      slots_(job_case),
      asked_(std::move(asked)),
      municipality_(registry.Find(job_case.job.municipality)),
      now_ns_(Nanoseconds(job_case.now)),
      fair_share_since_min_(Minutes(job_case.now - kFairShareOver)),
      long_wait_since_min_(Minutes(job_case.now - kLongWait)),
      resident_(PersonBit(job_case.job.resident)),
      languages_(registry.LanguageBits(job_case.job.languages)),
      resident_language_(
          registry.LanguageBits({job_case.job.resident_language})),
      circumstances_(
          static_cast<std::uint8_t>(job_case.job.circumstances.to_ulong())),
      reading_min_(job_case.local_now.reading.hour() * 60 +
                   job_case.local_now.reading.minute()),
      windows_(WindowsIn(job_case.starts)) {
  std::ranges::sort(asked_);
  if (municipality_.has_value()) {
    municipality_bit_ = std::uint64_t{1} << (*municipality_ % 64);
  }
  if (!job_case.days.empty()) {
    first_day_ = DayNumber(job_case.days.front().date);
    last_day_ = DayNumber(job_case.days.back().date);
  }
  for (const CheckKind kind : job_case.job.checks) {
    checks_ = static_cast<std::uint8_t>(checks_ | 1U << static_cast<int>(kind));
  }
}

std::uint64_t Screener::Serving(const Block& block) const {
  if (block.common_area.has_value()) {
    return ServesFrom(*block.common_area) ? block.occupied : 0;
  }
  std::uint64_t serving = 0;
  for (std::uint64_t rest = block.occupied; rest != 0;) {
    const int place = TakeLowest(rest);
    if (Serves(block.card(place))) serving |= BitOf(place);
  }
  return serving;
}

bool Screener::ServesFrom(std::uint32_t area) const {
  const auto& numbers = registry_.area(area).numbers;
  return municipality_.has_value() &&
         std::ranges::find(numbers, *municipality_) != numbers.end();
}

std::uint64_t Screener::MayBeFree(const Block& block,
                                  std::uint64_t among) const {
  if (!slots_.tells()) return among;
  const std::uint64_t extra = among & block.has_extra;
  return extra | slots_.Free(block.free, among & ~extra);
}

Screened Screener::Screen(const Block& block, int place,
                          bool may_be_free) const {
  const Card& card = block.card(place);
  const std::int64_t distance_mm = DistanceMm(card.home, case_.place);
  const Finding finding = FindByCard(card, may_be_free, distance_mm);
  if (finding.told == Told::kTooLittle) return Hear(card);
  if (finding.told == Told::kOut) return {finding.first, {}};
  return {std::nullopt, MeritsByCard(block, place, distance_mm)};
}

// The rules in the order of eligibility.h, as far as the card knows.
Screener::Finding Screener::FindByCard(const Card& card, bool may_be_free,
                                       std::int64_t distance_mm) const {
  const auto out = [](Exclusion first) { return Finding{Told::kOut, first}; };
  const Finding too_little{Told::kTooLittle, {}};
  if (card.has_pause) return too_little;
  if ((card.people & resident_) != 0) return too_little;
  if (distance_mm > card.reach_m * kMmPerM) return out(Exclusion::kTooFar);
  if (const Told told = HasLanguage(card); told != Told::kIn) {
    return {told, Exclusion::kLanguage};
  }
  if ((checks_ & ~card.checks) != 0) return out(Exclusion::kCheck);
  if (checks_ != 0 && !HoldChecks(card)) return too_little;
  if ((circumstances_ & card.avoids) != 0) return out(Exclusion::kCircumstance);
  if (const Told told = HasHours(card, may_be_free); told != Told::kIn) {
    return {told, Exclusion::kNotAvailable};
  }
  if (!asked_.empty() && std::ranges::binary_search(asked_, &card)) {
    return out(Exclusion::kAskedBefore);
  }
  if (card.has_open_asks) return out(Exclusion::kOpenAsks);
  return IsReady(card) ? Finding{} : too_little;
}

// On all days of the work, and so for every start; who is asked later may have
// none left, and is then held against today.
bool Screener::HoldChecks(const Card& card) const {
  return !case_.days.empty() && !IsQuietFor(card) &&
         card.checks_since <= first_day_ && last_day_ <= card.checks_until;
}

bool Screener::IsQuietFor(const Card& card) const {
  return IsQuiet(card.quiet_start_min, card.quiet_end_min, reading_min_);
}

Screener::Told Screener::HasLanguage(const Card& card) const {
  // Languages without a bit of their own can't be told apart.
  const std::uint32_t other = card.languages & Registry::kOtherLanguages;
  if ((other & (languages_ | resident_language_)) != 0) return Told::kTooLittle;
  if (case_.job.languages.empty()) return Told::kIn;
  return (languages_ & card.languages) != 0 ? Told::kIn : Told::kOut;
}

Screener::Told Screener::HasHours(const Card& card, bool may_be_free) const {
  if (!may_be_free) return Told::kOut;
  const bool by_calendar =
      card.has_dates || !slots_.tells() || IsQuietFor(card);
  return by_calendar ? Told::kTooLittle : Told::kIn;
}

Merits Screener::MeritsByCard(const Block& block, int place,
                              std::int64_t distance_mm) const {
  const Card& card = block.card(place);
  Merits merits = AskedBy(card);
  merits.travel_mode = card.travel_mode;
  merits.distance_mm = distance_mm;
  merits.helped_well = false;  // Else the resident's bit would be there.
  merits.speaks = (card.languages & resident_language_) != 0;
  merits.windows_in = windows_ == 1 ? 1 : slots_.WindowsFree(block.free, place);
  if (card.is_practised && case_.policy.weights.skill_level > 0) {
    merits.practised = PractisedIn(case_, card.packed.Unpacked().practised);
  }
  return merits;
}

// How often and when she was asked, which the card knows to the minute; else it
// is unpacked. Says nothing else.
Merits Screener::AskedBy(const Card& card) const {
  const bool is_known =
      card.asks == 0 || (card.first_asked_min > fair_share_since_min_ &&
                         card.last_asked_min != long_wait_since_min_);
  if (!is_known) return MeritsOf(case_, card.packed.Unpacked(), 0, {});
  Merits merits;
  merits.asks = card.asks;
  merits.waited_long =
      card.asks == 0 || card.last_asked_min < long_wait_since_min_;
  return merits;
}

Screened Screener::Hear(const Card& card) const {
  // That she has the skills and serves is known, and not asked again.
  const Volunteer volunteer = card.packed.Unpacked();
  const Screening screening = ScreenSkilled(case_, volunteer);
  return {screening.first, screening.merits};
}

}  // namespace omzien::matcher
