#include "clients/cli/volunteer_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/command_line.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/person_commands.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/when_text.h"
#include "clients/cli/words.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/balance.pb.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::cli {
namespace {

std::string Hours(const v1::Volunteer& offer, Language language) {
  return absl::StrJoin(
      offer.availability().weekly(), ", ",
      [language](std::string* out, const v1::WeeklyHours& hours) {
        absl::StrAppend(out, Say(hours.day(), language).substr(0, 2), " ",
                        hours.start(), "-", hours.end());
      });
}

std::string AwayAndExtra(const v1::Volunteer& offer) {
  std::vector<std::string> parts;
  for (const v1::DaysAway& away : offer.availability().away()) {
    parts.push_back(absl::StrCat("- ", away.first(), "/", away.last()));
  }
  for (const v1::DatedHours& extra : offer.availability().extra()) {
    parts.push_back(
        absl::StrCat("+ ", extra.date(), " ", extra.start(), "-", extra.end()));
  }
  return absl::StrJoin(parts, ", ");
}

std::string Checks(const v1::Volunteer& offer, Language language) {
  return absl::StrJoin(offer.checks(), ", ",
                       [language](std::string* out, const v1::Check& check) {
                         absl::StrAppend(
                             out, Say(check.kind(), language),
                             Text{" (geldig tot $0)", " (valid until $0)"}.In(
                                 language, check.valid_until()));
                       });
}

// "1 van hoogstens 2 deze week, 7 in 90 dagen (3 keer ja, 2 keer nee, 1 keer
// geen antwoord)".
std::string Balance(const v1::AskBalance& balance, Language language) {
  return Text{
      "$0 van hoogstens $1 in 7 dagen, $2 in 90 dagen ($3 keer ja, $4 "
      "keer nee, $5 keer geen antwoord)",
      "$0 of at most $1 in 7 days, $2 in 90 days ($3 times yes, $4 "
      "times no, $5 times no answer)"}
      .In(language, balance.asks_last_week(), balance.asks_per_week_max(),
          balance.asks_last_quarter(), balance.accepted(), balance.declined(),
          balance.lapsed());
}

std::string Learned(const v1::LearnedHabit& learned, Language language) {
  return Text{
      "van tien vragen ja: $0 op werkdagen, $1 in de avond, $2 in het "
      "weekend; ongeveer $3 minuten tot een antwoord; $4 dagen tussen "
      "vragen",
      "yes to ten asks: $0 on workdays, $1 in the evening, $2 in the "
      "weekend; about $3 minutes to an answer; $4 days between asks"}
      .In(language, learned.yes_of_ten_workdays(),
          learned.yes_of_ten_evenings(), learned.yes_of_ten_weekends(),
          learned.usual_answer_min(), learned.rest_days());
}

absl::Status Print(Session& session, const v1::Volunteer& offer) {
  if (session.printer().json()) return session.printer().Json(offer);
  const Language language = session.language();
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  Printer& printer = session.printer();
  const auto say = [&](const Text& label, const std::string& value) {
    if (!value.empty()) {
      printer.Say(absl::StrCat("  ", session.In(label), ": ", value));
    }
  };
  printer.Say(absl::StrCat(printer.Inked(session.directory().PersonName(
                                             PersonOfVolunteer(offer.name())),
                                         Ink::kStrong),
                           "  (", offer.name(), ")"));
  say({"kan", "can"}, session.directory().SkillNames(offer.skills()));
  say({"ervaren in", "practised in"},
      session.directory().SkillNames(offer.practised_skills()));
  say({"elke week", "weekly"}, Hours(offer, language));
  say({"weg / extra", "away / extra"}, AwayAndExtra(offer));
  say({"komt", "travels"},
      absl::StrCat(Say(offer.travel_mode(), language), " ",
                   offer.reach_m() == 0 ? 3000 : offer.reach_m(), " m"));
  say({"gezien", "seen"}, Checks(offer, language));
  std::vector<std::string> avoids;
  for (const int avoided : offer.avoids()) {
    avoids.push_back(Say(static_cast<v1::Circumstance>(avoided), language));
  }
  say({"liever geen", "rather no"}, absl::StrJoin(avoids, ", "));
  if (offer.limits().asks_per_week_max() > 0) {
    say({"hoogstens gevraagd per week", "asked at most a week"},
        absl::StrCat(offer.limits().asks_per_week_max()));
  }
  if (offer.has_pause_until() &&
      ToTime(offer.pause_until()) > session.environment().now()) {
    say({"pauze tot", "pauses until"}, moments.Say(offer.pause_until()));
  }
  if (offer.has_balance()) {
    say({"gevraagd", "asked"}, Balance(offer.balance(), language));
    if (offer.balance().has_rests_until()) {
      say({"geen vraag tot", "no ask until"},
          moments.Say(offer.balance().rests_until()));
    }
    if (offer.balance().has_chances_left()) {
      say({"nog niet gevraagd", "not asked yet"},
          Text{"in de eerste vier weken komen er waarschijnlijk $0 klussen die "
               "passen; wie er weinig heeft, gaat voor",
               "in the first four weeks $0 more jobs are likely to fit; who "
               "has few goes first"}
              .In(language, offer.balance().chances_left()));
    }
  }
  if (offer.has_learned()) {
    say({"geleerd van uw antwoorden (alleen voor u)",
         "learned of your answers (for you alone)"},
        Learned(offer.learned(), language));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Volunteer> Get(Session& session, const std::string& typed) {
  v1::GetVolunteerRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string name,
                          session.directory().FindVolunteer(typed));
  request.set_name(name);
  return session.calls().Send(request);
}

}  // namespace

void VolunteerCommands::AddTo(const Command& root) {
  const Command list = root.Add("volunteers", For::kDesk,
                                {"De vrijwilligers", "The volunteers"});
  list.Take(skill_,
            {"--skill", {"Die dit kunnen", "Who can do this"}, "SKILL"});
  list.Run([this](Session& session) { return List(session); });

  const Command volunteer =
      root.Add("volunteer", For::kVolunteer,
               {"Een vrijwilliger tonen, toevoegen, veranderen, pauze",
                "Show, add, change or pause a volunteer"});
  const Command show = volunteer.Add("show", For::kVolunteer,
                                     {"Toont een aanbod", "Shows an offer"});
  show.Take(volunteer_, TakenPerson());
  show.Run([this](Session& session) { return Show(session); });

  const Command add = volunteer.Add(
      "add", For::kDesk,
      {"Maakt iemand vrijwilliger", "Makes a person a volunteer"});
  add.Take(volunteer_, TakenPerson());
  add_form_.AddTo(add, true);
  add.Examples(
      "  omzien volunteer add Bo --skill \"gras maaien\" \\\n"
      "    --weekly \"mo 09:00-12:30\" --travel bicycle --reach 4000");
  add.Run([this](Session& session) { return Add(session); });

  const Command change = volunteer.Add(
      "change", For::kVolunteer, {"Verandert een aanbod", "Changes an offer"});
  change.Take(volunteer_, TakenPerson());
  change_form_.AddTo(change, false);
  change.Run([this](Session& session) { return Change(session); });

  const Command pause =
      volunteer.Add("pause", For::kVolunteer,
                    {"Even niet vragen", "Ask nothing for a while"});
  pause.Take(volunteer_, TakenPerson());
  pause.Take(until_, {"--until", {"Tot deze dag", "Until this day"}, "DAY"});
  pause.Take(resume_, {"--resume", {"De pauze is voorbij", "Ends the pause"}});
  pause.Examples("  omzien volunteer pause Bo --until \"1 dec\"");
  pause.Run([this](Session& session) { return Pause(session); });
}

absl::Status VolunteerCommands::List(Session& session) const {
  v1::ListVolunteersRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  request.set_municipality(municipality.name());
  if (!skill_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string skill,
                            session.directory().FindSkill(skill_));
    request.set_skill(skill);
  }
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Volunteer> volunteers,
                          ListAll(session.calls(), request,
                                  &v1::ListVolunteersResponse::volunteers));
  if (session.printer().json()) return session.printer().JsonList(volunteers);
  Table table({session.In({"naam", "name"}), session.In({"kan", "can"}),
               session.In({"wanneer", "when"}), "id"},
              3);
  for (const v1::Volunteer& offer : volunteers) {
    table.Add({{session.directory().PersonName(PersonOfVolunteer(offer.name())),
                Ink::kStrong},
               {session.directory().SkillNames(offer.skills())},
               {Hours(offer, session.language())},
               {IdOf(offer.name()), Ink::kFaint}});
  }
  session.printer().Draw(table);
  session.printer().Say(Text{"$0 vrijwilligers.", "$0 volunteers."}.In(
      session.language(), volunteers.size()));
  return absl::OkStatus();
}

