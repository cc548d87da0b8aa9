#include "server/core/ask_counts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/asking/shift.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/catalogue.h"
#include "server/core/invitation.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/signal_contacts.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::AskReport;
using omzien::v1::AskShare;
using store::v1::AskCountsRecord;

constexpr int kWeeksLately = 4;
constexpr int kWeeksBefore = 12;
constexpr int kWeeksKept = 53;

// Where each group ends, in metres and in days; the last has no end.
constexpr int kDistancesM[] = {500, 1'000, 2'000, 5'000, 0};
constexpr int kMembershipDays[] = {30, 90, 365, 3 * 365, 0};

std::int32_t GroupOf(std::int64_t value, std::span<const int> ends) {
  const auto end = std::ranges::find_if(
      ends, [value](int each) { return each == 0 || value < each; });
  return static_cast<std::int32_t>(end - ends.begin());
}

constexpr absl::CivilDay kFirstMonday(1970, 1, 5);

int WeekOf(absl::Time time, absl::TimeZone zone) {
  const auto days = absl::ToCivilDay(time, zone) - kFirstMonday;
  return static_cast<int>(days >= 0 ? days / 7 : (days - 6) / 7);
}

std::string SayMonday(int week) {
  return absl::FormatCivilTime(kFirstMonday + std::int64_t{7} * week);
}

std::string WeekKey(absl::string_view municipality, int week) {
  return LinkKey({"asks", IdOf(municipality), absl::StrFormat("%05d", week)});
}

absl::StatusOr<AskCountsRecord> ReadWeek(Transaction& transaction,
                                         absl::string_view municipality,
                                         int week) {
  return ReadMeta<AskCountsRecord>(
      transaction, WeekKey(municipality, week),
      absl::StrCat("the asks of ", municipality, " in the week of ",
                   SayMonday(week)));
}

template <class Counts>
void AddTo(Counts& counts, std::size_t groups, std::int32_t group, int count) {
  counts.Resize(std::max(counts.size(), static_cast<int>(groups)), 0);
  counts.Set(group, counts.Get(group) + count);
}

void Add(const AskCountsRecord& from, AskCountsRecord& to) {
  for (int i = 0; i < from.by_distance_size(); ++i) {
    AddTo(*to.mutable_by_distance(), std::size(kDistancesM), i,
          from.by_distance(i));
  }
  for (int i = 0; i < from.by_membership_size(); ++i) {
    AddTo(*to.mutable_by_membership(), std::size(kMembershipDays), i,
          from.by_membership(i));
  }
  for (const auto& [skill, count] : from.by_skill()) {
    (*to.mutable_by_skill())[skill] += count;
  }
}

absl::StatusOr<AskCountsRecord> SumOf(Transaction& transaction,
                                      absl::string_view municipality,
                                      int first_week, int weeks) {
  AskCountsRecord sum;
  for (int week = first_week; week < first_week + weeks; ++week) {
    OMZIEN_ASSIGN_OR_RETURN(const AskCountsRecord counts,
                            ReadWeek(transaction, municipality, week));
    Add(counts, sum);
  }
  return sum;
}

// Each ask is in one group of each division.
int AsksIn(const AskCountsRecord& counts) {
  int asks = 0;
  for (const int each : counts.by_distance()) asks += each;
  return asks;
}

class Writer {
 public:
  explicit Writer(AskReport& report) : report_(report) {}

  template <class Counts>
  void AddRanges(AskShare::Division division, std::span<const int> ends,
                 const Counts& lately, const Counts& before) {
    for (int i = 0; i < std::ssize(ends); ++i) {
      AskShare& share = Add(division, i < lately.size() ? lately.Get(i) : 0,
                            i < before.size() ? before.Get(i) : 0);
      const auto place = static_cast<std::size_t>(i);
      if (place > 0) share.set_from(ends[place - 1]);
      share.set_below(ends[place]);
    }
  }

  template <class Counts>
  void AddSkills(const Counts& lately, const Counts& before) {
    std::map<std::string, std::pair<int, int>> skills;
    for (const auto& [skill, asks] : before) skills[skill].second = asks;
    for (const auto& [skill, asks] : lately) skills[skill].first = asks;
    std::vector<std::pair<std::string, std::pair<int, int>>> sorted(
        skills.begin(), skills.end());
    std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) {
      return a.second > b.second;
    });
    for (const auto& [skill, asks] : sorted) {
      Add(AskShare::DIVISION_SKILL, asks.first, asks.second)
          .set_skill(NameOf("skills", skill));
    }
  }

 private:
  AskShare& Add(AskShare::Division division, int lately, int before) {
    AskShare& share = *report_.add_shares();
    share.set_division(division);
    share.set_asks(lately);
    share.set_asks_before(before);
    share.set_shifted(matcher::HasShifted({lately, report_.asks()},
                                          {before, report_.asks_before()}));
    return share;
  }

  AskReport& report_;
};

