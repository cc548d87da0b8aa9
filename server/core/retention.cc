#include "server/core/retention.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/retention.pb.h"
#include "server/core/erased.h"
#include "server/core/kept_journal.h"
#include "server/core/kept_looks.h"
#include "server/core/kept_needs.h"
#include "server/core/kept_people.h"
#include "server/core/meta_record.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::RetainingRecord;
using store::v1::TimerRecord;

// Keys looked at and records read in one turn.
constexpr int kVisitedMax = 2'000;
constexpr int kReadsMax = 200;
// From one turn to the next: calls go between.
constexpr absl::Duration kSoon = absl::Seconds(1);
constexpr int kMorningHour = 10;
constexpr absl::string_view kRetainingKey = "retaining";

// Another kind is one line here, two functions, a field in config.v1.Retention
// and what it is in docs/register.md.
constexpr Kept kKinds[] = {
    {"desk_work", &LookAtDeskWork, &LetDeskWorkGo, 50},
    {"looks", &LookAtLooks, &LetLookGo, 50},
    // Destroying a key waits for the disk.
    {"residents", &LookAtResidents, &LetPersonGo, 1},
    {"volunteers", &LookAtVolunteers, &LetPersonGo, 1},
    {"needs", &LookAtNeeds, &LetNeedGo, 1},
    {"journal", &LookAtJournal, &LetJournalGo, 1},
};

absl::StatusOr<RetainingRecord> Load(Transaction& transaction) {
  return ReadMeta<RetainingRecord>(transaction, kRetainingKey,
                                   "how far the letting go has come");
}

void Save(Transaction& transaction, const RetainingRecord& record) {
  WriteMeta(transaction, kRetainingKey, record);
}

void Plan(Transaction& transaction, absl::Time due) {
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_RETAIN);
  transaction.AddTimer(std::move(timer), due);
}

// True when there are no more of its municipality to be told today.
bool HasToldEnough(const Transaction& transaction,
                   const RetainingRecord& record,
                   const std::string& municipality) {
  const auto told = record.told().find(municipality);
  return told != record.told().end() &&
         told->second >=
             transaction.catalogue().config().retention().told_a_day_max();
}

// Where to go on after; nothing when the look goes on where it was.
absl::StatusOr<std::string> LetGo(Transaction& transaction, const Kept& kind,
                                  const Found& look, RetainingRecord& record,
                                  bool& whole) {
  whole = true;
  for (const Overdue& each : look.found) {
    if (each.to_tell) {
      if (HasToldEnough(transaction, record, each.municipality)) continue;
      ++(*record.mutable_told())[each.municipality];
      OMZIEN_RETURN_IF_ERROR(TellOfEnding(transaction, each.name));
      continue;
    }
    OMZIEN_ASSIGN_OR_RETURN(whole, kind.let_go(transaction, each));
    if (!whole) return each.before;
  }
  return look.after;
}

}  // namespace

std::span<const Kept> KeptKinds() { return kKinds; }

absl::Time Cutoff(const Transaction& transaction,
                  const google::protobuf::Duration& clock) {
  const absl::Duration kept = FromProto(clock);
  return kept > absl::ZeroDuration() ? transaction.now() - kept
                                     : absl::InfinitePast();
}

std::vector<std::string> MunicipalityIds(const Transaction& transaction) {
  std::vector<std::string> ids;
  for (const auto& each : transaction.catalogue().config().municipalities()) {
    ids.push_back(each.id());
  }
  std::ranges::sort(ids);
  return ids;
}

