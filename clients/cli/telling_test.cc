#include "clients/cli/telling.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/ask_reason.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

absl::Time At(int day, int hour) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return absl::FromCivil(absl::CivilHour(2026, 11, day, hour), zone);
}

Telling In(Language language) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return {{zone, language, At(22, 9)},
          [](const std::string& name) {
            return name == "people/truus" ? "Truus" : "Bo";
          },
          [](const std::string&) { return "gras maaien"; }};
}

std::string Told(const Lines& lines) { return absl::StrJoin(lines, "\n"); }

v1::Need GrassNeed() {
  v1::Need need;
  need.set_name("needs/abc");
  need.set_resident("people/truus");
  need.set_state(v1::Job::STATE_OPEN);
  need.set_channel(v1::CHANNEL_PHONE);
  need.set_own_network(v1::Need::OWN_NETWORK_NOBODY);
  *need.mutable_create_time() = ToTimestamp(At(22, 8));
  v1::Job& job = *need.add_jobs();
  job.set_id("1");
  job.add_skills("skills/light-garden-work");
  job.set_description("Het gras is te hoog");
  job.mutable_duration()->set_seconds(3600);
  job.set_state(v1::Job::STATE_OPEN);
  v1::TimeWindow& window = *job.add_windows();
  *window.mutable_start_time() = ToTimestamp(At(24, 9));
  *window.mutable_end_time() = ToTimestamp(At(24, 12));
  job.add_circumstances(v1::CIRCUMSTANCE_PETS);
  job.mutable_supplies()->add_tools("grasmaaier");
  return need;
}

TEST(TellingTest, TellsANeedAsOneWouldOnThePhone) {
  EXPECT_EQ(Told(TellNeed(GrassNeed(), In(Language::kDutch))),
            "Truus vraagt hulp: open.\n"
            "needs/abc, gevraagd op zo 22 nov 08:00 via telefoon.\n"
            "Is er iemand in de buurt gevraagd? er is niemand.\n"
            "Klus 1: gras maaien - open\n"
            "  \"Het gras is te hoog\"\n"
            "  Duurt ongeveer 1 uur.\n"
            "  Kan op: di 24 nov 09:00-12:00.\n"
            "  Let op: huisdieren.\n"
            "  Materiaal: gereedschap: grasmaaier.\n"
            "  Helpers: 0 van 1 gevonden.\n"
            "  Nog niemand gevraagd: dat gebeurt zodra het mag en er iemand "
            "kan.");
}

