#include "matcher/asking/habit.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

constexpr Micros kYesMin = 1'000;
constexpr Micros kYesMax = 950'000;
constexpr Micros kFactorMin = 50'000;
constexpr Micros kFactorMax = 20 * kOne;

Micros Bound(Micros chance) { return std::clamp(chance, kYesMin, kYesMax); }

void Add(Ratio& ratio, const Ratio& more) {
  ratio.seen += more.seen;
  ratio.expected += more.expected;
}

// What was expected before this factor had a say.
Ratio Without(const Ratio& more, Micros factor) {
  return {more.seen,
          more.expected * kOne / std::clamp(factor, kFactorMin, kFactorMax)};
}

}  // namespace

std::size_t BandOf(std::int64_t distance_m) {
  std::size_t band = 0;
  for (const std::int64_t bound_m : {500, 1'000, 2'000, 5'000}) {
    if (distance_m <= bound_m) return band;
    ++band;
  }
  return band;
}

std::size_t LeadOf(std::int64_t lead_min) {
  if (lead_min < kDayMin) return 0;
  return lead_min < 3 * kDayMin ? 1 : 2;
}

CustomsCounts Customs::counts() const {
  CustomsCounts counts = counts_;
  counts.delays = delays_.counts();
  return counts;
}

Micros Customs::Yes(const Moment& moment) const {
  const Micros k = learning_.group_yeses;
  Micros yes = Times(learning_.base_yes, counts_.yes.Factor(k));
  yes = Times(yes, counts_.by_kind[moment.kind].Factor(k));
  yes = Times(yes, counts_.by_band[moment.band].Factor(k));
  yes = Times(yes, counts_.by_part[moment.part].Factor(k));
  yes = Times(yes, counts_.by_lead[moment.lead].Factor(k));
  return Bound(yes);
}

Micros Customs::YesIn(std::size_t part) const {
  const Micros k = learning_.group_yeses;
  return Bound(Times(Times(learning_.base_yes, counts_.yes.Factor(k)),
                     counts_.by_part[part].Factor(k)));
}

Micros Customs::AnswersAtAll() const {
  return std::clamp(Times(learning_.base_answer,
                          counts_.answers.Factor(learning_.group_yeses)),
                    2 * kYesMin, kYesMax);
}

Micros Customs::YesOf(Micros typical, const Habit& habit, std::size_t part) {
  return Bound(Times(typical, habit.own_factor[part]));
}

SentAsk Customs::Ask(Habit& habit, const Moment& moment,
                     std::int64_t since_ask_min) const {
  SentAsk ask;
  ask.moment = moment;
  ask.yes = YesOf(Yes(moment), habit, moment.part);
  ask.listens = since_ask_min < 0 ? kOne : habit.Listens(since_ask_min);
  ask.inactive_before = habit.inactive;
  ask.since_ask_min = since_ask_min;
  const Micros ignores = kOne - ask.listens;
  habit.inactive = ignores + Times(kOne - ignores, learning_.starts_inactivity);
  return ask;
}

void Customs::LearnYes(Habit& habit, const Moment& moment, Ratio more) {
  const Micros k = learning_.group_yeses;
  // Each ratio learns from what the others left to explain, all as they were
  // before this answer.
  const Micros whole = counts_.yes.Factor(k);
  const Micros kind = counts_.by_kind[moment.kind].Factor(k);
  const Micros band = counts_.by_band[moment.band].Factor(k);
  const Micros part = counts_.by_part[moment.part].Factor(k);
  const Micros lead = counts_.by_lead[moment.lead].Factor(k);
  Add(counts_.yes, Without(more, whole));
  Add(counts_.by_kind[moment.kind], Without(more, kind));
  Add(counts_.by_band[moment.band], Without(more, band));
  Add(counts_.by_part[moment.part], Without(more, part));
  Add(counts_.by_lead[moment.lead], Without(more, lead));

  Ratio& in_part = habit.yes_in[moment.part];
  const Micros own = habit.yes.Factor(learning_.own_yeses);
  const Micros own_part = in_part.Factor(learning_.own_part_yeses);
  Add(habit.yes, Without(more, own));
  Add(in_part, Without(more, own_part));
  for (std::size_t i = 0; i < kParts; ++i) {
    habit.own_factor[i] =
        Times(habit.yes.Factor(learning_.own_yeses),
              habit.yes_in[i].Factor(learning_.own_part_yeses));
  }
}

void Customs::LearnRecovery(Habit& habit, const SentAsk& ask, Answer answer,
                            Micros heard) const {
  if (ask.since_ask_min < 0) return;
  const Micros answers = Times(AnswersAtAll(), heard);
  Micros sum = 0;
  for (std::size_t i = 0; i < kRecoveries; ++i) {
    const Micros listens =
        kOne -
        Times(ask.inactive_before, Decay(ask.since_ask_min, kRecoveriesMin[i]));
    const Micros heard_from = Times(listens, answers);
    habit.recovery[i] = std::max<Micros>(
        Times(habit.recovery[i],
              answer == Answer::kNone ? kOne - heard_from : listens),
        100);
    sum += habit.recovery[i];
  }
  habit.recovery_min = 0;
  for (std::size_t i = 0; i < kRecoveries; ++i) {
    habit.recovery[i] = habit.recovery[i] * kOne / sum;
    habit.recovery_min += kRecoveriesMin[i] * habit.recovery[i] / kOne;
  }
}

void Customs::Learn(Habit& habit, SentAsk& ask, Answer answer,
                    std::int64_t waking_min) {
  const bool answered = answer != Answer::kNone;
  const Micros heard =
      answered ? kOne
               : delays_.ShareWithin(waking_min, habit.delay.ShiftOctaves8());
  const Micros answers = AnswersAtAll();
  const Micros silent =
      std::max<Micros>(kOne - Times(Times(ask.listens, answers), heard), 1);
  if (ask.counted) {
    // Its silence, or a first answer, was counted already.
    LearnYes(habit, ask.moment, {answer == Answer::kYes ? kOne : 0, 0});
    counts_.answers.seen += answered && !ask.answered ? kOne : 0;
  } else {
    // Whether she ignored the ask is known better now, by Bayes' rule.
    const Micros ignored = answered ? 0 : (kOne - ask.listens) * kOne / silent;
    habit.inactive =
        ignored + Times(kOne - ignored, learning_.starts_inactivity);
    // So that, over answers and silence, as much is expected as was before.
    const Micros weight =
        answered
            ? kOne
            : Times(Times(ask.listens, heard), kOne - answers) * kOne / silent;
    // Expected by what is known now: in a burst all asks leave before the first
    // answer, and what each ratio takes over from it would be taken over by
    // each ratio for each ask, far beyond what was seen.
    const Micros expected = YesOf(Yes(ask.moment), habit, ask.moment.part);
    LearnYes(habit, ask.moment,
             {answer == Answer::kYes ? kOne : 0, Times(expected, weight)});
    counts_.answers.seen += answered ? kOne : 0;
    counts_.answers.expected += Times(learning_.base_answer, weight);
    LearnRecovery(habit, ask, answer, heard);
  }
  ask.counted = true;
  if (!answered || ask.answered) return;
  ask.answered = true;
  habit.delay.octaves8_sum += delays_.FromMeanOctaves8(waking_min);
  ++habit.delay.answers;
  delays_.Add(waking_min, habit.delay);
}

}  // namespace omzien::matcher
