#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/address_text.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/telling.h"
#include "clients/cli/words.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

std::string Windows(const v1::Job& job, const Telling& telling) {
  return absl::StrJoin(
      job.windows(), "; ",
      [&telling](std::string* out, const v1::TimeWindow& window) {
        out->append(telling.moments.SaySpan(ToTime(window.start_time()),
                                            ToTime(window.end_time())));
      });
}

void AddSupplies(const v1::Supplies& supplies, Language language,
                 Lines& lines) {
  std::vector<std::string> parts;
  if (supplies.brought_by() != v1::PARTY_UNSPECIFIED) {
    parts.push_back(
        Text{"$0 zorgt voor het materiaal", "$0 brings material"}.In(
            language, Say(supplies.brought_by(), language)));
  }
  if (supplies.paid_by() != v1::PARTY_UNSPECIFIED) {
    parts.push_back(Text{"$0 betaalt het", "$0 pays for it"}.In(
        language, Say(supplies.paid_by(), language)));
  }
  if (!supplies.tools().empty()) {
    parts.push_back(Text{"gereedschap: $0", "tools: $0"}.In(
        language, absl::StrJoin(supplies.tools(), ", ")));
  }
  if (!supplies.cost_note().empty()) parts.push_back(supplies.cost_note());
  if (!parts.empty()) {
    lines.push_back(Text{"  Materiaal: $0.", "  Material: $0."}.In(
        language, absl::StrJoin(parts, "; ")));
  }
}

void AddConditions(const v1::Job& job, Language language, Lines& lines) {
  std::vector<std::string> parts;
  for (const int value : job.circumstances()) {
    parts.push_back(Say(static_cast<v1::Circumstance>(value), language));
  }
  for (const int value : job.checks()) {
    parts.push_back(Say(static_cast<v1::Check::Kind>(value), language));
  }
  if (!job.languages().empty()) {
    parts.push_back(Text{"taal: $0", "language: $0"}.In(
        language, absl::StrJoin(job.languages(), ", ")));
  }
  if (job.risk() > v1::RISK_CLASS_LIGHT) {
    parts.push_back(Say(job.risk(), language));
  }
  if (job.structural()) {
    parts.push_back(
        Text{"komt elke week terug", "comes back every week"}.In(language));
  }
  if (!parts.empty()) {
    lines.push_back(Text{"  Let op: $0.", "  Mind: $0."}.In(
        language, absl::StrJoin(parts, ", ")));
  }
}

void AddProgress(const v1::Job& job, const Telling& telling, Lines& lines) {
  const Language language = telling.language();
  const int needed = job.helpers_needed() == 0 ? 1 : job.helpers_needed();
  lines.push_back(
      Text{"  Helpers: $0 van $1 gevonden.", "  Helpers: $0 of $1 found."}.In(
          language, job.helpers_found(), needed));
  if (job.has_start_time()) {
    lines.push_back(Text{"  Begint $0.", "  Starts $0."}.In(
        language, telling.moments.Say(job.start_time())));
  }
  const v1::Job::Attempts& attempts = job.attempts();
  if (attempts.asked() > 0) {
    lines.push_back(Text{"  Gevraagd: $0 ($1); $2 x nee, $3 x geen antwoord.",
                         "  Asked: $0 ($1); $2 x no, $3 x no answer."}
                        .In(language, attempts.asked(),
                            attempts.waves() == 1
                                ? Text{"in 1 ronde", "in 1 wave"}.In(language)
                                : Text{"in $0 rondes", "in $0 waves"}.In(
                                      language, attempts.waves()),
                            attempts.declined(), attempts.lapsed()));
  } else if (job.state() == v1::Job::STATE_UNANSWERED) {
    lines.push_back(Text{"  Er was niemand die gevraagd kon worden.",
                         "  There was nobody who could be asked."}
                        .In(language));
  } else if (job.state() == v1::Job::STATE_OPEN) {
    lines.push_back(
        Text{"  Nog niemand gevraagd: dat gebeurt zodra het mag en er iemand "
             "kan.",
             "  Nobody asked yet: that happens as soon as it may and somebody "
             "can."}
            .In(language));
  }
  if (attempts.asked() > 0 && attempts.eligible() > 0) {
    lines.push_back(
        attempts.eligible() == 1
            ? Text{"  Bij de laatste ronde was er 1 iemand die dit kon doen.",
                   "  At the last wave 1 person could do this."}
                  .In(language)
            : Text{"  Bij de laatste ronde konden $0 mensen dit doen.",
                   "  At the last wave $0 people could do this."}
                  .In(language, attempts.eligible()));
  }
  if (job.has_referral()) {
    lines.push_back(
        Text{"  Doorverwezen naar $0. $1", "  Referred to $0. $1"}.In(
            language, job.referral().initiative(), job.referral().contact()));
  }
}

