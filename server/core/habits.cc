#include "server/core/habits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/waking.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/skill.pb.h"
#include "server/core/catalogue.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/wear.h"

namespace omzien::core {
namespace {

using store::v1::CustomsRecord;
using store::v1::Expected;
using store::v1::Habit;
using store::v1::InvitationRecord;
using store::v1::Ratio;
using store::v1::VolunteerRecord;

matcher::Ratio ToMatcher(const Ratio& from) {
  return {from.seen(), from.expected()};
}

Ratio ToRecord(const matcher::Ratio& from) {
  Ratio to;
  to.set_seen(from.seen);
  to.set_expected(from.expected);
  return to;
}

// As many as both have: another version may have kept more, or fewer.
template <class From, class To>
void Read(const From& from, To& to) {
  const std::size_t count =
      std::min(static_cast<std::size_t>(from.size()), to.size());
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (std::is_integral_v<typename To::value_type>) {
      to[i] = from.Get(static_cast<int>(i));
    } else {
      to[i] = ToMatcher(from.Get(static_cast<int>(i)));
    }
  }
}

template <class From, class To>
void Write(const From& from, To& to) {
  to.Clear();
  for (const auto& each : from) {
    if constexpr (std::is_integral_v<typename From::value_type>) {
      to.Add(each);
    } else {
      *to.Add() = ToRecord(each);
    }
  }
}

std::string CustomsKey(absl::string_view municipality) {
  return LinkKey({"customs", IdOf(municipality)});
}

matcher::CustomsCounts ToCounts(const CustomsRecord& from,
                                const Catalogue& catalogue) {
  matcher::CustomsCounts to;
  to.yes = ToMatcher(from.yes());
  for (const auto& each : from.by_skill()) {
    const auto place = catalogue.PlaceOfSkill(each.skill());
    if (!place.has_value()) continue;
    to.by_kind[static_cast<std::size_t>(*place)] = ToMatcher(each.ratio());
  }
  Read(from.by_band(), to.by_band);
  Read(from.by_part(), to.by_part);
  Read(from.by_lead(), to.by_lead);
  to.answers = ToMatcher(from.answers());
  Read(from.answers_by_octave(), to.delays);
  return to;
}

CustomsRecord ToRecord(const matcher::CustomsCounts& from,
                       const Catalogue& catalogue) {
  CustomsRecord to;
  *to.mutable_yes() = ToRecord(from.yes);
  for (const omzien::v1::Skill* skill : catalogue.skills()) {
    const auto place =
        static_cast<std::size_t>(*catalogue.PlaceOfSkill(skill->name()));
    const matcher::Ratio& ratio = from.by_kind[place];
    if (ratio.seen == 0 && ratio.expected == 0) continue;
    store::v1::SkillRatio& added = *to.add_by_skill();
    added.set_skill(skill->name());
    *added.mutable_ratio() = ToRecord(ratio);
  }
  Write(from.by_band, *to.mutable_by_band());
  Write(from.by_part, *to.mutable_by_part());
  Write(from.by_lead, *to.mutable_by_lead());
  *to.mutable_answers() = ToRecord(from.answers);
  Write(from.delays, *to.mutable_answers_by_octave());
  return to;
}

// From a transaction, or from a reader.
template <class From>
absl::StatusOr<matcher::CustomsCounts> LoadCounts(
    From& from, absl::string_view municipality, const Catalogue& catalogue) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto record,
      ReadMeta<CustomsRecord>(
          from, CustomsKey(municipality),
          absl::StrCat("what was learned in ", municipality)));
  return ToCounts(record, catalogue);
}

std::size_t Within(std::int32_t index, std::size_t size) {
  return std::min(static_cast<std::size_t>(std::max(index, 0)), size - 1);
}

absl::Time LastAsk(const VolunteerRecord& volunteer) {
  const auto& times = volunteer.asked_times();
  return times.empty() ? absl::InfinitePast()
                       : FromProto(times.Get(times.size() - 1));
}

}  // namespace

matcher::Habit ToMatcher(const Habit& from) {
  matcher::Habit to;
  if (from.recovery_micros().empty()) return to;
  to.yes = ToMatcher(from.yes());
  Read(from.yes_in(), to.yes_in);
  to.delay = {from.answers(), from.octaves8_sum()};
  Read(from.recovery_micros(), to.recovery);
  to.recovery_min = std::max<std::int64_t>(from.recovery_min(), 1);
  to.inactive = from.inactive_micros();
  Read(from.own_factor_micros(), to.own_factor);
  return to;
}

Habit ToRecord(const matcher::Habit& from) {
  Habit to;
  *to.mutable_yes() = ToRecord(from.yes);
  Write(from.yes_in, *to.mutable_yes_in());
  to.set_answers(from.delay.answers);
  to.set_octaves8_sum(from.delay.octaves8_sum);
  Write(from.recovery, *to.mutable_recovery_micros());
  to.set_recovery_min(from.recovery_min);
  to.set_inactive_micros(from.inactive);
  Write(from.own_factor, *to.mutable_own_factor_micros());
  return to;
}

matcher::SentAsk ToMatcher(const Expected& from, const Catalogue& catalogue) {
  matcher::SentAsk to;
  to.moment = {.kind = static_cast<std::size_t>(
                   catalogue.PlaceOfSkill(from.skill()).value_or(0)),
               .band = Within(from.band(), matcher::kBands),
               .part = Within(from.part(), matcher::kParts),
               .lead = Within(from.lead(), matcher::kLeads)};
  to.yes = from.yes_micros();
  to.listens = from.listens_micros();
  to.inactive_before = from.inactive_before_micros();
  to.since_ask_min = from.since_ask_min();
  to.counted = from.counted();
  to.answered = from.answered();
  return to;
}

