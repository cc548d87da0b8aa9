// Rules of every change: messages, and the journal.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/names.h"
#include "server/core/times.h"
#include "tests/simulation/change_rules.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {
namespace {

using core::FromProto;
using store::v1::JournalEntry;
using store::v1::OutboxRecord;
using v1::Notice;

// Work for the desk that this change brought, to tell this message.
bool HasTask(const Change& change, const Ledger& ledger,
             const std::string& message) {
  return std::ranges::any_of(change.puts, [&](const std::string& name) {
    const auto task = ledger.tasks.find(name);
    return task != ledger.tasks.end() && task->second.outbox().id() == message;
  });
}

// The desk has the recipient before it, and tells there and then.
bool IsToldAtOnce(const JournalEntry& entry, const OutboxRecord& message) {
  return entry.actor().role() == v1::ROLE_DESK &&
         entry.on_behalf_of() == message.recipient() &&
         (entry.channel() == v1::CHANNEL_PHONE ||
          entry.channel() == v1::CHANNEL_VISIT);
}

// A message that says this may no longer be dropped.
bool StillHolds(const OutboxRecord& message, const Ledger& ledger,
                absl::Time now) {
  if (message.kind() == Notice::KIND_INVITED) {
    const auto record = ledger.invitations.find(message.invitation());
    return record != ledger.invitations.end() &&
           record->second.invitation().state() == v1::Invitation::STATE_SENT;
  }
  if (message.kind() == Notice::KIND_APPOINTMENT_MADE ||
      message.kind() == Notice::KIND_APPOINTMENT_CONFIRMED) {
    const auto record = ledger.appointments.find(message.appointment());
    if (record == ledger.appointments.end()) return false;  // Let go of.
    const auto& appointment = record->second.appointment();
    return appointment.state() == v1::Appointment::STATE_AGREED &&
           FromProto(appointment.start_time()) > now;
  }
  return false;
}

void CheckTold(const OutboxRecord& message, const Change& change,
               const Ledger& ledger, Findings& findings) {
  if (message.channel() == v1::CHANNEL_EMAIL &&
      !ledger.outbox.contains(message.id())) {
    findings.Add(change.entry.method(), ": the mail ", message.id(),
                 " is not in the outbox");
  }
  if (message.channel() == v1::CHANNEL_PHONE &&
      !IsToldAtOnce(change.entry, message) &&
      !HasTask(change, ledger, message.id())) {
    findings.Add(change.entry.method(), ": nobody has the task to phone ",
                 message.recipient(), " about ",
                 Notice::Kind_Name(message.kind()));
  }
}

void CheckSent(const OutboxRecord& message, const Change& change,
               const Scene& scene, Findings& findings) {
  if (scene.delivered.contains(message.id()) ||
      HasTask(change, scene.ledger, message.id())) {
    return;
  }
  if (change.entry.method() != "DropMessage") {
    findings.Add(change.entry.method(), " took the message ", message.id(),
                 " from the outbox, and nobody has been told");
  } else if (StillHolds(message, scene.ledger,
                        FromProto(change.entry.time()))) {
    findings.Add("a message was dropped that still held: ",
                 message.ShortDebugString());
  }
}

bool IsTimer(const std::string& method) {
  return method == "SendInvitation" || method == "LapseInvitation" ||
         method == "AskNextWave" || method == "Remind" ||
         method == "AskHowItWent";
}

}  // namespace

void CheckMessages(const Change& change, const Scene& scene,
                   Findings& findings) {
  for (const OutboxRecord& message : change.entry.notices()) {
    CheckTold(message, change, scene.ledger, findings);
  }
  for (const std::string& id : change.sent) {
    const auto before = change.before.outbox.find(id);
    if (before == change.before.outbox.end()) continue;
    CheckSent(before->second, change, scene, findings);
  }
}

void JournalRule::Check(const Change& change, const Scene& scene,
                        Findings& findings) {
  if (!change.has_entry) return;
  const JournalEntry& entry = change.entry;
  if (entry.sequence() != last_.sequence() + 1) {
    findings.Add("journal entry ", entry.sequence(), " comes after ",
                 last_.sequence());
  }
  if (FromProto(entry.time()) < FromProto(last_.time())) {
    findings.Add("journal entry ", entry.sequence(), " is of an earlier time");
  }
  if (scene.clock_in_doubt && IsTimer(entry.method())) {
    findings.Add(entry.method(), " ran while the clock was in doubt");
  }
  const v1::Consent& consent = entry.consent();
  if (!entry.on_behalf_of().empty() &&
      (consent.given_by().empty() ||
       consent.way() == v1::Consent::WAY_UNSPECIFIED || !consent.has_time() ||
       FromProto(consent.time()) > FromProto(entry.time()))) {
    findings.Add("journal entry ", entry.sequence(),
                 " does not say who agreed, when and how");
  }
  // Whom it concerns finds it by a link of its own.
  std::vector<std::string> watchers(entry.audience().begin(),
                                    entry.audience().end());
  if (!entry.municipality().empty()) watchers.push_back(entry.municipality());
  for (const std::string& watcher : watchers) {
    if (!scene.ledger.links.contains(
            core::WatchKey(watcher, entry.sequence()))) {
      findings.Add("a watch of ", watcher, " does not find entry ",
                   entry.sequence());
    }
  }
  last_.set_sequence(entry.sequence());
  *last_.mutable_time() = entry.time();
}

void JournalRule::Begin(const Ledger& ledger) { last_ = ledger.lane; }

}  // namespace omzien::simulation
