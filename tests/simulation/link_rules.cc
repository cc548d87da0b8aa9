// Rules of the whole store: the secondary keys are exactly those that the
// records call for.

#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/look.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/times.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/state_rules.h"

namespace omzien::simulation {
namespace {

using core::AscendingKey;
using core::DescendingKey;
using core::FromProto;
using core::IdOf;
using core::LinkKey;

using Links = std::map<std::string, std::string>;

void AddPeople(const Ledger& ledger, Links& links) {
  for (const auto& [name, record] : ledger.people) {
    links[LinkKey({"p", IdOf(record.person().municipality()), IdOf(name)})];
  }
  for (const auto& [name, record] : ledger.volunteers) {
    for (const auto& municipality : record.volunteer().municipalities()) {
      links[LinkKey({"v", IdOf(municipality), IdOf(name)})];
    }
  }
}

void AddNeeds(const Ledger& ledger, Links& links) {
  for (const auto& [name, record] : ledger.needs) {
    const auto& need = record.need();
    const std::string when = DescendingKey(FromProto(need.create_time()));
    links[LinkKey({"n", IdOf(need.municipality()), when, IdOf(name)})];
    links[LinkKey({"r", IdOf(need.resident()), when, IdOf(name)})] =
        core::KindsOf(need);
    for (const auto& contact : need.contacts()) {
      links[LinkKey({"c", IdOf(contact.person()), IdOf(name)})] =
          IdOf(need.resident());
    }
  }
}

// An ask has no time of creation: one of its keys says it to the others.
std::map<std::string, std::string> TimesOfAsks(const Ledger& ledger) {
  std::map<std::string, std::string> times;
  for (auto link = ledger.links.lower_bound("i/");
       link != ledger.links.end() && absl::StartsWith(link->first, "i/");
       ++link) {
    const std::vector<std::string> parts = absl::StrSplit(link->first, '/');
    if (parts.size() == 4) times["invitations/" + parts[3]] = parts[2];
  }
  return times;
}

void AddAsks(const Ledger& ledger, Links& links) {
  auto times = TimesOfAsks(ledger);
  for (const auto& [name, record] : ledger.invitations) {
    const auto& ask = record.invitation();
    const std::string id = IdOf(name);
    const std::string& when = times[name];
    links[LinkKey({"i", IdOf(ask.need()), when, id})];
    links[LinkKey({"iv", IdOf(ask.volunteer()), when, id})];
    links[LinkKey({"im", IdOf(ask.municipality()), when, id})];
    links[LinkKey({"code", absl::StrReplaceAll(ask.code(), {{"-", ""}})})] =
        name;
    if (!core::IsOpen(ask.state())) continue;
    links[LinkKey({"io", IdOf(ask.need()), ask.job_id(), id})];
    if (ask.state() == v1::Invitation::STATE_SNOOZED) continue;
    links[LinkKey({"ivo", IdOf(ask.volunteer()), id})];
  }
}

void AddAppointments(const Ledger& ledger, Links& links) {
  for (const auto& [name, record] : ledger.appointments) {
    const auto& each = record.appointment();
    const std::string id = IdOf(name);
    const std::string when = DescendingKey(FromProto(each.create_time()));
    links[LinkKey({"a", IdOf(each.need()), when, id})];
    links[LinkKey({"av", IdOf(each.volunteer()), when, id})];
    links[LinkKey({"ar", IdOf(each.resident()), when, id})];
    links[LinkKey({"am", IdOf(each.municipality()), when, id})];
    if (each.state() != v1::Appointment::STATE_AGREED) continue;
    links[LinkKey({"avo", IdOf(each.volunteer()), id})];
  }
}

void AddTasks(const Ledger& ledger, Links& links) {
  for (const auto& [name, record] : ledger.tasks) {
    const auto& task = record.task();
    const std::string id = IdOf(name);
    const std::string when = AscendingKey(FromProto(task.create_time()));
    links[LinkKey({"t", IdOf(task.municipality()), when, id})];
    if (!task.person().empty()) {
      links[LinkKey({"tp", IdOf(task.person()), when, id})];
    }
    if (!task.need().empty()) links[LinkKey({"tn", IdOf(task.need()), id})];
    if (task.has_close_time()) continue;
    links[LinkKey({"to", IdOf(task.municipality()), when, id})];
    if (task.kind() == v1::Task::KIND_COMPLAINT ||
        task.kind() == v1::Task::KIND_INCIDENT) {
      links[LinkKey({"rep", IdOf(task.person()), id})];
      if (!task.about().empty()) {
        links[LinkKey({"rep", IdOf(task.about()), id})];
      }
      continue;
    }
    std::string about = task.subject().empty() ? task.need() : task.subject();
    if (about.empty()) about = task.person();
    links[LinkKey({"call", IdOf(about), id})];
  }
}

void AddLooks(const Ledger& ledger, Links& links) {
  std::map<std::string, absl::Time> newest;
  for (const auto& [name, record] : ledger.looks) {
    const auto& look = record.look();
    links[core::LookKey(look)];
    const std::string last = core::LastLookKey(look.person(), look.viewer());
    const absl::Time time = FromProto(look.first_time());
    const auto [known, is_new] = newest.try_emplace(last, time);
    if (!is_new && known->second > time) continue;
    // Two of one moment, in two roles: either may have been the last.
    const auto led = ledger.links.find(last);
    if (!is_new && known->second == time && led != ledger.links.end() &&
        led->second == links[last]) {
      continue;
    }
    known->second = time;
    links[last] = IdOf(name);
  }
}

}  // namespace

void CheckLinks(const Ledger& ledger, Findings& findings) {
  // Links to the journal, which is not in the ledger, are JournalRule's.
  Links there;
  for (const auto& [key, value] : ledger.links) {
    if (!absl::StartsWith(key, "w/")) there.emplace(key, value);
  }
  Links wanted;
  AddPeople(ledger, wanted);
  AddNeeds(ledger, wanted);
  AddAsks(ledger, wanted);
  AddAppointments(ledger, wanted);
  AddTasks(ledger, wanted);
  AddLooks(ledger, wanted);
  if (wanted == there) return;
  for (const auto& [key, value] : wanted) {
    const auto found = there.find(key);
    if (found == there.end()) {
      findings.Add("the key ", key, " is missing");
    } else if (found->second != value) {
      findings.Add("the key ", key, " leads to ", found->second, " and not to ",
                   value);
    }
  }
  for (const auto& [key, value] : there) {
    if (!wanted.contains(key)) findings.Add("the key ", key, " is of nothing");
  }
}

}  // namespace omzien::simulation