Expected ToRecord(const matcher::SentAsk& from, const Catalogue& catalogue) {
  Expected to;
  to.set_skill(catalogue.SkillAt(static_cast<int>(from.moment.kind)).name());
  to.set_band(static_cast<std::int32_t>(from.moment.band));
  to.set_part(static_cast<std::int32_t>(from.moment.part));
  to.set_lead(static_cast<std::int32_t>(from.moment.lead));
  to.set_yes_micros(from.yes);
  to.set_listens_micros(from.listens);
  to.set_inactive_before_micros(from.inactive_before);
  to.set_since_ask_min(from.since_ask_min);
  to.set_counted(from.counted);
  to.set_answered(from.answered);
  return to;
}

absl::StatusOr<matcher::Customs> CustomsOf(Transaction& transaction,
                                           absl::string_view municipality) {
  const MunicipalityEntry* const entry =
      transaction.catalogue().FindMunicipality(municipality);
  const matcher::Learning learning =
      entry != nullptr && entry->one_by_one.has_value()
          ? entry->one_by_one->learning
          : matcher::Learning{};
  OMZIEN_ASSIGN_OR_RETURN(
      const auto counts,
      LoadCounts(transaction, municipality, transaction.catalogue()));
  return matcher::Customs(learning, counts);
}

absl::StatusOr<matcher::CustomsCounts> CustomsIn(const Reader& store,
                                                 absl::string_view municipality,
                                                 const Catalogue& catalogue) {
  return LoadCounts(store, municipality, catalogue);
}

absl::Status Expect(Transaction& transaction, InvitationRecord& ask,
                    VolunteerRecord& volunteer) {
  const auto& invitation = ask.invitation();
  const MunicipalityEntry* const municipality =
      transaction.catalogue().FindMunicipality(invitation.municipality());
  if (municipality == nullptr || !municipality->one_by_one.has_value()) {
    ask.clear_expected();  // Asks leave in waves again.
    return absl::OkStatus();
  }
  OMZIEN_ASSIGN_OR_RETURN(const matcher::Customs customs,
                          CustomsOf(transaction, invitation.municipality()));
  const absl::Time last = LastAsk(volunteer);
  const std::int64_t since_ask_min =
      last == absl::InfinitePast()
          ? -1
          : std::max<std::int64_t>(
                absl::ToInt64Minutes(transaction.now() - last), 0);
  matcher::Habit habit = ToMatcher(volunteer.habit());
  matcher::Moment moment =
      ToMatcher(ask.expected(), transaction.catalogue()).moment;
  const auto& starts = invitation.start_times();
  if (!starts.empty()) {
    moment.lead = matcher::LeadOf(absl::ToInt64Minutes(
        FromProto(starts.Get(starts.size() - 1)) - transaction.now()));
  }
  *ask.mutable_expected() = ToRecord(customs.Ask(habit, moment, since_ask_min),
                                     transaction.catalogue());
  *ask.mutable_expected()->mutable_lapse_after() =
      ToProto(FromProto(invitation.lapse_time()) - transaction.now());
  *volunteer.mutable_habit() = ToRecord(habit);
  volunteer.clear_chances();  // She has had one.
  return CountBurden(transaction, invitation.municipality(), volunteer);
}

std::int64_t AnswerableMin(const InvitationRecord& ask, absl::Time now,
                           absl::TimeZone zone) {
  const absl::Time sent = FromProto(ask.invitation().send_time());
  const absl::Time meant = sent + FromProto(ask.expected().lapse_after());
  const absl::Duration stood_still = std::max(
      FromProto(ask.invitation().lapse_time()) - meant, absl::ZeroDuration());
  return matcher::WakingMinBetween(sent + stood_still, now, zone);
}

absl::Status Learn(Transaction& transaction, InvitationRecord& ask,
                   matcher::Answer answer) {
  if (!ask.has_expected() || !ask.expected().has_lapse_after()) {
    return absl::OkStatus();  // Not sent, or not one by one.
  }
  const auto& invitation = ask.invitation();
  const MunicipalityEntry* const municipality =
      transaction.catalogue().FindMunicipality(invitation.municipality());
  if (municipality == nullptr) return absl::OkStatus();
  if (answer == matcher::Answer::kYes) {
    OMZIEN_RETURN_IF_ERROR(CountJob(transaction, invitation.municipality()));
  }
  auto volunteer = transaction.Get<VolunteerRecord>(invitation.volunteer());
  if (absl::IsNotFound(volunteer.status())) return absl::OkStatus();  // Erased.
  OMZIEN_RETURN_IF_ERROR(volunteer.status());
  OMZIEN_ASSIGN_OR_RETURN(matcher::Customs customs,
                          CustomsOf(transaction, invitation.municipality()));
  matcher::Habit habit = ToMatcher(volunteer->habit());
  matcher::SentAsk sent = ToMatcher(ask.expected(), transaction.catalogue());
  customs.Learn(habit, sent, answer,
                AnswerableMin(ask, transaction.now(), municipality->zone));
  const auto lapse_after = ask.expected().lapse_after();
  *ask.mutable_expected() = ToRecord(sent, transaction.catalogue());
  *ask.mutable_expected()->mutable_lapse_after() = lapse_after;
  *volunteer->mutable_habit() = ToRecord(habit);
  WriteMeta(transaction, CustomsKey(invitation.municipality()),
            ToRecord(customs.counts(), transaction.catalogue()));
  // Nothing that anybody sees has changed.
  return transaction.Note(invitation.volunteer(), *volunteer,
                          IdOf(invitation.volunteer()));
}

}  // namespace omzien::core