absl::StatusOr<Found> LookThrough(Transaction& transaction,
                                  const std::vector<KeyRange>& ranges,
                                  const std::string& after, int max,
                                  const Judge& judge) {
  Found look{.found = {}, .after = after, .done = false};
  const int reads_max = transaction.reads() + kReadsMax;
  int visited = 0;
  bool full = false;
  absl::Status failure;
  for (KeyRange range : ranges) {
    if (range.end <= look.after) continue;
    if (!look.after.empty()) {
      range.start = std::max(range.start, look.after + '\0');
    }
    if (range.start >= range.end) continue;
    OMZIEN_RETURN_IF_ERROR(transaction.Scan(
        Keyspace::kLinks, range, [&](absl::string_view key, absl::string_view) {
          full = visited == kVisitedMax || transaction.reads() >= reads_max ||
                 static_cast<int>(look.found.size()) == max;
          if (full) return false;
          ++visited;
          auto overdue = judge(key);
          if (!overdue.ok() && !IsErased(overdue.status())) {
            failure = overdue.status();
            return false;
          }
          if (overdue.ok() && overdue->has_value()) {
            (*overdue)->before = look.after;
            look.found.push_back(**std::move(overdue));
          }
          look.after = std::string(key);
          return true;
        }));
    OMZIEN_RETURN_IF_ERROR(failure);
    if (full) return look;
  }
  look.done = true;
  return look;
}

absl::Time NextMorning(const Transaction& transaction) {
  const Catalogue& catalogue = transaction.catalogue();
  absl::TimeZone zone = absl::UTCTimeZone();
  if (!catalogue.config().municipalities().empty()) {
    absl::LoadTimeZone(catalogue.config().municipalities(0).time_zone(), &zone);
  }
  const absl::CivilDay today(absl::ToCivilDay(transaction.now(), zone));
  const absl::Time morning =
      absl::FromCivil(absl::CivilHour(today) + kMorningHour, zone);
  return morning > transaction.now()
             ? morning
             : absl::FromCivil(absl::CivilHour(today + 1) + kMorningHour, zone);
}

absl::Status Retain(Transaction& transaction) {
  OMZIEN_ASSIGN_OR_RETURN(RetainingRecord record, Load(transaction));
  const auto* kind = std::ranges::find(kKinds, record.kind(), &Kept::name);
  if (kind == std::end(kKinds)) {  // A new round.
    kind = std::begin(kKinds);
    record.clear_after();
    record.clear_told();
  }
  for (bool going = true; going && kind != std::end(kKinds);) {
    OMZIEN_ASSIGN_OR_RETURN(
        const Found look,
        kind->look(transaction, record.after(), kind->at_once));
    bool whole = true;
    OMZIEN_ASSIGN_OR_RETURN(*record.mutable_after(),
                            LetGo(transaction, *kind, look, record, whole));
    // A kind of which nothing is overdue leaves room for the next.
    going = look.done && look.found.empty() && transaction.reads() < kReadsMax;
    if (whole && look.done) {
      record.clear_after();
      ++kind;
    }
  }
  const bool over = kind == std::end(kKinds);
  record.set_kind(over ? std::string() : std::string(kind->name));
  Save(transaction, record);
  Plan(transaction,
       over ? NextMorning(transaction) : transaction.now() + kSoon);
  return absl::OkStatus();
}

absl::Status PlanRetaining(Transaction& transaction, absl::Duration outage) {
  OMZIEN_ASSIGN_OR_RETURN(const auto planned,
                          transaction.Read(Keyspace::kMeta, kRetainingKey));
  OMZIEN_ASSIGN_OR_RETURN(RetainingRecord record, Load(transaction));
  const absl::Duration lost = std::min(
      outage, FromProto(transaction.catalogue().config().retention().notice()));
  const absl::Time heard_from = transaction.now() + lost;
  const bool later = lost > absl::ZeroDuration() &&
                     heard_from > FromProto(record.forget_after_time());
  if (later) *record.mutable_forget_after_time() = ToProto(heard_from);
  if (later || !planned.has_value()) Save(transaction, record);
  if (!planned.has_value()) Plan(transaction, NextMorning(transaction));
  return absl::OkStatus();
}

absl::StatusOr<absl::Time> ForgetAfter(Transaction& transaction) {
  OMZIEN_ASSIGN_OR_RETURN(const RetainingRecord record, Load(transaction));
  return FromProto(record.forget_after_time());
}

}  // namespace omzien::core
