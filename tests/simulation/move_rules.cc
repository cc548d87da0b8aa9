// Rules of every change: states, and places in a job.

#include <string>

#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "server/core/machines.h"
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
using core::MayMove;
using v1::Appointment;
using v1::Invitation;
using v1::Job;

// One command may move a job twice, by way of open.
bool MayCome(Job::State from, Job::State to) {
  return from == to || MayMove(from, to) ||
         (MayMove(from, Job::STATE_OPEN) && MayMove(Job::STATE_OPEN, to));
}

// A new ask is planned first, and may be sent at once.
bool MayCome(Invitation::State from, Invitation::State to) {
  if (from == Invitation::STATE_UNSPECIFIED) {
    return to == Invitation::STATE_PLANNED || to == Invitation::STATE_SENT;
  }
  return from == to || MayMove(from, to);
}

bool MayCome(Appointment::State from, Appointment::State to) {
  return from == to || MayMove(from, to);
}

struct Helpers {
  int agreed = 0;
  int found = 0;  // Agreed, or done with, since the job was last opened.
};

Helpers CountHelpers(const Ledger& ledger, const store::v1::NeedRecord& need,
                     int job) {
  Helpers helpers;
  for (const std::string& id :
       ledger.Linked(LinkKey({"a", IdOf(need.need().name()), ""}))) {
    const auto found = ledger.appointments.find("appointments/" + id);
    if (found == ledger.appointments.end()) continue;
    const Appointment& each = found->second.appointment();
    if (each.job_id() != need.need().jobs(job).id()) continue;
    if (each.state() == Appointment::STATE_AGREED) ++helpers.agreed;
    const bool stands = each.state() != Appointment::STATE_GIVEN_BACK &&
                        each.state() != Appointment::STATE_CANCELLED;
    if (stands && FromProto(each.create_time()) >=
                      FromProto(need.jobs(job).counted_from_time())) {
      ++helpers.found;
    }
  }
  return helpers;
}

void CheckPlaces(const Ledger& ledger, const store::v1::NeedRecord& need,
                 int job, Findings& findings) {
  const Job& work = need.need().jobs(job);
  const Helpers helpers = CountHelpers(ledger, need, job);
  const std::string what = need.need().name() + ", job " + work.id() + " (" +
                           Job::State_Name(work.state()) + "), ";
  if (helpers.agreed > work.helpers_needed()) {
    findings.Add(what, "has ", helpers.agreed, " agreed appointments for ",
                 work.helpers_needed(), " helpers");
  }
  const bool counts = work.state() == Job::STATE_OPEN ||
                      work.state() == Job::STATE_ARRANGED ||
                      work.state() == Job::STATE_UNANSWERED;
  if (counts && work.helpers_found() != helpers.found) {
    findings.Add(what, "counts ", work.helpers_found(), " helpers and has ",
                 helpers.found);
  }
  if (work.state() == Job::STATE_ARRANGED &&
      helpers.found != work.helpers_needed()) {
    findings.Add(what, "is arranged with ", helpers.found, " of ",
                 work.helpers_needed());
  }
  if (!counts && helpers.agreed > 0) {
    findings.Add(what, "is over and has ", helpers.agreed, " agreed");
  }
}

void CheckNeed(const std::string& name, const Change& change,
               const Ledger& ledger, Findings& findings) {
  const auto& need = ledger.needs.at(name);
  const auto before = change.before.needs.find(name);
  for (int i = 0; i < need.need().jobs_size(); ++i) {
    const Job::State from = before == change.before.needs.end()
                                ? Job::STATE_UNSPECIFIED
                                : before->second.need().jobs(i).state();
    const Job::State to = need.need().jobs(i).state();
    if (!MayCome(from, to)) {
      findings.Add(name, ": a job moved from ", Job::State_Name(from), " to ",
                   Job::State_Name(to));
    }
    CheckPlaces(ledger, need, i, findings);
  }
}

// Of a record of which there was one or was none.
template <class Records, class Get>
void CheckState(const std::string& name, const Records& before,
                const Records& after, const Get& state, Findings& findings) {
  const auto found = before.find(name);
  const auto to = state(after.at(name));
  const auto from =
      found == before.end() ? decltype(to)(0) : state(found->second);
  if (!MayCome(from, to)) {
    findings.Add(name, " moved from ", static_cast<int>(from), " to ",
                 static_cast<int>(to));
  }
}

}  // namespace

void CheckMoves(const Change& change, const Scene& scene, Findings& findings) {
  const Ledger& ledger = scene.ledger;
  for (const std::string& name : change.puts) {
    if (name.starts_with("needs/")) {
      CheckNeed(name, change, ledger, findings);
    } else if (name.starts_with("invitations/")) {
      CheckState(
          name, change.before.invitations, ledger.invitations,
          [](const auto& record) { return record.invitation().state(); },
          findings);
    } else if (name.starts_with("appointments/")) {
      CheckState(
          name, change.before.appointments, ledger.appointments,
          [](const auto& record) { return record.appointment().state(); },
          findings);
      const Appointment& each = ledger.appointments.at(name).appointment();
      if (!ledger.needs.contains(each.need())) {
        findings.Add(name, " is of a need that is not there");
      }
    }
  }
}

}  // namespace omzien::simulation
