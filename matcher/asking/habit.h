// What a server learns of how people answer, and nothing more: for each
// volunteer a few numbers, drawn to those of the group until she has answers of
// her own, and the group's customs.
//
// A chance is a product of ratios, each "seen over expected": what came, over
// what the rest of the product, as known by then, let one expect. A ratio is
// drawn to one as if k had been seen where k was expected: the mean of the
// posterior when a Gamma(k, k) rate is watched through Poisson counts. So a
// newcomer is the group, and two weeks of answers change little.
//
// Whether she listens: an ask may start a time in which she ignores asks
// (inactivity, in Manshadi & Rodilitz, "Online Policies for Efficient Volunteer
// Crowdsourcing", Management Science 68(9), 2022, section 3). The chance that
// she is in one is a forward recursion over her asks and answers; how long it
// lasts is one of five lengths, weighed by what her answers made likely.
//
// What is learned from: kind of work, distance, part of the week, lead time,
// own answers. Nothing about who somebody is.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "matcher/asking/answer_delay.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {

// Seen over expected, both counts in millionths.
struct Ratio {
  Micros seen = 0;
  Micros expected = 0;

  // (k + seen) / (k + expected).
  Micros Factor(Micros k) const { return (k + seen) * kOne / (k + expected); }
};

inline constexpr std::int64_t kDayMin = 1'440;

inline constexpr std::size_t kKindsMax = 128;  // As many as there are skills.
inline constexpr std::size_t kBands = 5;
inline constexpr std::size_t kParts = 3;
inline constexpr std::size_t kLeads = 3;
inline constexpr std::size_t kRecoveries = 5;

// The lengths of inactivity that are held against each other.
inline constexpr std::array<std::int64_t, kRecoveries> kRecoveriesMin = {
    kDayMin, 2 * kDayMin, 4 * kDayMin, 8 * kDayMin, 16 * kDayMin};

// Up to 500 m, 1, 2 and 5 km (each bound is in), and beyond.
std::size_t BandOf(std::int64_t distance_m);

// Under a day from the ask to the deadline, under three, more.
std::size_t LeadOf(std::int64_t lead_min);

// What of a moment may matter for an answer; each an index below its bound.
struct Moment {
  std::size_t kind = 0;
  std::size_t band = 0;
  std::size_t part = 0;  // Workday, evening, weekend.
  std::size_t lead = 0;
};

// A volunteer's own. Stored with her, explained to her, erased with her.
struct Habit {
  Ratio yes;
  std::array<Ratio, kParts> yes_in;  // In each part of the week.
  OwnDelay delay;
  // How likely each of kRecoveriesMin is hers; they sum to about one.
  std::array<Micros, kRecoveries> recovery = {150'000, 400'000, 300'000,
                                              120'000, 30'000};
  Micros inactive = 0;  // The chance right after her last ask.

  // Follow from the above; kept because they are read far more often than
  // written.
  std::array<Micros, kParts> own_factor = {kOne, kOne, kOne};
  std::int64_t recovery_min = 3 * kDayMin;  // One ask in so long is her budget.

  // The chance that she listens, so long after her last ask.
  Micros Listens(std::int64_t since_ask_min) const {
    return kOne - Times(inactive, Decay(since_ask_min, recovery_min));
  }
};

// How firmly what is learned is drawn to what was there, and what is there
// before anything is learned.
struct Learning {
  Micros base_yes = 200'000;     // The chance of a yes of who listens.
  Micros base_answer = 600'000;  // The chance of any answer of who listens.
  Micros starts_inactivity = 500'000;  // The chance that an ask does.
  Micros group_yeses = 5 * kOne;       // k of the group's ratios.
  Micros own_yeses = 1'700'000;        // k of her own.
  Micros own_part_yeses = 3 * kOne;    // k of her own in a part of the week.
};

// What the server keeps with an ask: what it expected of it.
struct SentAsk {
  Moment moment = {};
  Micros yes = 0;      // The chance of a yes, if she listens.
  Micros listens = 0;  // The chance that she does.
  Micros inactive_before = 0;
  std::int64_t since_ask_min = -1;  // Since the ask before; -1: none.
  bool counted = false;             // Its silence was learned from.
  bool answered = false;            // An answer was.
};

enum class Answer { kYes, kNo, kNone };

// All that was learned of a group, for keeping: about nobody in particular.
struct CustomsCounts {
  Ratio yes;
  std::array<Ratio, kKindsMax> by_kind;
  std::array<Ratio, kBands> by_band;
  std::array<Ratio, kParts> by_part;
  std::array<Ratio, kLeads> by_lead;
  Ratio answers;
  DelayCounts delays{};
};

// The group: a municipality's volunteers together.
class Customs {
 public:
  explicit Customs(const Learning& learning) : learning_(learning) {}
  // Goes on with what counts() gave.
  Customs(const Learning& learning, const CustomsCounts& counts)
      : learning_(learning), counts_(counts), delays_(counts.delays) {}

  const Learning& learning() const { return learning_; }
  CustomsCounts counts() const;
  const AnswerDelays& delays() const { return delays_; }

  // The chance of a yes of a typical volunteer who listens.
  Micros Yes(const Moment& moment) const;
  // The same in a part of the week, whatever the kind, distance and lead time.
  Micros YesIn(std::size_t part) const;
  // The chance that who listens answers at all.
  Micros AnswersAtAll() const;

  // The chance of a yes of this one, if she listens; at most 95 %, for nobody
  // is certain, and at least one in a thousand.
  static Micros YesOf(Micros typical, const Habit& habit, std::size_t part);

  // An ask leaves, so long after her last one (-1: her first).
  SentAsk Ask(Habit& habit, const Moment& moment,
              std::int64_t since_ask_min) const;

  // What came of an ask within `waking_min`: an answer, or that none has come
  // until it was given up or withdrawn. An answer may still follow a silence.
  void Learn(Habit& habit, SentAsk& ask, Answer answer,
             std::int64_t waking_min);

 private:
  void LearnYes(Habit& habit, const Moment& moment, Ratio more);
  void LearnRecovery(Habit& habit, const SentAsk& ask, Answer answer,
                     Micros heard) const;

  Learning learning_;
  CustomsCounts counts_;  // Without `delays`.
  AnswerDelays delays_;
};

}  // namespace omzien::matcher