// As of this week, which may be running.
absl::StatusOr<AskReport> ReportAsOf(Transaction& transaction,
                                     absl::string_view municipality, int week) {
  const int first = week + 1 - kWeeksLately;
  OMZIEN_ASSIGN_OR_RETURN(
      const AskCountsRecord lately,
      SumOf(transaction, municipality, first, kWeeksLately));
  OMZIEN_ASSIGN_OR_RETURN(
      const AskCountsRecord before,
      SumOf(transaction, municipality, first - kWeeksBefore, kWeeksBefore));
  AskReport report;
  report.set_name(absl::StrCat(municipality, "/askReport"));
  report.set_before_date(SayMonday(first - kWeeksBefore));
  report.set_lately_date(SayMonday(first));
  report.set_asks(AsksIn(lately));
  report.set_asks_before(AsksIn(before));
  Writer writer(report);
  writer.AddRanges(AskShare::DIVISION_DISTANCE, kDistancesM,
                   lately.by_distance(), before.by_distance());
  writer.AddRanges(AskShare::DIVISION_MEMBERSHIP, kMembershipDays,
                   lately.by_membership(), before.by_membership());
  writer.AddSkills(lately.by_skill(), before.by_skill());
  return report;
}

using Group = std::pair<int, std::string>;

std::set<Group> ShiftedIn(const AskReport& report) {
  std::set<Group> shifted;
  for (const AskShare& share : report.shares()) {
    if (!share.shifted()) continue;
    shifted.insert(
        {share.division(), absl::StrCat(share.from(), share.skill())});
  }
  return shifted;
}

// A new week: what is older than a year goes, and if a share has shifted that
// had not a week before, somebody must look at it.
absl::Status BeginWeek(Transaction& transaction,
                       const std::string& municipality, int week) {
  KeyRange old = Prefix(LinkKey({"asks", IdOf(municipality), ""}));
  old.end = WeekKey(municipality, week - kWeeksKept);
  std::vector<std::string> gone;
  OMZIEN_RETURN_IF_ERROR(transaction.Scan(
      Keyspace::kMeta, old, [&gone](absl::string_view key, absl::string_view) {
        gone.emplace_back(key);
        return true;
      }));
  for (const std::string& key : gone) transaction.Erase(Keyspace::kMeta, key);
  OMZIEN_ASSIGN_OR_RETURN(const AskReport now,
                          ReportAsOf(transaction, municipality, week - 1));
  OMZIEN_ASSIGN_OR_RETURN(const AskReport earlier,
                          ReportAsOf(transaction, municipality, week - 2));
  if (std::ranges::includes(ShiftedIn(earlier), ShiftedIn(now))) {
    return absl::OkStatus();
  }
  return AddWork(transaction, omzien::v1::Task::KIND_ASKS_SHIFTED, municipality,
                 municipality,
                 WhoAppoints(transaction.state(), municipality, ""));
}

}  // namespace

absl::Status CountAsks(Transaction& transaction,
                       const store::v1::NeedRecord& need, int job,
                       std::span<const NewAsk> asks) {
  if (asks.empty()) return absl::OkStatus();
  const std::string& municipality = need.need().municipality();
  const int week =
      WeekOf(transaction.now(),
             transaction.catalogue().FindMunicipality(municipality)->zone);
  OMZIEN_ASSIGN_OR_RETURN(AskCountsRecord counts,
                          ReadWeek(transaction, municipality, week));
  if (AsksIn(counts) == 0) {
    OMZIEN_RETURN_IF_ERROR(BeginWeek(transaction, municipality, week));
  }
  for (const NewAsk& ask : asks) {
    const matcher::Verdict& verdict = ask.plan.verdict;
    OMZIEN_ASSIGN_OR_RETURN(const auto volunteer,
                            transaction.Get<store::v1::VolunteerRecord>(
                                NameOf("volunteers", verdict.volunteer.value)));
    const absl::Duration member =
        transaction.now() - FromProto(volunteer.volunteer().create_time());
    AddTo(*counts.mutable_by_distance(), std::size(kDistancesM),
          GroupOf(verdict.distance_m, kDistancesM), 1);
    AddTo(*counts.mutable_by_membership(), std::size(kMembershipDays),
          GroupOf(member / absl::Hours(24), kMembershipDays), 1);
  }
  const auto& skills = need.need().jobs(job).skills();
  if (!skills.empty()) {
    (*counts.mutable_by_skill())[IdOf(skills.Get(0))] +=
        static_cast<std::int32_t>(asks.size());
  }
  WriteMeta(transaction, WeekKey(municipality, week), counts);
  return absl::OkStatus();
}

absl::StatusOr<AskReport> ReportAsks(Transaction& transaction,
                                     absl::string_view municipality) {
  return ReportAsOf(
      transaction, municipality,
      WeekOf(transaction.now(),
             transaction.catalogue().FindMunicipality(municipality)->zone));
}

}  // namespace omzien::core
