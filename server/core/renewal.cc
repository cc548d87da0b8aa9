#include "server/core/renewal.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/check_reminder.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/links.h"
#include "server/core/names.h"
#include "server/core/repeated.h"
#include "server/core/retention.h"
#include "server/core/short_notice.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Check;
using omzien::v1::Notice;
using omzien::v1::Task;
using store::v1::OutboxRecord;
using store::v1::PersonRecord;
using store::v1::TaskRecord;
using store::v1::TimerRecord;
using store::v1::VolunteerRecord;

enum Step { kNone = 0, kHalfway = 2, kLast = 3 };

constexpr int kLastDays = 7;
// People who are reminded in one turn.
constexpr int kRemindedMax = 10;
constexpr absl::string_view kRemindingKey = "reminding";

absl::Duration WindowOf(const Transaction& transaction) {
  return FromProto(
      transaction.catalogue().config().retention().check_renewal());
}

// The date where the person lives.
absl::CivilDay TodayOf(Transaction& transaction, absl::string_view person) {
  const auto* municipality = transaction.catalogue().FindMunicipality(
      transaction.state().MunicipalityOf(person));
  return absl::ToCivilDay(transaction.now(), municipality == nullptr
                                                 ? absl::UTCTimeZone()
                                                 : municipality->zone);
}

absl::CivilDay LastDayOf(const Check& check) {
  absl::CivilDay day;
  // Held to its notation when it was entered.
  return absl::ParseCivilTime(check.valid_until(), &day) ? day
                                                         : absl::CivilDay();
}

// How far the renewal of the check in this place has come; kNone also when
// there is a later one of its kind.
int StepAt(Transaction& transaction, const VolunteerRecord& record, int place) {
  const auto& checks = record.volunteer().checks();
  const Check& check = checks[place];
  const absl::CivilDay last = LastDayOf(check);
  for (int i = 0; i < checks.size(); ++i) {
    const absl::CivilDay other = LastDayOf(checks[i]);
    if (i != place && checks[i].kind() == check.kind() &&
        (other > last || (other == last && i < place))) {
      return kNone;
    }
  }
  return RenewalStep(last, TodayOf(transaction, record.volunteer().person()),
                     WindowOf(transaction));
}

// Whether one of them may be in its window, from the view in memory alone.
bool MayEnd(Transaction& transaction, absl::string_view person) {
  const auto volunteer = transaction.state().index->Find({IdOf(person)});
  if (!volunteer.has_value() || volunteer->checks.empty()) return false;
  const absl::CivilDay today = TodayOf(transaction, person);
  return std::ranges::any_of(volunteer->checks, [&](const auto& check) {
    return RenewalStep(check.valid_until, today, WindowOf(transaction)) > kNone;
  });
}

store::v1::CheckReminder& ReminderOf(VolunteerRecord& record,
                                     const Check& check) {
  auto& reminders = *record.mutable_check_reminders();
  for (auto& each : reminders) {
    if (each.kind() == check.kind() &&
        each.valid_until() == check.valid_until()) {
      return each;
    }
  }
  auto& added = *reminders.Add();
  added.set_kind(check.kind());
  added.set_valid_until(check.valid_until());
  return added;
}

// Of checks that are no longer there.
void ForgetReminders(VolunteerRecord& record) {
  const auto& checks = record.volunteer().checks();
  EraseIf(*record.mutable_check_reminders(), [&](const auto& each) {
    return std::ranges::none_of(checks, [&](const auto& check) {
      return check.kind() == each.kind() &&
             check.valid_until() == each.valid_until();
    });
  });
}

absl::Status AddWork(Transaction& transaction, const PersonRecord& person,
                     const std::string& place) {
  TaskRecord work;
  work.mutable_task()->set_kind(Task::KIND_CHECK_ENDING);
  work.mutable_task()->set_municipality(person.person().municipality());
  work.mutable_task()->set_person(person.person().name());
  OutboxRecord& message = *work.mutable_outbox();
  message.set_id(transaction.state().ports.ids.NewId());
  message.set_kind(Notice::KIND_CHECK_ENDING);
  message.set_recipient(person.person().name());
  message.set_job_id(place);
  *message.mutable_create_time() = ToProto(transaction.now());
  return AddTask(transaction, work);
}

absl::Status Remind(Transaction& transaction, const std::string& person) {
  const std::string name = VolunteerOfPerson(person);
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<VolunteerRecord>(name));
  OMZIEN_ASSIGN_OR_RETURN(const auto of, transaction.Get<PersonRecord>(person));
  bool told = false;
  for (int i = 0; i < record.volunteer().checks_size(); ++i) {
    const int step = StepAt(transaction, record, i);
    auto& reminder = ReminderOf(record, record.volunteer().checks(i));
    if (step <= reminder.step()) continue;
    const bool work = step >= kHalfway && reminder.step() < kHalfway;
    reminder.set_step(step);
    told = true;
    Subject subject;
    subject.job_id = absl::StrCat(i + 1);
    if (work) {
      OMZIEN_RETURN_IF_ERROR(AddWork(transaction, of, subject.job_id));
    }
    // Whoever is phoned anyway is phoned once.
    if (work && IsPhoned(transaction, of.person())) continue;
    OMZIEN_RETURN_IF_ERROR(
        Tell(transaction, person, Notice::KIND_CHECK_ENDING, subject));
  }
  if (!told) return absl::OkStatus();
  ForgetReminders(record);
  return transaction.Note(name, record, IdOf(name));
}

