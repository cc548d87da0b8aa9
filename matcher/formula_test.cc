// Goal: whoever changes how people are chosen says so, by a new edition.
//
// Some hundred situations are decided, and all that comes out is told in one
// number. It is the same on any build, as decisions are made in whole numbers;
// distances are, but for the last digits of a metre, which are left out.

#include "matcher/formula.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/micros.h"
#include "matcher/asking/scarcity.h"
#include "matcher/asking/waking.h"
#include "matcher/eligibility.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/sample.h"
#include "matcher/verdict.h"
#include "matcher/volunteer_index.h"
#include "matcher/wave.h"

namespace omzien::matcher {
namespace {

// What came out, edition by edition; the last is this one. A new one gets a new
// row: what an old one decided stays as it was.
constexpr std::array<std::uint64_t, 1> kInWaves = {5'985'212'196'756'594'342U};
constexpr std::array<std::uint64_t, 1> kOneByOne = {
    10'687'549'467'686'762'326U};

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
class Digest {
 public:
  template <typename... Parts>
  void Add(const Parts&... parts) {
    for (const char c : absl::StrCat(parts..., "\n")) {
      value_ = (value_ ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    }
  }

  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14'695'981'039'346'656'037U;
};

constexpr absl::string_view kForgotten =
    "Decisions come out otherwise than by the edition before. When that is "
    "meant: one more in matcher/formula.h, and a new row in both lists here.";

TEST(FormulaTest, WavesComeOutAsInThisEdition) {
  Chance chance(1);
  VolunteerIndex index;
  for (int i = 0; i < 300; ++i) {
    index.Put(RandomVolunteer(chance, absl::StrCat("v", i)));
  }
  Digest digest;
  for (int i = 0; i < 100; ++i) {
    const Job job = RandomJob(chance);
    const absl::Time now = RandomNow(chance);
    const Policy policy;
    const auto best = index.Candidates(job, policy, now, 20);
    for (const Candidate& candidate : best) {
      digest.Add(candidate.volunteer.value, " ",
                 candidate.score_micros / 1'000);
    }
    const WavePlan plan = PlanWave(
        best,
        [&](const VolunteerId& id) {
          return Judge(job, *index.Find(id), policy, now);
        },
        {.wave = 1 + i % 3, .helpers_still_needed = 1 + i % 2}, policy, now);
    for (const PlannedAsk& ask : plan.asks) {
      digest.Add(ask.verdict.volunteer.value, " ",
                 absl::ToUnixSeconds(ask.send_at), " ",
                 absl::ToUnixSeconds(ask.lapse_at), " ",
                 ask.verdict.start_times.size());
    }
    digest.Add(index.Cover(job, policy, now).eligible, " ",
               absl::FormatTime(plan.next_wave_at, absl::UTCTimeZone()));
  }
  ASSERT_EQ(kInWaves.size(), std::size_t{kFormula});
  EXPECT_EQ(digest.value(), kInWaves.back()) << kForgotten;
}

// A group that is asked and answers for some weeks, by what it had learned.
class Weeks {
 public:
  explicit Weeks(std::uint64_t seed)
      : chance_(seed), habits_(40), last_(40, -1) {}

  // A job comes in, is planned, and is answered.
  void Job(Digest& digest) {
    now_min_ += 30 + chance_.Below(600);
    const auto candidates = Candidates();
    const AskSituation situation = {
        .kind = static_cast<std::size_t>(chance_.Below(6)),
        .part = static_cast<std::size_t>(chance_.Below(3)),
        .lead_min = 600 + chance_.Below(6'000),
        .waking_left_min = 60 + chance_.Below(3'000),
        .helpers_needed = 1 + chance_.Below(2),
        .open = open_,
        .candidates = candidates};
    const AskPlan plan =
        PlanAsks(situation, customs_, policy_, chance_.random()());
    digest.Add(plan.fill_chance, " ", plan.look_again_min, " ",
               plan.choice.options.size(), " ", plan.choice.missing, " ",
               plan.choice.spared_worth);
    for (const std::size_t silent : plan.silent) digest.Add("silent ", silent);
    open_.clear();
    for (const AskToSend& ask : plan.send) {
      digest.Add(ask.candidate, " ", ask.worth);
      for (const Micros term : ask.terms) digest.Add(term);
      Send(situation, candidates[ask.candidate], ask.candidate);
    }
  }

 private:
  std::vector<AskCandidate> Candidates() {
    std::vector<AskCandidate> candidates(habits_.size());
    for (std::size_t i = 0; i < habits_.size(); ++i) {
      AskCandidate& candidate = candidates[i];
      candidate.habit = &habits_[i];
      candidate.standing.asks_in_week = chance_.Below(3);
      candidate.standing.asks_per_week_max = 1 + chance_.Below(5);
      candidate.standing.is_resting = chance_.OneIn(10);
      candidate.standing.is_quiet = chance_.OneIn(10);
      candidate.band = i % kBands;
      candidate.since_ask_min = last_[i] < 0 ? -1 : now_min_ - last_[i];
      candidate.member_min = now_min_ + chance_.Below(40) * kDayMin;
      candidate.newcomer_fits = chance_.Below(40);
      candidate.asks_lately = chance_.Below(8);
      candidate.scarcity = prices_.OfAsk(KindSet(1 + i % 7), i % 3);
      candidate.helped_well = chance_.OneIn(12);
    }
    return candidates;
  }

  void Send(const AskSituation& situation, const AskCandidate& candidate,
            std::size_t i) {
    const Moment moment = {.kind = situation.kind,
                           .band = candidate.band,
                           .part = situation.part,
                           .lead = LeadOf(situation.lead_min)};
    SentAsk sent = customs_.Ask(habits_[i], moment, candidate.since_ask_min);
    last_[i] = now_min_;
    const std::int64_t after_min = 5 + chance_.Below(500);
    customs_.Learn(habits_[i], sent, static_cast<Answer>(chance_.Below(3)),
                   after_min);
    // The next job meets some that are open.
    if (!sent.answered && open_.size() < 3) {
      open_.push_back({.sent = sent,
                       .shift_octaves8 = 0,
                       .waking_min = after_min,
                       .is_silent = chance_.OneIn(4)});
    }
  }

  Chance chance_;
  std::vector<Habit> habits_;
  std::vector<std::int64_t> last_;  // Ask, in minutes; -1: none.
  std::vector<OpenAsk> open_;
  std::int64_t now_min_ = 0;
  AskingPolicy policy_;
  Customs customs_{policy_.learning};
  ScarcityPrices prices_{
      .holders = {20, 11, 4},
      .asks = {
          {10'000, 0, 0}, {40'000, 20'000, 0}, {300'000, 150'000, 90'000}}};
};

TEST(FormulaTest, AsksOneByOneComeOutAsInThisEdition) {
  Digest digest;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Weeks weeks(seed);
    for (int i = 0; i < 100; ++i) weeks.Job(digest);
  }
  for (const std::int64_t quits : {0, 3, 90}) {
    const Wear wear = {
        .burdens = 4'000, .quits = quits, .jobs = 700, .member_days = 30'000};
    digest.Add(TiredPrice(wear, 182), " ", Faded(wear, 5).burdens);
  }
  const absl::Time morning = At(kMonday, 3);
  for (const int minutes : {0, 300, 3'000}) {
    digest.Add(absl::ToUnixSeconds(AfterWakingMin(morning, minutes, Zone())));
  }
  ASSERT_EQ(kOneByOne.size(), std::size_t{kFormula});
  EXPECT_EQ(digest.value(), kOneByOne.back()) << kForgotten;
}

}  // namespace
}  // namespace omzien::matcher
