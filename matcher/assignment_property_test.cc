#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/assignment.h"
#include "matcher/sample.h"
#include "matcher/sample_batch.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

enum class Rule { kOneAStretch, kNoOverlap };

// Tries every plan, in the order in which equals come first.
class Oracle {
 public:
  Oracle(const Batch& batch, Rule rule)
      : batch_(batch), rule_(rule), stretches_(batch) {
    for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
      for (const TimedCandidate& candidate : batch.jobs[i].candidates) {
        pairs_.push_back({static_cast<int>(i), candidate});
        std::ranges::sort(pairs_.back().candidate.spans, {}, Key);
      }
    }
    std::ranges::sort(pairs_, {}, [&](const Pair& pair) {
      return std::pair(batch.jobs[pair.job].id,
                       batch.volunteers[pair.candidate.volunteer].id);
    });
    Try(0, 0);
  }

  const std::vector<Placement>& best() const { return best_; }
  std::int64_t value() const { return best_value_; }

 private:
  struct Pair {
    int job;
    TimedCandidate candidate;
  };

  static std::pair<absl::Time, absl::Time> Key(const TimeSpan& span) {
    return {span.start, span.end};
  }

  void Try(std::size_t i, std::int64_t value) {
    if (i == pairs_.size()) {
      if (!found_ || std::pair(plan_.size(), value) >
                         std::pair(best_.size(), best_value_)) {
        found_ = true;
        best_ = plan_;
        best_value_ = value;
      }
      return;
    }
    const auto& [job, candidate] = pairs_[i];
    for (const TimeSpan& span : candidate.spans) {
      const Placement placement{job, candidate.volunteer, span};
      const std::int64_t before = JobsOf(candidate.volunteer);
      if (!May(placement)) continue;
      plan_.push_back(placement);
      Try(i + 1,
          value + candidate.score_micros - before * batch_.repeat_price_micros);
      plan_.pop_back();
    }
    Try(i + 1, value);
  }

  std::int64_t JobsOf(int volunteer) const {
    return std::ranges::count(plan_, volunteer, &Placement::volunteer);
  }

  bool May(const Placement& next) const {
    return std::ranges::count(plan_, next.job, &Placement::job) <
               batch_.jobs[next.job].helpers_needed &&
           JobsOf(next.volunteer) <
               batch_.volunteers[next.volunteer].jobs_max &&
           std::ranges::none_of(
               plan_,
               [&](const Placement& placement) {
                 if (placement.volunteer != next.volunteer) return false;
                 return rule_ == Rule::kNoOverlap
                            ? Overlap(placement.span, next.span)
                            : stretches_.InOne(next.volunteer, placement.span,
                                               next.span);
               });
  }

  const Batch& batch_;
  Rule rule_;
  StretchOracle stretches_;
  std::vector<Pair> pairs_;  // In the order of their ids.
  std::vector<Placement> plan_;
  bool found_ = false;
  std::vector<Placement> best_;
  std::int64_t best_value_ = 0;
};

