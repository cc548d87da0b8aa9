// A job, held against cards: who is in, and why the others are not.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/block.h"
#include "matcher/card.h"
#include "matcher/eligibility.h"
#include "matcher/job_case.h"
#include "matcher/registry.h"
#include "matcher/score.h"
#include "matcher/start_slots.h"
#include "matcher/verdict.h"

namespace omzien::matcher {

// Somebody before a job.
struct Screened {
  std::optional<Exclusion> first;  // The first obstacle; nullopt: in.
  Merits merits;                   // Only when in.
};

// Says of cards what eligibility.h says of volunteers. Most are answered by the
// card and the week's slots; who has dates, or is in the people's bits, or in
// quiet hours now, is unpacked and heard whole.
//
// Not thread-safe. Borrows the case and the registry, which outlive it; no card
// changes meanwhile.
class Screener {
 public:
  // `asked`: the cards of those who were asked for the job.
  Screener(const JobCase& job_case, const Registry& registry,
           std::vector<const Card*> asked);

  const JobCase& job_case() const { return case_; }

  // True when somebody in an extent with these bits may help in the job's
  // municipality.
  bool MayServe(std::uint64_t municipalities) const {
    return (municipalities & municipality_bit_) != 0;
  }

  // False when she is out for a time at least, if for nothing else.
  bool IsReady(const Card& card) const { return card.ready_from_ns <= now_ns_; }

  bool Serves(const Card& card) const { return ServesFrom(card.area); }

  // The places of those who help in the job's municipality.
  std::uint64_t Serving(const Block& block) const;

  // Of those `among`, who may be free for a start; who is not is not available.
  std::uint64_t MayBeFree(const Block& block, std::uint64_t among) const;

  // For one of the skilled, who serves; `may_be_free` as MayBeFree() has it.
  Screened Screen(const Block& block, int place, bool may_be_free) const;

  const StartSlots& slots() const { return slots_; }

 private:
  // What a card tells: the first obstacle, or none, or that it takes more.
  enum class Told { kOut, kIn, kTooLittle };
  struct Finding {
    Told told = Told::kIn;
    Exclusion first = Exclusion::kPaused;  // When out.
  };

  bool ServesFrom(std::uint32_t area) const;
  Screened Hear(const Card& card) const;
  Finding FindByCard(const Card& card, bool may_be_free,
                     std::int64_t distance_mm) const;
  bool HoldChecks(const Card& card) const;
  bool IsQuietFor(const Card& card) const;
  Told HasLanguage(const Card& card) const;
  Told HasHours(const Card& card, bool may_be_free) const;
  Merits AskedBy(const Card& card) const;
  Merits MeritsByCard(const Block& block, int place,
                      std::int64_t distance_mm) const;

  const JobCase& case_;
  const Registry& registry_;
  StartSlots slots_;
  std::vector<const Card*> asked_;  // Sorted.
  std::uint64_t municipality_bit_ = 0;
  std::optional<std::uint32_t> municipality_;
  std::int64_t now_ns_ = 0;  // These as in Card.
  std::int32_t fair_share_since_min_ = 0;
  std::int32_t long_wait_since_min_ = 0;
  std::uint64_t resident_ = 0;   // PersonBit().
  std::uint32_t languages_ = 0;  // Wanted, one of these.
  std::uint32_t resident_language_ = 0;
  std::uint8_t checks_ = 0;
  std::uint16_t first_day_ = 0;  // Of the work.
  std::uint16_t last_day_ = 0;
  std::uint8_t circumstances_ = 0;
  int reading_min_ = 0;  // Of the wall clock now.
  int windows_ = 0;      // With a start left.
};

}  // namespace omzien::matcher