absl::Status VolunteerCommands::Show(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Volunteer offer, Get(session, volunteer_));
  return Print(session, offer);
}

absl::Status VolunteerCommands::Add(Session& session) const {
  v1::CreateVolunteerRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                          session.directory().FindPerson(volunteer_));
  request.mutable_volunteer()->set_person(person);
  std::vector<std::string> changed;
  OMZIEN_RETURN_IF_ERROR(
      add_form_.Fill(session, *request.mutable_volunteer(), changed));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, person));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Volunteer offer,
                          session.calls().Send(request));
  return Print(session, offer);
}

absl::Status VolunteerCommands::Change(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Volunteer now, Get(session, volunteer_));
  v1::UpdateVolunteerRequest request;
  *request.mutable_volunteer() = now;
  request.set_etag(now.etag());
  std::vector<std::string> changed;
  OMZIEN_RETURN_IF_ERROR(
      change_form_.Fill(session, *request.mutable_volunteer(), changed));
  if (changed.empty()) {
    return UsageError(session.In({"Zeg wat er verandert; zie --help.",
                                  "Say what changes; see --help."}));
  }
  request.mutable_update_mask()->mutable_paths()->Assign(changed.begin(),
                                                         changed.end());
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, PersonOfVolunteer(now.name())));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Volunteer offer,
                          session.calls().Send(request));
  return Print(session, offer);
}

absl::Status VolunteerCommands::Pause(Session& session) const {
  if (until_.empty() != resume_) {
    return UsageError(session.In(
        {"Geef --until DAG, of --resume.", "Give --until DAY, or --resume."}));
  }
  OMZIEN_ASSIGN_OR_RETURN(const v1::Volunteer now, Get(session, volunteer_));
  v1::UpdateVolunteerRequest request;
  v1::Volunteer& offer = *request.mutable_volunteer();
  offer.set_name(now.name());
  offer.set_person(now.person());
  *offer.mutable_skills() = now.skills();
  request.mutable_update_mask()->add_paths("pause_until");
  if (!resume_) {
    OMZIEN_ASSIGN_OR_RETURN(const Here here, session.Where());
    OMZIEN_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(until_, here));
    *offer.mutable_pause_until() = ToTimestamp(absl::FromCivil(day, here.zone));
  }
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, PersonOfVolunteer(now.name())));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Volunteer changed,
                          session.calls().Send(request));
  return Print(session, changed);
}

}  // namespace omzien::cli
