#include "tests/simulation/state_rules.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/runtime/plain_sealer.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {
namespace {

using core::FromProto;
using core::IdOf;
using core::LinkKey;
using store::v1::JournalEntry;
using store::v1::OutboxRecord;
using store::v1::TimerRecord;
using v1::Invitation;
using v1::Job;

bool HasTimer(const Ledger& ledger, const std::string& key,
              TimerRecord::Kind kind, const std::string& subject) {
  const auto timer = ledger.timers.find(key);
  return timer != ledger.timers.end() && timer->second.kind() == kind &&
         timer->second.subject() == subject;
}

void CheckAskTimers(const Ledger& ledger, Findings& findings) {
  for (const auto& [name, record] : ledger.invitations) {
    const Invitation::State state = record.invitation().state();
    if (!core::IsOpen(state)) {
      if (!record.timer().empty()) findings.Add(name, " is over, with a timer");
      continue;
    }
    const auto kind = state == Invitation::STATE_SENT
                          ? TimerRecord::KIND_LAPSE_INVITATION
                          : TimerRecord::KIND_SEND_INVITATION;
    if (!HasTimer(ledger, record.timer(), kind, name)) {
      findings.Add(name, " is ", Invitation::State_Name(state), " without its ",
                   TimerRecord::Kind_Name(kind));
    }
  }
}

bool HasWork(const Ledger& ledger, const std::string& need,
             const std::string& job) {
  for (const std::string& id :
       ledger.Linked(LinkKey({"call", IdOf(need), ""}))) {
    const auto task = ledger.tasks.find(core::NameOf("tasks", id));
    if (task == ledger.tasks.end()) continue;
    const std::string& about = task->second.task().job_id();
    if (about.empty() || about == job) return true;
  }
  return false;
}

void CheckJobs(const Ledger& ledger, Findings& findings) {
  for (const auto& [name, record] : ledger.needs) {
    for (int i = 0; i < record.need().jobs_size(); ++i) {
      const Job& job = record.need().jobs(i);
      const std::string& wave = record.jobs(i).next_wave_timer();
      const bool waits =
          HasTimer(ledger, wave, TimerRecord::KIND_NEXT_WAVE, name);
      if (job.state() != Job::STATE_OPEN) {
        if (waits) findings.Add(name, ": a wave waits for a job that is over");
        continue;
      }
      if (!waits &&
          ledger.Linked(LinkKey({"io", IdOf(name), job.id(), ""})).empty() &&
          !HasWork(ledger, name, job.id())) {
        findings.Add(name, ", job ", job.id(),
                     " is open, and nothing will ever happen to it");
      }
    }
  }
}

bool IsKnown(const Ledger& ledger, const std::string& name) {
  return name.empty() || RevisionOf(ledger, name) > 0;
}

void CheckSubjects(const Ledger& ledger, Findings& findings) {
  std::set<std::string> nights;
  for (const auto& [key, timer] : ledger.timers) {
    if (timer.kind() == TimerRecord::KIND_RECKON_PRICES) {
      // One for each municipality.
      if (!absl::StartsWith(timer.subject(), "municipalities/") ||
          !nights.insert(timer.subject()).second) {
        findings.Add("the night ", key, " is of ", timer.subject());
      }
      continue;
    }
    const bool regular = timer.kind() == TimerRecord::KIND_FORGET_REQUESTS ||
                         timer.kind() == TimerRecord::KIND_RETAIN ||
                         timer.kind() == TimerRecord::KIND_RENEW_CHECK;
    if (timer.subject().empty() != regular ||
        !IsKnown(ledger, timer.subject())) {
      findings.Add("the timer ", key, " is about ", timer.subject());
    }
    if (timer.kind() == TimerRecord::KIND_LAPSE_INVITATION ||
        timer.kind() == TimerRecord::KIND_SEND_INVITATION) {
      const auto ask = ledger.invitations.find(timer.subject());
      if (ask != ledger.invitations.end() && ask->second.timer() != key) {
        findings.Add("the timer ", key, " is not the one of ", timer.subject());
      }
    }
  }
  for (const auto& [id, message] : ledger.outbox) {
    if (message.id() != id || !IsKnown(ledger, message.recipient()) ||
        !IsKnown(ledger, message.need()) ||
        !IsKnown(ledger, message.invitation()) ||
        !IsKnown(ledger, message.appointment())) {
      findings.Add("a message is about nothing: ", message.ShortDebugString());
    }
  }
}

}  // namespace

