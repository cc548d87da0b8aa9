#include "clients/cli/job_form.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/address_text.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/when_text.h"
#include "clients/cli/words.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/skill.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {

void JobForm::AddTo(const Command& command, bool whole) {
  command.Take(skills_, {"--skill",
                         {"Wat ervoor nodig is; mag vaker",
                          "What it takes; again for more"},
                         "SKILL",
                         whole});
  command.Take(what_,
               {"--what",
                {"In de woorden van de inwoner", "In the resident's own words"},
                "TEXT",
                whole});
  command.Take(when_, {"--when",
                       {"Wanneer het kan: \"morgen 9-12\"; mag vaker",
                        "When it may be: \"tomorrow 9-12\"; again for more"},
                       "TIME",
                       whole});
  command.Take(minutes_, {"--minutes",
                          {"Hoe lang het duurt; anders wat gewoon is",
                           "How long it takes; else what is usual"},
                          "N"});
  command.Take(
      helpers_,
      {"--helpers", {"Hoeveel mensen (1)", "How many people (1)"}, "N"});
  command.Take(at_, {"--at",
                     {"Waar, als het niet thuis is", "Where, if not at home"},
                     "ADDRESS"});
  command.Take(pets_, {"--pets", {"Er zijn huisdieren", "There are pets"}});
  command.Take(stairs_, {"--stairs", {"Er is een trap", "There are stairs"}});
  command.Take(smoke_,
               {"--smoke", {"Er wordt gerookt", "People smoke inside"}});
  command.Take(tools_, {"--tool",
                        {"Gereedschap dat mee moet; mag vaker",
                         "A tool to bring; again for more"},
                        "TOOL"});
  command.Take(brings_,
               {"--brings",
                {"Wie het materiaal meebrengt", "Who brings the material"},
                "",
                false,
                Names<v1::Party>()});
  command.Take(pays_, {"--pays",
                       {"Wie het materiaal betaalt", "Who pays for it"},
                       "",
                       false,
                       Names<v1::Party>()});
  command.Take(cost_,
               {"--cost",
                {"Wat is afgesproken over kosten", "What was agreed on costs"},
                "TEXT"});
  command.Take(checks_, {"--check",
                         {"Verklaring die nodig is; mag vaker",
                          "A check that is needed; again for more"},
                         "",
                         false,
                         Names<v1::Check::Kind>()});
  command.Take(languages_, {"--language",
                            {"Taal die de helper moet spreken; mag vaker",
                             "Language the helper must speak; again for more"},
                            "nl"});
  command.Take(risk_, {"--risk",
                       {"Hoe voorzichtig; anders volgens de vaardigheid",
                        "How careful; else by the skill"},
                       "",
                       false,
                       Names<v1::RiskClass>()});
  command.Take(structural_,
               {"--structural", {"Komt elke week terug", "Comes back weekly"}});
}

absl::StatusOr<std::vector<v1::TimeWindow>> WindowsOf(
    Session& session, const std::vector<std::string>& when) {
  std::vector<v1::TimeWindow> windows;
  OMZIEN_ASSIGN_OR_RETURN(const Here here, session.Where());
  for (const std::string& text : when) {
    OMZIEN_ASSIGN_OR_RETURN(const Span span, ParseSpan(text, here));
    v1::TimeWindow& window = windows.emplace_back();
    *window.mutable_start_time() = ToTimestamp(span.start);
    *window.mutable_end_time() = ToTimestamp(span.end);
  }
  return windows;
}

absl::Status JobForm::Fill(Session& session, v1::Job& job) const {
  OMZIEN_RETURN_IF_ERROR(FillWork(session, job));
  OMZIEN_RETURN_IF_ERROR(FillConditions(session, job));
  return FillSupplies(session, job);
}

absl::Status JobForm::FillWork(Session& session, v1::Job& job) const {
  if (!skills_.empty()) job.clear_skills();
  for (const std::string& typed : skills_) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string skill,
                            session.directory().FindSkill(typed));
    job.add_skills(skill);
  }
  if (!what_.empty()) job.set_description(what_);
  if (!when_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::TimeWindow> windows,
                            WindowsOf(session, when_));
    job.mutable_windows()->Assign(windows.begin(), windows.end());
  }
  if (minutes_ != 0) job.mutable_duration()->set_seconds(60LL * minutes_);
  if (!job.has_duration() && !job.skills().empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Skill> catalogue,
                            session.directory().Skills());
    for (const v1::Skill& skill : catalogue) {
      if (skill.name() == job.skills(0) && skill.has_usual_duration()) {
        *job.mutable_duration() = skill.usual_duration();
      }
    }
  }
  if (helpers_ != 0) job.set_helpers_needed(helpers_);
  if (!at_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(v1::Address address,
                            ParseAddress(at_, session.language()));
    *job.mutable_place()->mutable_address() = std::move(address);
  }
  return absl::OkStatus();
}

absl::Status JobForm::FillConditions(Session& session, v1::Job& job) const {
  if (pets_ || stairs_ || smoke_) job.clear_circumstances();
  if (pets_) job.add_circumstances(v1::CIRCUMSTANCE_PETS);
  if (stairs_) job.add_circumstances(v1::CIRCUMSTANCE_STAIRS);
  if (smoke_) job.add_circumstances(v1::CIRCUMSTANCE_SMOKE);
  if (!checks_.empty()) job.clear_checks();
  for (const std::string& typed : checks_) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::Check::Kind kind,
        Chosen<v1::Check::Kind>("--check", typed, session.language()));
    job.add_checks(kind);
  }
  if (!languages_.empty()) {
    job.mutable_languages()->Assign(languages_.begin(), languages_.end());
  }
  if (!risk_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::RiskClass risk,
        Chosen<v1::RiskClass>("--risk", risk_, session.language()));
    job.set_risk(risk);
  }
  if (structural_) job.set_structural(true);
  return absl::OkStatus();
}

absl::Status JobForm::FillSupplies(Session& session, v1::Job& job) const {
  const Language language = session.language();
  if (!brings_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const v1::Party party,
                            Chosen<v1::Party>("--brings", brings_, language));
    job.mutable_supplies()->set_brought_by(party);
  }
  if (!pays_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const v1::Party party,
                            Chosen<v1::Party>("--pays", pays_, language));
    job.mutable_supplies()->set_paid_by(party);
  }
  if (!tools_.empty()) {
    job.mutable_supplies()->mutable_tools()->Assign(tools_.begin(),
                                                    tools_.end());
  }
  if (!cost_.empty()) job.mutable_supplies()->set_cost_note(cost_);
  return absl::OkStatus();
}

}  // namespace omzien::cli
