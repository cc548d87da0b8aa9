#include "tests/simulation/outage_rule.h"

#include <algorithm>
#include <string>

#include "absl/time/time.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/times.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {
namespace {

using core::FromProto;
using v1::Invitation;

// A stand-still that is shorter lengthens nothing.
constexpr absl::Duration kOutageMin = absl::Minutes(10);

}  // namespace

void OutageRule::Down(const Ledger& ledger) {
  if (!ledger.lane.has_alive_time()) return;
  alive_ = FromProto(ledger.lane.alive_time());
  // When all that a start wrote is lost, it has not run.
  ran_ += std::max(absl::ZeroDuration(), alive_ - up_);
  for (const auto& [name, record] : ledger.invitations) {
    const Invitation& ask = record.invitation();
    if (ask.state() != Invitation::STATE_SENT) continue;
    owed_.emplace(name, FromProto(ask.lapse_time()) - alive_ + ran_);
  }
}

void OutageRule::Up(const Ledger& ledger, absl::Time now, Findings& findings) {
  up_ = now;
  if (now - alive_ < kOutageMin) ran_ += now - alive_;
  for (const auto& [name, left] : owed_) {
    const absl::Time lapse = now + left - ran_;
    const auto found = ledger.invitations.find(name);
    if (found == ledger.invitations.end()) continue;
    const Invitation& ask = found->second.invitation();
    if (ask.state() != Invitation::STATE_SENT) continue;
    const absl::Time last =
        FromProto(ask.start_times(ask.start_times_size() - 1));
    // Nobody can be given more time than there is before the work.
    if (last <= lapse || FromProto(ask.lapse_time()) >= lapse) continue;
    findings.Add(name, " lapses at ",
                 absl::FormatTime(FromProto(ask.lapse_time())),
                 " after a stand-still, and not at ", absl::FormatTime(lapse));
  }
}

void OutageRule::Paid() {
  owed_.clear();
  ran_ = absl::ZeroDuration();
}

void OutageRule::Note(const Change& change) {
  if (change.entry.method() == "LengthenWaiting") return;
  for (const std::string& name : change.puts) owed_.erase(name);
}

}  // namespace omzien::simulation