TEST(TellingTest, TellsAnAskWithItsTimesAndCode) {
  v1::Invitation ask;
  ask.set_name("invitations/x");
  ask.set_need("needs/abc");
  ask.set_volunteer("volunteers/bo");
  ask.set_code("K7M-2QX");
  ask.set_state(v1::Invitation::STATE_SENT);
  ask.set_description("Het gras is te hoog");
  ask.set_village("Herkenbosch");
  *ask.add_start_times() = ToTimestamp(At(24, 9));
  *ask.add_start_times() = ToTimestamp(At(24, 10));
  *ask.mutable_lapse_time() = ToTimestamp(At(23, 18));
  v1::TermValue& term = *ask.mutable_reasons()->add_terms();
  term.set_term(v1::TERM_DISTANCE);
  term.set_micros(450'000);
  EXPECT_EQ(Told(TellInvitation(ask, In(Language::kDutch))),
            "K7M-2QX  Bo: wacht op antwoord\n"
            "  \"Het gras is te hoog\" in Herkenbosch\n"
            "  Tijden: 1) di 24 nov 09:00, 2) di 24 nov 10:00\n"
            "  Antwoord graag voor ma 23 nov 18:00.\n"
            "  Waarom deze vrijwilliger: woont dichtbij.\n"
            "  invitations/x, needs/abc");
}

TEST(TellingTest, TellsWhyThisNeighbourWhyNowAndWhatWouldHaveChangedIt) {
  v1::Invitation ask;
  ask.set_name("invitations/x");
  ask.set_need("needs/abc");
  ask.set_volunteer("volunteers/bo");
  ask.set_code("K7M-2QX");
  ask.set_state(v1::Invitation::STATE_DECLINED);
  v1::AskReason& reason = *ask.mutable_reasons()->mutable_ask_reason();
  reason.set_why(v1::AskReason::WHY_NEAR);
  reason.set_why_now(v1::AskReason::WHY_NOW_SAID_NO);
  EXPECT_EQ(Told(TellInvitation(ask, In(Language::kDutch))),
            "K7M-2QX  Bo: nee\n"
            "  Waarom: woont dichterbij dan wie daarna kwam; en nu, want een "
            "ander kon niet.\n"
            "  Woonde een ander dichterbij, dan vroegen wij die eerst.\n"
            "  invitations/x, needs/abc");
  // Each reason has a second sentence, in both languages.
  for (int why = 1; why < v1::AskReason::Why_ARRAYSIZE; ++why) {
    reason.set_why(static_cast<v1::AskReason::Why>(why));
    for (const Language language : {Language::kDutch, Language::kEnglish}) {
      EXPECT_EQ(SayReason(reason, language).size(), 2U) << why;
    }
  }
}

TEST(TellingTest, TellsWhoIsInWhoIsOutAndWhatWouldHaveToChange) {
  v1::MatchExplanation match;
  match.set_job_id("1");
  v1::Verdict& in = *match.add_verdicts();
  in.set_volunteer("volunteers/bo");
  in.set_rank(1);
  in.set_distance_m(1250);
  in.set_travel_min(6);
  in.set_asked(true);
  in.set_score_micros(450'000);
  *in.add_start_times() = ToTimestamp(At(24, 9));
  v1::TermValue& term = *in.add_terms();
  term.set_term(v1::TERM_DISTANCE);
  term.set_micros(450'000);
  v1::Verdict& out = *match.add_verdicts();
  out.set_volunteer("volunteers/an");
  out.add_exclusions(v1::EXCLUSION_TOO_FAR);
  out.add_exclusions(v1::EXCLUSION_SKILL);
  out.add_would_have_to_change("reach_m: 3200");
  out.add_would_have_to_change("skills: skills/light-garden-work");
  out.add_would_have_to_change("checks: KIND_VOG valid on 2026-12-03");
  out.add_would_have_to_change("avoids: without CIRCUMSTANCE_PETS");
  out.add_would_have_to_change("from 2026-11-25T08:00:00+00:00");
  out.add_would_have_to_change("moon: full");
  (*match.mutable_excluded())["SKILL"] = 1;
  match.set_eligible(10);
  for (const auto& [distance_m_max, eligible] :
       {std::pair(1000, 3), {2000, 6}, {5000, 0}, {0, 1}}) {
    match.add_rings()->set_distance_m_max(distance_m_max);
    match.mutable_rings()->rbegin()->set_eligible(eligible);
  }
  EXPECT_EQ(
      Told(TellMatch(match, GrassNeed().jobs(0), In(Language::kDutch), 0)),
      "Wie kan helpen met klus 1, gras maaien?\n"
      "1 kunnen, 1 niet.\n"
      "Nog te vragen: 10 (3 tot 1 km, 6 tot 2 km, 1 verder).\n"
      "\n"
      "1. Bo - woont op 1,2 km, 6 min onderweg; is gevraagd\n"
      "   Kan op di 24 nov 09:00\n"
      "   Omdat: woont dichtbij (+0.45); samen 0.45\n"
      "\n"
      "Wie niet kan:\n"
      "- Bo: woont te ver weg; kan dit werk niet\n"
      "  Zou wel kunnen met: een reisafstand van 3200 m; de vaardigheid gras "
      "maaien; VOG geldig op 2026-12-03; geen bezwaar tegen huisdieren; "
      "wachten "
      "tot wo 25 nov 09:00; moon: full.\n"
      "\n"
      "Geteld naar de eerste reden:\n"
      "  1 x kan dit werk niet");
}

TEST(TellingTest, ShowsOnlySoManyAndSaysThereAreMore) {
  v1::MatchExplanation match;
  for (int i = 0; i < 5; ++i) {
    v1::Verdict& out = *match.add_verdicts();
    out.set_volunteer(absl::StrCat("volunteers/", i));
    out.add_exclusions(v1::EXCLUSION_BUSY);
  }
  const std::string told =
      Told(TellMatch(match, v1::Job(), In(Language::kEnglish), 2));
  EXPECT_NE(told.find("and 3 more"), std::string::npos) << told;
}

TEST(TellingTest, TellsAnAppointmentWithWhatItsViewerMayKnow) {
  v1::Appointment appointment;
  appointment.set_name("appointments/y");
  appointment.set_need("needs/abc");
  appointment.set_state(v1::Appointment::STATE_AGREED);
  appointment.set_volunteer_name("Bo");
  appointment.set_resident_name("Truus");
  appointment.set_resident_phone("0475 000000");
  appointment.mutable_address()->set_village("Herkenbosch");
  appointment.set_door_words("appel brug lamp zwaan");
  auto& contact = *appointment.add_contacts();
  contact.set_given_name("Anneke");
  contact.set_relation("dochter");
  contact.set_phone("0475 000004");
  appointment.add_contacts()->set_given_name("Sjef");
  *appointment.mutable_start_time() = ToTimestamp(At(24, 10));
  *appointment.mutable_end_time() = ToTimestamp(At(24, 11));
  EXPECT_EQ(Told(TellAppointment(appointment, In(Language::kEnglish))),
            "Tue 24 Nov 10:00-11:00: Bo helps Truus - agreed\n"
            "  Where: Herkenbosch\n"
            "  Phone: 0475 000000\n"
            "  At the door: appel brug lamp zwaan\n"
            "  Contact person: Anneke, dochter, 0475 000004\n"
            "  Contact person: Sjef\n"
            "  appointments/y, needs/abc");
}

}  // namespace
}  // namespace omzien::cli