// The plan is the one that trying every plan finds: not only as good, the same.
TEST(AssignmentPropertyTest, IsTheFirstOfTheBest) {
  Chance chance(1);
  int placements = 0;
  for (int round = 0; round < 4'000; ++round) {
    BatchShape shape;
    shape.jobs = 1 + chance.Below(4);
    shape.volunteers = 1 + chance.Below(4);
    shape.helpers_max = 1 + chance.Below(3);
    shape.scores = 1 + chance.Below(6);
    shape.hours_max = 1 + chance.Below(3);
    const Batch batch = RandomBatch(chance, shape);
    const auto plan = Assign(batch);
    ASSERT_TRUE(plan.ok()) << plan.status();
    const Oracle oracle(batch, Rule::kOneAStretch);
    ASSERT_EQ(plan->placements, oracle.best()) << "round " << round;
    ASSERT_EQ(plan->score_micros - plan->repeat_micros, oracle.value());
    placements += static_cast<int>(plan->placements.size());
  }
  EXPECT_GT(placements, 4'000);
}

// Where spans are hours of a clock, and so overlap only when equal, the plan is
// the best of all without overlap; elsewhere it is never better, has none
// either, and seldom fills less.
TEST(AssignmentPropertyTest, LosesOnlyWhereSpansMakeChains) {
  Chance chance(2);
  std::size_t filled = 0;
  std::size_t fillable = 0;
  for (int round = 0; round < 4'000; ++round) {
    BatchShape shape;
    shape.jobs = 1 + chance.Below(4);
    shape.hours_max = round % 2 == 0 ? 1 : 4;
    const Batch batch = RandomBatch(chance, shape);
    const auto plan = Assign(batch);
    ASSERT_TRUE(plan.ok()) << plan.status();
    const Oracle oracle(batch, Rule::kNoOverlap);
    if (shape.hours_max == 1) {
      ASSERT_EQ(plan->placements, oracle.best()) << "round " << round;
      continue;
    }
    for (const Placement& a : plan->placements) {
      for (const Placement& b : plan->placements) {
        EXPECT_FALSE(a.volunteer == b.volunteer && a.job != b.job &&
                     Overlap(a.span, b.span))
            << "round " << round;
      }
    }
    EXPECT_LE(plan->placements.size(), oracle.best().size());
    filled += plan->placements.size();
    fillable += oracle.best().size();
  }
  EXPECT_GT(filled * 100, fillable * 90) << filled << " of " << fillable;
  EXPECT_LT(filled, fillable) << "no chain was tried";
}

// The same batch with its parts in another order.
struct Shuffled {
  Batch batch;
  std::vector<int> jobs;        // Where each came from.
  std::vector<int> volunteers;  // The same.
};

Shuffled Shuffle(Chance& chance, const Batch& batch) {
  Shuffled shuffled{
      {},
      AnyOrder(chance, static_cast<int>(batch.jobs.size())),
      AnyOrder(chance, static_cast<int>(batch.volunteers.size()))};
  shuffled.batch.repeat_price_micros = batch.repeat_price_micros;
  std::vector<int> now_at(batch.volunteers.size());
  for (const int volunteer : shuffled.volunteers) {
    now_at[volunteer] = static_cast<int>(shuffled.batch.volunteers.size());
    shuffled.batch.volunteers.push_back(batch.volunteers[volunteer]);
  }
  for (const int job : shuffled.jobs) {
    shuffled.batch.jobs.push_back(batch.jobs[job]);
    std::vector<TimedCandidate>& candidates =
        shuffled.batch.jobs.back().candidates;
    std::ranges::shuffle(candidates, chance.random());
    for (TimedCandidate& candidate : candidates) {
      candidate.volunteer = now_at[candidate.volunteer];
      std::ranges::shuffle(candidate.spans, chance.random());
    }
  }
  return shuffled;
}

// Neither the order of the input nor the solver's decides anything, also when
// all scores are equal.
TEST(AssignmentPropertyTest, IsBlindToTheOrderOfTheBatch) {
  Chance chance(3);
  for (int round = 0; round < 60; ++round) {
    BatchShape shape;
    shape.jobs = 60;
    shape.volunteers = 70;
    shape.candidates_max = 10;
    shape.scores = 1 + 2 * chance.Below(3);
    const Batch batch = RandomBatch(chance, shape);
    const auto plan = Assign(batch);
    ASSERT_TRUE(plan.ok()) << plan.status();
    const Shuffled shuffled = Shuffle(chance, batch);
    auto again = Assign(shuffled.batch);
    ASSERT_TRUE(again.ok()) << again.status();
    for (Placement& placement : again->placements) {
      placement.job = shuffled.jobs[placement.job];
      placement.volunteer = shuffled.volunteers[placement.volunteer];
    }
    EXPECT_EQ(again->placements, plan->placements) << "round " << round;
    for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
      EXPECT_EQ(again->empty_places[i], plan->empty_places[shuffled.jobs[i]]);
    }
  }
}

}  // namespace
}  // namespace omzien::matcher
