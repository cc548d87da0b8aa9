#include "tests/simulation/year.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "server/core/catalogue.h"
#include "server/core/channel.h"
#include "server/core/times.h"
#include "tests/simulation/acts.h"
#include "tests/simulation/change_rules.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/state_rules.h"
#include "tests/simulation/street.h"

namespace omzien::simulation {
namespace {

constexpr absl::Duration kLength = absl::Hours(24 * 365);
// Times that are asked for lie three weeks ahead at most; clocks and stand-
// stills add to that.
constexpr absl::Duration kRest = absl::Hours(24 * 45);
constexpr int kFirstPeople = 25;
constexpr int kCheckEvery = 80;
constexpr int kCompareEvery = 150;
// Journal entries that a failure shows, besides those about what it names.
constexpr int kLatest = 12;
constexpr int kAll = std::numeric_limits<int>::max();

}  // namespace

Year::Year(std::uint64_t seed, const core::Writer& writer)
    : seed_(seed),
      dice_(seed),
      settings_(DrawSettings(dice_)),
      catalogue_(core::Catalogue::Make(settings_).value()),
      host_({.seed = seed,
             .settings = settings_,
             .writer = writer,
             .findings = findings_,
             .on_change = [this](const Change& change) { Note(change); }}),
      calls_(host_, dice_, findings_),
      post_(host_, writer, dice_, findings_),
      town_{dice_, host_, calls_} {
  for (const auto& acts : {ResidentActs(), VolunteerActs(), DeskActs()}) {
    acts_.insert(acts_.end(), acts.begin(), acts.end());
  }
  for (const simulation::Act& act : acts_) weights_ += act.weight;
}

bool Year::Run() {
  Start();
  if (findings_.empty()) Populate();
  const absl::Time end = host_.clock().TimeNow() + kLength;
  while (findings_.empty() && host_.clock().TimeNow() < end) Step();
  if (findings_.empty()) Settle();
  for (const auto& [what, times] : calls_.tally()) tally_[what] += times;
  tally_["delivered"] = static_cast<int>(post_.delivered().size());
  return findings_.empty();
}

void Year::Populate() {
  for (int i = 0; i < kFirstPeople; ++i) {
    EnterPerson(town_);
    if (dice_.OneIn(2)) ImportVolunteers(town_);
    host_.Settle();
  }
}

void Year::Step() {
  ++step_;
  LetTimePass();
  if (!dice_.OneIn(10)) host_.engine().RunTimers([](absl::Time) {});
  for (int acts = dice_.Below(3); acts > 0; --acts) Act();
  Serve();
  DrawFault();
  if (host_.disk().pending() == 0) outage_.Paid();
  if (step_ % kCheckEvery == 0) CheckAll();
  // Two servers agree on the time only while they trust the clock.
  if (step_ % kCompareEvery == 0 && clock_is_off_ == absl::ZeroDuration() &&
      !host_.engine().clock_jumped()) {
    host_.CompareWithTwin(PickRecent(town_, "n", "needs"));
  }
}

// Busy hours mostly, and now and then days on which nobody does anything.
void Year::LetTimePass() {
  const int pace = dice_.Below(20);
  if (pace < 5) return;
  if (pace < 16) {
    host_.clock().Advance(
        dice_.AtMost(pace < 13 ? absl::Hours(3) : absl::Hours(14)));
    return;
  }
  for (int i = dice_.Between(2, 18); i > 0 && findings_.empty(); --i) {
    host_.clock().Advance(absl::Hours(12));
    host_.engine().RunTimers([](absl::Time) {});
    host_.Settle();
    post_.Work();
  }
}

void Year::Act() {
  int place = dice_.Below(weights_);
  for (const simulation::Act& act : acts_) {
    place -= act.weight;
    if (place < 0) return act.perform(town_);
  }
}

// The lane works, the disk gets so far, and the post goes.
void Year::Serve() {
  if (dice_.OneIn(20)) calls_.Repeat();
  if (dice_.OneIn(5)) calls_.Retry();
  if (dice_.OneIn(3)) {
    host_.Work(dice_.Below(6));
  } else {
    host_.Work();
  }
  if (dice_.OneIn(2)) host_.disk().MakeDurable(dice_.OneIn(2) ? kAll : 1);
  if (dice_.OneIn(2)) {
    post_.Work();
    host_.Work(dice_.Below(10));
  }
  if (dice_.OneIn(2)) host_.disk().MakeDurable(dice_.Below(8));
  if (dice_.OneIn(60)) {
    Happened(post_.away() ? "mail is back" : "mail is away");
    post_.set_away(!post_.away());
  }
}

void Year::Note(const Change& change) {
  const Scene scene{
      .catalogue = catalogue_,
      .ledger = host_.ledger(),
      .delivered = post_.delivered(),
      .clock_in_doubt = host_.running() && host_.engine().clock_jumped()};
  CheckMoves(change, scene, findings_);
  CheckAsks(change, scene, findings_);
  CheckMessages(change, scene, findings_);
  journal_.Check(change, scene, findings_);
  outage_.Note(change);
  calls_.Note(change);
  if (change.entry.method() == "LapseInvitation") Happened("lapsed");
  if (change.entry.method() == "RecordDelivery" && !change.puts.empty()) {
    Happened("mail given up");
  }
  if (change.entry.method() == "Retain") {
    for (const std::string& name : change.gone) {
      calls_.LetGo(name);
      const auto task = change.before.tasks.find(name);
      if (task != change.before.tasks.end()) {
        settled_.insert(task->second.outbox().id());
      }
      Happened("let go");
    }
    if (change.entry.sequence() >= host_.ledger().lane.first_sequence() &&
        host_.ledger().lane.first_sequence() > 1) {
      Happened("journal let go");
    }
  }
  if (change.entry.method() == "RemindOfChecks" &&
      !change.entry.notices().empty()) {
    Happened("reminded of a check");
  }
  if (change.entry.method() == "DropMessage") {
    settled_.insert(change.sent.begin(), change.sent.end());
  }
  if (!change.has_entry) return;
  entries_.push_back(change.entry);
}

void Year::CheckAll() {
  CheckFutures(host_.ledger(), findings_);
  CheckLinks(host_.ledger(), findings_);
  CheckPairs(host_.ledger(), findings_);
  CheckJournal(host_.disk(), host_.ledger(), findings_);
}

// Nobody does anything any more, and nothing fails: what was begun ends.
void Year::Settle() {
  host_.engine().RunTimers([](absl::Time) {});
  host_.Settle();
  if (host_.engine().clock_jumped()) host_.engine().ConfirmClock();
  post_.set_away(false);
  const absl::Time end = host_.clock().TimeNow() + kRest;
  while (findings_.empty() && host_.clock().TimeNow() < end) {
    host_.clock().Advance(absl::Hours(8));
    host_.engine().RunTimers([](absl::Time) {});
    for (int rounds = 0; rounds < 3; ++rounds) {
      host_.Settle();
      post_.Work();
    }
    host_.Settle();
  }
  std::set<std::string> told = post_.delivered();
  told.insert(settled_.begin(), settled_.end());
  CheckAll();
  CheckSettled(host_.disk(), host_.ledger(), told, findings_);
}

std::string Year::Explain() const {
  const std::string found = absl::StrJoin(findings_.all(), "\n");
  std::string text =
      absl::StrCat("seed ", seed_, ", step ", step_, ", core's time ",
                   absl::FormatTime(host_.CoreTime()), ":\n", found,
                   "\nwhat happened to what is named above, and at last:\n");
  const auto is_named = [&found](const std::string& name) {
    return absl::StrContains(found, name);
  };
  for (const auto& entry : entries_) {
    const bool late = entry.sequence() + kLatest > entries_.back().sequence();
    if (!late && std::ranges::none_of(entry.changed(), is_named)) continue;
    absl::StrAppend(&text, entry.sequence(), " ",
                    absl::FormatTime(core::FromProto(entry.time())), " ",
                    entry.method(), " ", absl::StrJoin(entry.changed(), " "),
                    "\n");
  }
  return text;
}

std::string Year::Summary() const {
  const Ledger& ledger = host_.ledger();
  return absl::StrCat(
      "seed ", seed_, ": ", step_, " steps, ", ledger.people.size(),
      " people, ", ledger.volunteers.size(), " volunteers, ",
      ledger.needs.size(), " needs, ", ledger.invitations.size(), " asks, ",
      ledger.appointments.size(), " appointments, ", ledger.lane.sequence(),
      " journal entries");
}

}  // namespace omzien::simulation