void Plan(Transaction& transaction, absl::Time due) {
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_RENEW_CHECK);
  transaction.AddTimer(std::move(timer), due);
}

// The place in the volunteer's checks that a message is about; -1 when it is
// there no longer.
int PlaceOf(const VolunteerRecord& record, const OutboxRecord& message) {
  int number = 0;
  if (!absl::SimpleAtoi(message.job_id(), &number)) return -1;
  return number > record.volunteer().checks_size() ? -1 : number - 1;
}

}  // namespace

int RenewalStep(absl::CivilDay valid_until, absl::CivilDay today,
                absl::Duration window) {
  const absl::Duration left = absl::Hours(24 * (valid_until - today));
  if (left < absl::ZeroDuration() || left > window) return kNone;
  if (left <= absl::Hours(24 * kLastDays)) return kLast;
  return left <= window / 2 ? kHalfway : 1;
}

absl::Status RemindOfChecks(Transaction& transaction) {
  OMZIEN_ASSIGN_OR_RETURN(const auto after,
                          transaction.Read(Keyspace::kMeta, kRemindingKey));
  std::vector<KeyRange> ranges;
  if (WindowOf(transaction) > absl::ZeroDuration()) {
    for (const std::string& id : MunicipalityIds(transaction)) {
      ranges.push_back(Prefix(LinkKey({"p", id, ""})));
    }
  }
  OMZIEN_ASSIGN_OR_RETURN(
      const Found look,
      LookThrough(
          transaction, ranges, after.value_or(""), kRemindedMax,
          [&](absl::string_view key) -> absl::StatusOr<std::optional<Overdue>> {
            Overdue overdue;
            overdue.name = NameOf("people", LastPart(key));
            if (!MayEnd(transaction, overdue.name)) return std::nullopt;
            return overdue;
          }));
  for (const Overdue& each : look.found) {
    OMZIEN_RETURN_IF_ERROR(Remind(transaction, each.name));
  }
  transaction.Write(Keyspace::kMeta, kRemindingKey,
                    look.done ? std::string() : look.after);
  Plan(transaction, look.done ? NextMorning(transaction)
                              : transaction.now() + absl::Seconds(1));
  return absl::OkStatus();
}

absl::Status PlanReminding(Transaction& transaction) {
  OMZIEN_ASSIGN_OR_RETURN(const auto planned,
                          transaction.Read(Keyspace::kMeta, kRemindingKey));
  if (planned.has_value()) return absl::OkStatus();
  transaction.Write(Keyspace::kMeta, kRemindingKey, "");
  Plan(transaction, NextMorning(transaction));
  return absl::OkStatus();
}

absl::Status DropRenewalWork(Transaction& transaction,
                             const std::string& person) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto tasks,
      transaction.Linked(LinkKey({"call", IdOf(person), ""})));
  for (const std::string& id : tasks) {
    OMZIEN_ASSIGN_OR_RETURN(auto task,
                            transaction.Get<TaskRecord>(NameOf("tasks", id)));
    if (task.outbox().kind() != Notice::KIND_CHECK_ENDING) continue;
    OMZIEN_ASSIGN_OR_RETURN(const auto notice,
                            ComposeCheckEnding(transaction, task.outbox()));
    if (notice.has_value()) continue;
    OMZIEN_RETURN_IF_ERROR(CloseTask(transaction, task, "no longer needed"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Notice>> ComposeCheckEnding(
    Transaction& transaction, const OutboxRecord& message) {
  const std::string& person = message.recipient();
  const auto recipient = transaction.Get<PersonRecord>(person);
  if (absl::IsNotFound(recipient.status())) return std::nullopt;  // Erased.
  OMZIEN_RETURN_IF_ERROR(recipient.status());
  const auto record =
      transaction.Get<VolunteerRecord>(VolunteerOfPerson(person));
  if (absl::IsNotFound(record.status())) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(record.status());
  const int place = PlaceOf(*record, message);
  if (place < 0 || StepAt(transaction, *record, place) == kNone) {
    return std::nullopt;
  }
  const Check& check = record->volunteer().checks(place);
  Notice notice;
  FillRecipient(transaction, recipient->person(), message, notice);
  notice.set_recipient_role(omzien::v1::ROLE_VOLUNTEER);
  notice.set_check(check.kind());
  const auto& zone = transaction.catalogue()
                         .FindMunicipality(recipient->person().municipality())
                         ->zone;
  // Until its last day is over.
  *notice.mutable_lapse_time() =
      ToProto(absl::FromCivil(LastDayOf(check) + 1, zone) - absl::Seconds(1));
  return notice;
}

}  // namespace omzien::core