void CheckFutures(const Ledger& ledger, Findings& findings) {
  CheckAskTimers(ledger, findings);
  CheckJobs(ledger, findings);
  CheckSubjects(ledger, findings);
}

void CheckPairs(const Ledger& ledger, Findings& findings) {
  for (const auto& [name, record] : ledger.invitations) {
    const Invitation& ask = record.invitation();
    // A snoozed ask is judged anew before it is sent again.
    if (ask.state() != Invitation::STATE_PLANNED &&
        ask.state() != Invitation::STATE_SENT) {
      continue;
    }
    const std::string& resident = ledger.needs.at(ask.need()).need().resident();
    const auto& apart =
        ledger.people.at(core::PersonOfVolunteer(ask.volunteer()))
            .person()
            .kept_apart();
    for (const auto& each : apart) {
      if (each.person() == resident) {
        findings.Add(name, " stands open between ", ask.volunteer(), " and ",
                     resident, ", who are kept apart");
      }
    }
  }
}

void CheckJournal(const core::Reader& store, const Ledger& ledger,
                  Findings& findings) {
  // What was kept for long enough has gone from the front.
  std::int64_t last =
      std::max<std::int64_t>(1, ledger.lane.first_sequence()) - 1;
  const absl::Status read =
      store.Scan(core::Keyspace::kJournal, {}, /*reverse=*/false,
                 [&](absl::string_view key, absl::string_view) {
                   if (core::SequenceOf(key) != last + 1) {
                     findings.Add("the journal goes from ", last, " to ",
                                  core::SequenceOf(key));
                   }
                   last = core::SequenceOf(key);
                   return true;
                 });
  if (!read.ok()) findings.Add("the journal: ", read.ToString());
  if (last != ledger.lane.sequence()) {
    findings.Add("the journal ends at ", last, " and the lane at ",
                 ledger.lane.sequence());
  }
}

void CheckSettled(const core::Reader& store, const Ledger& ledger,
                  const std::set<std::string>& told, Findings& findings) {
  for (const auto& [id, message] : ledger.outbox) {
    findings.Add("a message waits for ever: ", message.ShortDebugString());
  }
  for (const auto& [name, record] : ledger.needs) {
    for (const Job& job : record.need().jobs()) {
      if (job.state() == Job::STATE_OPEN) {
        findings.Add(name, ", job ", job.id(), " stays open for ever");
      }
    }
  }
  for (const auto& [name, record] : ledger.invitations) {
    if (core::IsOpen(record.invitation().state())) {
      findings.Add(name, " waits for ever: ",
                   Invitation::State_Name(record.invitation().state()));
    }
  }
  std::set<std::string> tasks;
  for (const auto& [name, record] : ledger.tasks) {
    tasks.insert(record.outbox().id());
  }
  std::set<std::string> made;
  std::optional<absl::Time> journal_since;
  runtime::PlainSealer sealer;
  core::RecordCodec codec(sealer);
  const absl::Status read = store.Scan(
      core::Keyspace::kJournal, {}, /*reverse=*/false,
      [&](absl::string_view, absl::string_view value) {
        JournalEntry entry;
        if (!codec.Decode(value, entry).ok()) return false;
        if (!journal_since) journal_since = FromProto(entry.time());
        for (const OutboxRecord& message : entry.notices()) {
          if (!message.appointment().empty()) {
            made.insert(message.appointment() + " " +
                        v1::Notice::Kind_Name(message.kind()));
          }
          // What it was about was kept for long enough, with the desk's work.
          if (!IsKnown(ledger, message.need())) continue;
          if (message.channel() == v1::CHANNEL_EMAIL &&
              !told.contains(message.id()) && !tasks.contains(message.id())) {
            findings.Add("nobody was told: ", message.ShortDebugString());
          }
        }
        return true;
      });
  if (!read.ok()) findings.Add("the journal: ", read.ToString());
  for (const auto& [name, record] : ledger.appointments) {
    // What was told before has gone from the journal.
    if (journal_since &&
        FromProto(record.appointment().create_time()) < *journal_since) {
      continue;
    }
    if (!made.contains(name + " KIND_APPOINTMENT_MADE") ||
        !made.contains(name + " KIND_APPOINTMENT_CONFIRMED")) {
      findings.Add(name, " was made and not told to both sides");
    }
  }
}

}  // namespace omzien::simulation