void AddJob(const v1::Job& job, const Telling& telling, Lines& lines) {
  const Language language = telling.language();
  lines.push_back(Text{"Klus $0: $1 - $2", "Job $0: $1 - $2"}.In(
      language, job.id(), telling.Skills(job), Say(job.state(), language)));
  if (!job.description().empty()) {
    lines.push_back(absl::StrCat("  \"", job.description(), "\""));
  }
  if (job.has_duration()) {
    lines.push_back(Text{"  Duurt ongeveer $0.", "  Takes about $0."}.In(
        language, SayDuration(job.duration(), language)));
  }
  lines.push_back(Text{"  Kan op: $0.", "  Possible: $0."}.In(
      language, Windows(job, telling)));
  const std::string address = SayAddress(job.place().address());
  if (!address.empty()) {
    lines.push_back(Text{"  Waar: $0.", "  Where: $0."}.In(language, address));
  }
  AddConditions(job, language, lines);
  AddSupplies(job.supplies(), language, lines);
  AddProgress(job, telling, lines);
}

}  // namespace

std::string Telling::Volunteer(const std::string& volunteer) const {
  const std::size_t slash = volunteer.rfind('/');
  const std::string id =
      slash == std::string::npos ? volunteer : volunteer.substr(slash + 1);
  return person(absl::StrCat("people/", id));
}

std::string Telling::Skills(const v1::Job& job) const {
  std::vector<std::string> names;
  for (const std::string& one : job.skills()) names.push_back(skill(one));
  return absl::StrJoin(names, ", ");
}

const v1::Job* FindJob(const v1::Need& need, const std::string& job_id) {
  for (const v1::Job& job : need.jobs()) {
    if (job_id.empty() || job.id() == job_id) return &job;
  }
  return nullptr;
}

Lines TellNeed(const v1::Need& need, const Telling& telling) {
  const Language language = telling.language();
  Lines lines;
  lines.push_back(Text{"$0 vraagt hulp: $1.", "$0 asks for help: $1."}.In(
      language, telling.person(need.resident()), Say(need.state(), language)));
  lines.push_back(
      Text{"$0, gevraagd op $1 via $2.", "$0, asked on $1 by $2."}.In(
          language, need.name(), telling.moments.Say(need.create_time()),
          Say(need.channel(), language)));
  if (need.own_network() != v1::Need::OWN_NETWORK_UNSPECIFIED) {
    lines.push_back(Text{"Is er iemand in de buurt gevraagd? $0.",
                         "Has someone near been asked? $0."}
                        .In(language, Say(need.own_network(), language)));
  }
  for (const v1::Need::Contact& contact : need.contacts()) {
    std::string name = telling.person(contact.person());
    // The name may be closed to who looks.
    if (absl::StrContains(name, '/')) {
      name = Text{"iemand", "somebody"}.In(language);
    }
    lines.push_back(Text{"Contactpersoon: $0$1", "Contact person: $0$1"}.In(
        language, name,
        contact.relation().empty()
            ? ""
            : absl::StrCat(" (", contact.relation(), ")")));
  }
  if (!need.desk_note().empty()) {
    lines.push_back(Text{"Notitie van de balie: $0", "Note of the desk: $0"}.In(
        language, need.desk_note()));
  }
  for (const v1::Job& job : need.jobs()) AddJob(job, telling, lines);
  return lines;
}

}  // namespace omzien::cli
