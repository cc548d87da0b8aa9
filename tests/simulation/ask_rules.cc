// Rules of every change: asks within the volunteers' limits.

#include <algorithm>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/catalogue.h"
#include "server/core/machines.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/times.h"
#include "tests/simulation/change_rules.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {
namespace {

using core::FromProto;
using core::IdOf;
using core::LinkKey;
using v1::Invitation;

constexpr absl::Duration kWeek = absl::Hours(24 * 7);

bool IsApart(const Ledger& ledger, const std::string& one,
             const std::string& other) {
  const auto person = ledger.people.find(one);
  if (person == ledger.people.end()) return false;
  const auto& apart = person->second.person().kept_apart();
  return std::ranges::any_of(
      apart, [&other](const auto& each) { return each.person() == other; });
}

void CheckApart(const Ledger& ledger, const std::string& what,
                const std::string& volunteer, const std::string& resident,
                Findings& findings) {
  const std::string person = core::PersonOfVolunteer(volunteer);
  if (person == resident) findings.Add(what, " asks a resident for herself");
  if (IsApart(ledger, person, resident) || IsApart(ledger, resident, person)) {
    findings.Add(what, " brings ", person, " and ", resident,
                 " together, who are kept apart");
  }
}

// Of the wall clock.
bool IsWithin(int start_min, int end_min, int now_min) {
  if (start_min <= end_min) return now_min >= start_min && now_min < end_min;
  return now_min >= start_min || now_min < end_min;
}

void CheckLimits(const Invitation& ask, const Scene& scene, absl::Time now,
                 Findings& findings) {
  const Ledger& ledger = scene.ledger;
  const auto& record = ledger.volunteers.at(ask.volunteer());
  const auto& person = ledger.people.at(record.volunteer().person()).person();
  const auto volunteer = core::ToMatcher(
      core::VolunteerFacts{record, person, {}, 0}, scene.catalogue);
  if (!volunteer.ok()) {
    findings.Add(ask.volunteer(), ": ", volunteer.status().ToString());
    return;
  }
  const matcher::Limits& limits = volunteer->limits;
  const auto zone = scene.catalogue.FindMunicipality(ask.municipality())->zone;
  const auto local = zone.At(now).cs;
  if (IsWithin(limits.quiet_start_min, limits.quiet_end_min,
               local.hour() * 60 + local.minute())) {
    findings.Add(ask.name(), " was sent at ", absl::FormatTime(now, zone),
                 ", a quiet hour of ", ask.volunteer());
  }
  const auto week = std::ranges::count_if(
      volunteer->asked_times,
      [now](absl::Time time) { return time > now - kWeek && time <= now; });
  if (week > limits.asks_per_week_max) {
    findings.Add(ask.name(), " is ask number ", week, " in a week to ",
                 ask.volunteer(), ", who takes ", limits.asks_per_week_max);
  }
  const auto open =
      ledger.Linked(LinkKey({"ivo", IdOf(ask.volunteer()), ""})).size();
  if (static_cast<int>(open) > limits.open_asks_max) {
    findings.Add(ask.name(), " makes ", open, " open asks to ", ask.volunteer(),
                 ", who takes ", limits.open_asks_max);
  }
}

void CheckOnce(const Invitation& ask, const Ledger& ledger,
               Findings& findings) {
  int open = 0;
  for (const std::string& id :
       ledger.Linked(LinkKey({"io", IdOf(ask.need()), ask.job_id(), ""}))) {
    const auto found = ledger.invitations.find(core::NameOf("invitations", id));
    if (found == ledger.invitations.end()) continue;
    const Invitation& each = found->second.invitation();
    if (each.volunteer() == ask.volunteer() && core::IsOpen(each.state())) {
      ++open;
    }
  }
  if (open > 1) {
    findings.Add(ask.volunteer(), " has ", open, " open asks for ", ask.need(),
                 ", job ", ask.job_id());
  }
}

}  // namespace

void CheckAsks(const Change& change, const Scene& scene, Findings& findings) {
  const Ledger& ledger = scene.ledger;
  const absl::Time now = FromProto(change.entry.time());
  for (const std::string& name : change.puts) {
    if (name.starts_with("invitations/")) {
      const Invitation& ask = ledger.invitations.at(name).invitation();
      const auto before = change.before.invitations.find(name);
      const bool is_new = before == change.before.invitations.end();
      const bool sent = ask.state() == Invitation::STATE_SENT &&
                        (is_new || before->second.invitation().state() !=
                                       Invitation::STATE_SENT);
      if (!is_new && !sent) continue;
      CheckOnce(ask, ledger, findings);
      CheckApart(ledger, name, ask.volunteer(),
                 ledger.needs.at(ask.need()).need().resident(), findings);
      if (sent) CheckLimits(ask, scene, now, findings);
    } else if (name.starts_with("appointments/") &&
               !change.before.appointments.contains(name)) {
      const auto& made = ledger.appointments.at(name).appointment();
      CheckApart(ledger, name, made.volunteer(), made.resident(), findings);
    }
  }
}

}  // namespace omzien::simulation
