// What is learned of answers: how much, how fast, and from what.

#include "matcher/asking/habit.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

constexpr Moment kMoment{.kind = 1, .band = 2, .part = 0, .lead = 1};
constexpr std::int64_t kWeek = 7 * kDayMin;

// Asks once and learns the answer.
void Once(Customs& customs, Habit& habit, Answer answer,
          std::int64_t since_ask_min = kWeek) {
  SentAsk ask = customs.Ask(habit, kMoment, since_ask_min);
  customs.Learn(habit, ask, answer, answer == Answer::kNone ? 2'880 : 60);
}

Micros YesOf(const Customs& customs, const Habit& habit) {
  return Customs::YesOf(customs.Yes(kMoment), habit, kMoment.part);
}

TEST(HabitTest, ANewcomerIsTheGroup) {
  const Customs customs{Learning{}};
  EXPECT_EQ(customs.Yes(kMoment), Learning{}.base_yes);
  EXPECT_EQ(YesOf(customs, Habit{}), customs.Yes(kMoment));
  EXPECT_EQ(Habit{}.Listens(0), kOne);
}

// Who says no and then yes is one yes and one answer.
TEST(HabitTest, AChangedMindIsOneAnswer) {
  Customs customs{Learning{}};
  Habit habit;
  SentAsk ask = customs.Ask(habit, kMoment, kWeek);
  customs.Learn(habit, ask, Answer::kNo, 60);
  const CustomsCounts before = customs.counts();
  customs.Learn(habit, ask, Answer::kYes, 90);
  EXPECT_EQ(customs.counts().answers.seen, before.answers.seen);
  EXPECT_EQ(customs.counts().delays, before.delays);
  EXPECT_GT(customs.counts().yes.seen, before.yes.seen);
  EXPECT_EQ(habit.delay.answers, 1);
}

TEST(HabitTest, GoesOnWithWhatWasKept) {
  Customs customs{Learning{}};
  Habit habit;
  for (const Answer answer : {Answer::kYes, Answer::kNo, Answer::kNone}) {
    Once(customs, habit, answer);
  }
  Customs kept{Learning{}, customs.counts()};
  EXPECT_NE(kept.Yes(kMoment), Learning{}.base_yes);
  Habit other = habit;
  for (const Answer answer : {Answer::kYes, Answer::kYes, Answer::kNone}) {
    Once(customs, habit, answer);
    Once(kept, other, answer);
  }
  EXPECT_EQ(kept.Yes(kMoment), customs.Yes(kMoment));
  EXPECT_EQ(kept.AnswersAtAll(), customs.AnswersAtAll());
  EXPECT_EQ(kept.delays().WithinMin(500'000),
            customs.delays().WithinMin(500'000));
  EXPECT_EQ(YesOf(kept, other), YesOf(customs, habit));
  // Nothing kept is where everybody begins.
  EXPECT_EQ((Customs{Learning{}, CustomsCounts{}}.delays().WithinMin(500'000)),
            AnswerDelays().WithinMin(500'000));
}

TEST(HabitTest, TwoWeeksChangeLittleAndAYearChangesMuch) {
  Customs customs{Learning{}};
  Habit two_weeks;
  Once(customs, two_weeks, Answer::kNo);
  Once(customs, two_weeks, Answer::kNo);
  EXPECT_GT(YesOf(customs, two_weeks), customs.Yes(kMoment) * 6 / 10);
  Habit willing;
  Habit unwilling;
  for (int i = 0; i < 25; ++i) {
    Once(customs, willing, i % 4 == 0 ? Answer::kNo : Answer::kYes);
    Once(customs, unwilling, Answer::kNo);
  }
  EXPECT_GT(YesOf(customs, willing), 500'000);
  EXPECT_LT(YesOf(customs, unwilling), customs.Yes(kMoment) / 2);
}

TEST(HabitTest, AnswersInOnePartOfTheWeekSayLittleOfAnother) {
  Customs customs{Learning{}};
  Habit habit;
  for (int i = 0; i < 20; ++i) {
    for (const std::size_t part : {std::size_t{0}, std::size_t{2}}) {
      SentAsk ask = customs.Ask(habit, {.part = part}, kWeek);
      customs.Learn(habit, ask, part == 2 ? Answer::kYes : Answer::kNo, 60);
    }
  }
  EXPECT_GT(habit.own_factor[2], 2 * habit.own_factor[0]);
}

// Asks that all leave before the first answer teach what came of them, and not
// more: else nobody would seem worth an ask, and nothing more be learned.
TEST(HabitTest, ABurstTeachesNoMoreThanWhatCame) {
  Customs customs{Learning{}};
  std::vector<Habit> habits(400);
  std::vector<SentAsk> asks;
  asks.reserve(habits.size());
  for (Habit& habit : habits) {
    asks.push_back(customs.Ask(habit, kMoment, kWeek));
  }
  for (std::size_t i = 0; i < asks.size(); ++i) {
    customs.Learn(habits[i], asks[i], i % 10 == 0 ? Answer::kYes : Answer::kNo,
                  60);
    EXPECT_GT(customs.Yes(kMoment), 80'000) << "after " << i;
  }
  // With answers alone, as many say yes as of those who answer.
  EXPECT_NEAR(static_cast<double>(customs.Yes(kMoment)), 100'000, 15'000);
}

TEST(HabitTest, SilenceOfWhoMayIgnoreAsksCountsForLess) {
  Customs customs{Learning{}};
  Habit rested;
  Habit tired;
  Once(customs, rested, Answer::kYes);
  Once(customs, tired, Answer::kYes);
  Once(customs, rested, Answer::kNone, 8 * kWeek);
  Once(customs, tired, Answer::kNone, 60);
  EXPECT_LT(rested.own_factor[0], tired.own_factor[0]);
}

TEST(HabitTest, AnEarlySilenceCountsForLittle) {
  Customs customs{Learning{}};
  Habit habit;
  SentAsk ask = customs.Ask(habit, kMoment, -1);
  customs.Learn(habit, ask, Answer::kNone, 5);
  EXPECT_GT(habit.own_factor[0], 950'000);
}

TEST(HabitTest, ALateYesCountsAsAYes) {
  Customs customs{Learning{}};
  Habit late;
  SentAsk ask = customs.Ask(late, kMoment, -1);
  customs.Learn(late, ask, Answer::kNone, 600);
  EXPECT_LT(late.own_factor[0], kOne);
  customs.Learn(late, ask, Answer::kYes, 900);
  EXPECT_GT(late.own_factor[0], kOne);
}

TEST(HabitTest, LearnsHowLongSomebodyTakesToRecover) {
  Customs customs{Learning{}};
  Habit quick;
  Habit slow;
  for (int i = 0; i < 15; ++i) {
    Once(customs, quick, Answer::kNo, 720);
    Once(customs, slow, Answer::kNo, 4 * kWeek);
    Once(customs, slow, Answer::kNone, 3 * kDayMin);
  }
  EXPECT_LT(quick.recovery_min, 2 * kDayMin);
  EXPECT_GT(slow.recovery_min, 4 * kDayMin);
  EXPECT_GT(quick.Listens(kDayMin), slow.Listens(kDayMin));
}

// Somebody who answers and tires as the group is taken to.
class Person {
 public:
  explicit Person(std::mt19937_64& random) : random_(random) {
    // The least of three is Beta(1, 3).
    yes_ = std::fmin(Share(), std::fmin(Share(), Share()));
  }

  double Share() { return static_cast<double>(random_() >> 11) * 0x1.0p-53; }

  Answer Hear(std::int64_t gap_min) {
    ignores_min_ -= static_cast<double>(gap_min);
    if (ignores_min_ > 0) return Answer::kNone;
    if (Share() < 0.5) ignores_min_ = -4'320 * std::log(1 - Share());
    if (Share() < yes_) return Answer::kYes;
    return Share() < 0.5 ? Answer::kNo : Answer::kNone;
  }

 private:
  std::mt19937_64& random_;
  double yes_ = 0;
  double ignores_min_ = 0;
};

struct Tally {
  double expected = 0;
  int yeses = 0;

  void Add(Micros chance, Answer answer) {
    expected += static_cast<double>(chance) / kOne;
    yeses += answer == Answer::kYes ? 1 : 0;
  }
};

// Property: with people drawn as the prior has it, what was expected comes; of
// those who are thought willing too.
TEST(HabitTest, ExpectsAsManyYesesAsCome) {
  std::mt19937_64 random(7);
  Customs customs{Learning{.base_yes = 250'000}};
  Tally all;
  Tally willing;
  for (int i = 0; i < 300; ++i) {
    Person person(random);
    Habit habit;
    for (int ask = 0; ask < 30; ++ask) {
      const std::int64_t gap_min =
          kDayMin + static_cast<std::int64_t>(person.Share() * kWeek);
      const Micros chance =
          Times(YesOf(customs, habit), habit.Listens(gap_min));
      SentAsk sent = customs.Ask(habit, kMoment, ask == 0 ? -1 : gap_min);
      const Answer answer = person.Hear(gap_min);
      customs.Learn(habit, sent, answer, answer == Answer::kNone ? 2'880 : 60);
      if (ask < 10) continue;
      all.Add(chance, answer);
      if (chance > 300'000) willing.Add(chance, answer);
    }
  }
  EXPECT_NEAR(all.expected / all.yeses, 1, 0.1);
  ASSERT_GT(willing.yeses, 200);
  EXPECT_NEAR(willing.expected / willing.yeses, 1, 0.12);
}

}  // namespace
}  // namespace omzien::matcher
