#include "server/tools/algorithm_asking.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "matcher/verdict.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/tools/algorithm_words.h"

namespace omzien::tools {
namespace {

using config::v1::AskPolicy;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Each figure is there once, so that none can stand in for another.
AskPolicy Figures() {
  AskPolicy policy;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        first_wave_size: 6
        next_wave_size: 8
        wave_interval { seconds: 18000 }
        waves_max: 9
        lapse_after { seconds: 39600 }
        lead_min { seconds: 720 }
        snooze { seconds: 1123200 }
        asks_per_week_max: 14
        rest_after_job { seconds: 1382400 }
        quiet_start: "20:15"
        quiet_end: "07:45"
        weights {
          distance: 101
          fair_share: 102
          waited_long: 103
          continuity: 104
          time_fit: 105
          language: 106
        }
      )pb",
      &policy));
  return policy;
}

// Every rule that keeps somebody out is told, in words of its own.
TEST(AlgorithmAskingTest, TellsEveryRule) {
  const std::string rules = SayRules(Figures());
  constexpr struct {
    matcher::Exclusion why;
    const char* words;
  } kRules[] = {
      {matcher::Exclusion::kMunicipality, "niet in deze gemeente helpt"},
      {matcher::Exclusion::kSkill, "dit werk te kunnen"},
      {matcher::Exclusion::kPaused, "een pauze heeft"},
      {matcher::Exclusion::kSelf, "zelf om deze hulp vraagt"},
      {matcher::Exclusion::kKeptApart, "niet aan deze inwoner wordt gekoppeld"},
      {matcher::Exclusion::kTooFar, "eigen grens voor de afstand"},
      {matcher::Exclusion::kLanguage, "geen van de talen"},
      {matcher::Exclusion::kCheck, "zoals een VOG"},
      {matcher::Exclusion::kCircumstance, "huisdieren, trap of rook"},
      {matcher::Exclusion::kNotAvailable, "niet kan op de gevraagde tijden"},
      {matcher::Exclusion::kBusy, "met de reistijd erbij"},
      {matcher::Exclusion::kAskedBefore, "voor deze klus al is gevraagd"},
      {matcher::Exclusion::kOpenAsks, "vragen open heeft"},
      {matcher::Exclusion::kWeekFull, "(niets gekozen: 14 keer)"},
      {matcher::Exclusion::kResting, "(niets gekozen: 16 dagen)"},
  };
  ASSERT_EQ(std::size(kRules), matcher::kExclusionEnd - 1);
  for (const auto& rule : kRules) {
    EXPECT_THAT(rules, HasSubstr(rule.words)) << static_cast<int>(rule.why);
  }
  const auto lines = static_cast<std::size_t>(std::ranges::count(rules, '\n') -
                                              2);  // Those above the list.
  EXPECT_EQ(lines, matcher::kExclusionEnd - 1);
  EXPECT_THAT(rules, Not(HasSubstr("- \n")));
}

// In waves: each figure of the configuration, and that nothing is learned.
TEST(AlgorithmAskingTest, TellsWavesByTheirFigures) {
  const AskingWords words = SayAsking(Figures(), false);
  for (const char* weight :
       {"met de auto: 101\n", "laatste 90 dagen weinig gevraagd zijn: 102\n",
        "laatste 30 dagen niet gevraagd zijn, of nog nooit: 103\n",
        "eerder goed hebben geholpen: 104\n",
        "op veel van de gewenste tijden kunnen: 105\n",
        "de taal van de inwoner spreken: 106\n"}) {
    EXPECT_THAT(words.order, HasSubstr(weight));
  }
  for (const char* figure :
       {"dit aantal mensen een vraag: 6.", "nog ontbreekt: 8.",
        "komt 5 uur na de laatste vraag", "rondes is hoogstens 9.",
        "vervalt na 11 uur", "uiterlijk 12 minuten voor",
        "pas na 13 dagen terug", "van 20:15 tot 07:45 uur"}) {
    EXPECT_THAT(words.pace, HasSubstr(figure));
  }
  EXPECT_THAT(words.learning, HasSubstr("niet zelflerend"));
  EXPECT_THAT(words.data, IsEmpty());
  EXPECT_THAT(words.risks, Contains(HasSubstr("krijgt meer punten")));
  EXPECT_THAT(words.category, HasSubstr("vaste regels"));
}

// One by one: what is learned, of what, and what becomes of it; no waves, and
// no weights, for nothing is ranked by them then.
TEST(AlgorithmAskingTest, TellsOneByOneWithWhatIsLearned) {
  const AskingWords words = SayAsking(Figures(), true);
  EXPECT_THAT(words.pace,
              AllOf(HasSubstr("een voor een"), HasSubstr("13 dagen"),
                    HasSubstr("20:15"), Not(HasSubstr("ronde"))));
  EXPECT_THAT(words.order,
              AllOf(HasSubstr("kans op een ja"), Not(HasSubstr("gewicht"))));
  for (const char* learned :
       {"is zelflerend", "hoe vaak iemand ja zegt", "soort klus, afstand",
        "deel van de week", "tijd vooraf", "hoe lang een antwoord duurt",
        "rust nodig heeft na een vraag", "niets van naam, leeftijd"}) {
    EXPECT_THAT(words.learning, HasSubstr(learned));
  }
  EXPECT_THAT(words.data,
              AllOf(HasSubstr("verzegeld bij de eigen gegevens"),
                    HasSubstr("gewist"), HasSubstr("aan niemand anders")));
  EXPECT_THAT(words.risks, Contains(HasSubstr("vaak nee zegt")));
  EXPECT_THAT(words.category, HasSubstr("AI-verordening"));
}

// What a configuration leaves out is not told as if it were there.
TEST(AlgorithmAskingTest, LeavesOutWhatDoesNotHappen) {
  AskPolicy policy = Figures();
  policy.set_waves_max(1);
  policy.set_quiet_end(policy.quiet_start());
  policy.clear_lead_min();
  policy.mutable_weights()->set_fair_share(0);
  policy.mutable_weights()->set_waited_long(0);
  const AskingWords words = SayAsking(policy, false);
  EXPECT_THAT(words.pace, AllOf(Not(HasSubstr("volgende ronde")),
                                Not(HasSubstr("stille uren")),
                                Not(HasSubstr("uiterlijk"))));
  EXPECT_THAT(words.risks, Contains(HasSubstr("kijk dus zelf")));
}

// Times are said as people say them, and never rounded.
TEST(AlgorithmWordsTest, SaysTimesWhole) {
  constexpr struct {
    int seconds;
    const char* said;
  } kTimes[] = {{0, "0 uur"},          {1, "1 seconde"},
                {90, "90 seconden"},   {60, "1 minuut"},
                {5'400, "90 minuten"}, {3'600, "1 uur"},
                {172'800, "48 uur"},   {259'200, "3 dagen"},
                {262'800, "73 uur"},   {1'209'600, "14 dagen"}};
  for (const auto& time : kTimes) {
    google::protobuf::Duration duration;
    duration.set_seconds(time.seconds);
    EXPECT_EQ(SaySpan(duration), time.said);
  }
}

}  // namespace
}  // namespace omzien::tools
