#include "server/notify/notice_values.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/times.h"
#include "server/notify/address_line.h"
#include "server/notify/door_values.h"
#include "server/notify/one_line.h"
#include "server/notify/phrases.h"
#include "server/notify/template.h"

namespace omzien::notify {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Notice;

using Texts = google::protobuf::RepeatedPtrField<std::string>;

std::vector<std::string> Lines(const Texts& texts) {
  std::vector<std::string> lines;
  for (const std::string& text : texts) {
    if (std::string line = OneLine(text); !line.empty()) {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

// As a list of entries with one value.
void AddList(const std::string& list, const std::string& name,
             const std::vector<std::string>& lines, Values& values) {
  if (lines.empty()) return;
  for (const std::string& line : lines) {
    values.lists[list].push_back({{name, line}});
  }
  values.flags.insert("has_" + list);
}

void AddTimes(const Notice& notice, const Phrases& phrases, absl::TimeZone zone,
              Values& values) {
  std::vector<std::string> moments;
  for (const auto& start : notice.start_times()) {
    moments.push_back(phrases.Moment(core::FromProto(start), zone));
    values.lists["start_times"].push_back(
        {{"number", absl::StrCat(moments.size())}, {"moment", moments.back()}});
  }
  if (!moments.empty()) values.texts["when"] = moments.front();
  if (moments.size() > 1) values.flags.insert("several_times");
  values.texts["times"] = phrases.Or(moments);
  if (notice.has_proposed_start_time()) {
    values.texts["proposed_when"] =
        phrases.Moment(core::FromProto(notice.proposed_start_time()), zone);
  }
  if (notice.has_lapse_time()) {
    values.texts["until"] =
        phrases.Moment(core::FromProto(notice.lapse_time()), zone);
    values.texts["until_day"] =
        phrases.Day(core::FromProto(notice.lapse_time()), zone);
  }
  if (notice.has_duration() &&
      core::FromProto(notice.duration()) > absl::ZeroDuration()) {
    values.texts["duration"] =
        phrases.Duration(core::FromProto(notice.duration()));
  }
}

void AddParty(const std::string& name, omzien::v1::Party party,
              Values& values) {
  switch (party) {
    case omzien::v1::PARTY_RESIDENT:
      values.flags.insert(name + "_resident");
      break;
    case omzien::v1::PARTY_VOLUNTEER:
      values.flags.insert(name + "_volunteer");
      break;
    case omzien::v1::PARTY_ORGANISATION:
      values.flags.insert(name + "_organisation");
      break;
    default:
      return;
  }
  values.flags.insert("has_practical");
}

// What it takes, and what one meets.
void AddPractical(const Notice& notice, const Phrases& phrases,
                  Values& values) {
  AddParty("brought_by", notice.supplies().brought_by(), values);
  AddParty("paid_by", notice.supplies().paid_by(), values);
  values.texts["tools"] = phrases.And(Lines(notice.supplies().tools()));
  values.texts["cost_note"] = OneLine(notice.supplies().cost_note());
  if (!values.texts["tools"].empty() || !values.texts["cost_note"].empty()) {
    values.flags.insert("has_practical");
  }
  for (const int circumstance : notice.circumstances()) {
    switch (circumstance) {
      case omzien::v1::CIRCUMSTANCE_PETS:
        values.flags.insert("pets");
        break;
      case omzien::v1::CIRCUMSTANCE_STAIRS:
        values.flags.insert("stairs");
        break;
      case omzien::v1::CIRCUMSTANCE_SMOKE:
        values.flags.insert("smoke");
        break;
      default:
        continue;
    }
    values.flags.insert("has_practical");
  }
  if (notice.helpers_needed() > 1) {
    values.texts["several_helpers"] = absl::StrCat(notice.helpers_needed());
  }
}

absl::string_view ReasonFlag(Invitation::WithdrawReason reason) {
  switch (reason) {
    case Invitation::WITHDRAW_REASON_FILLED:
      return "withdrawn_filled";
    case Invitation::WITHDRAW_REASON_CANCELLED:
      return "withdrawn_cancelled";
    case Invitation::WITHDRAW_REASON_CHANGED:
      return "withdrawn_changed";
    case Invitation::WITHDRAW_REASON_REFERRED:
      return "withdrawn_referred";
    case Invitation::WITHDRAW_REASON_TOO_LATE:
      return "withdrawn_too_late";
    default:
      return "withdrawn_by_desk";
  }
}

absl::string_view OutcomeFlag(omzien::v1::Outcome outcome) {
  switch (outcome) {
    case omzien::v1::OUTCOME_DONE:
      return "done";
    case omzien::v1::OUTCOME_PARTLY_DONE:
      return "partly_done";
    default:
      return "not_done";
  }
}

// A telephone number is only ever opened to a volunteer, so it tells the side
// where recipient_role does not.
bool IsToVolunteer(const Notice& notice) {
  if (notice.recipient_role() != omzien::v1::ROLE_UNSPECIFIED) {
    return notice.recipient_role() == omzien::v1::ROLE_VOLUNTEER;
  }
  return !notice.other_phone().empty();
}

// Names by the rule of the policy that sent a job on.
const std::map<std::string, std::string>& RuleFlags() {
  static const auto& flags = *new std::map<std::string, std::string>{
      {"JOB_TOO_LONG", "rule_too_long"},
      {"TOO_MANY_A_YEAR", "rule_too_often"},
      {"TOO_HEAVY", "rule_too_heavy"},
      {"TOO_DANGEROUS", "rule_too_dangerous"},
      {"STRUCTURAL", "rule_structural"},
  };
  return flags;
}

}  // namespace

Vocabulary NoticeVocabulary(Notice::Kind kind, absl::string_view part) {
  Vocabulary vocabulary{
      .texts = {"code", "cost_note", "description", "desk_phone", "distance",
                "duration", "municipality_name", "proposed_when",
                "recipient_name", "referral_contact", "referral_initiative",
                "several_helpers", "skills", "times", "tools", "until",
                "village", "when", "words"},
      .flags = {"accepted",
                "brought_by_organisation",
                "brought_by_resident",
                "brought_by_volunteer",
                "done",
                "has_practical",
                "has_reasons",
                "has_terms",
                "not_done",
                "paid_by_organisation",
                "paid_by_resident",
                "paid_by_volunteer",
                "partly_done",
                "pets",
                "several_times",
                "signal_now",
                "smoke",
                "stairs",
                "to_resident",
                "to_volunteer",
                "withdrawn_by_desk",
                "withdrawn_cancelled",
                "withdrawn_changed",
                "withdrawn_filled",
                "withdrawn_referred",
                "withdrawn_too_late"},
      .lists = {{"start_times", {"number", "moment"}},
                {"reasons", {"reason"}},
                {"terms", {"term"}}},
      .raw_texts = {}};
  for (const auto& [rule, flag] : RuleFlags()) vocabulary.flags.insert(flag);
  vocabulary.texts.insert(
      {"asks_lately", "asks_per_week", "check", "until_day"});
  if (kind != Notice::KIND_INVITED &&
      kind != Notice::KIND_INVITATION_WITHDRAWN) {
    vocabulary.texts.insert({"address", "other_name", "other_phone"});
  }
  AddDoor(kind, part, vocabulary);
  return vocabulary;
}

Values NoticeValues(const Notice& notice, const Phrases& phrases,
                    absl::TimeZone zone) {
  Values values;
  values.texts = {
      {"address", AddressLine(notice.address())},
      {"check", phrases.Check(notice.check())},
      {"code", OneLine(notice.code())},
      {"description", OneLine(notice.description())},
      {"desk_phone", OneLine(notice.desk_phone())},
      {"municipality_name", OneLine(notice.municipality_name())},
      {"other_name", OneLine(notice.other_name())},
      {"other_phone", OneLine(notice.other_phone())},
      {"recipient_name", OneLine(notice.recipient_name())},
      {"referral_contact", OneLine(notice.referral().contact())},
      {"referral_initiative", OneLine(notice.referral().initiative())},
      {"skills", phrases.And(Lines(notice.skill_names()))},
      {"village", OneLine(notice.village())},
      {"words", OneLine(notice.words())},
  };
  if (notice.distance_m() > 0) {
    values.texts["distance"] = phrases.Distance(notice.distance_m());
  }
  if (notice.asks_lately() > 0) {
    values.texts["asks_lately"] = absl::StrCat(notice.asks_lately());
  }
  if (notice.asks_per_week_max() > 0) {
    values.texts["asks_per_week"] = absl::StrCat(notice.asks_per_week_max());
  }
  AddTimes(notice, phrases, zone, values);
  AddPractical(notice, phrases, values);
  AddList("reasons", "reason", phrases.Reasons(notice), values);
  AddList("terms", "term", Lines(notice.terms()), values);
  AddDoor(notice, values);
  values.flags.insert(std::string(ReasonFlag(notice.withdraw_reason())));
  values.flags.insert(std::string(OutcomeFlag(notice.outcome())));
  values.flags.insert(IsToVolunteer(notice) ? "to_volunteer" : "to_resident");
  if (notice.accepted()) values.flags.insert("accepted");
  if (notice.signal_urgency() == omzien::v1::Signal::URGENCY_NOW) {
    values.flags.insert("signal_now");
  }
  if (const auto rule = RuleFlags().find(notice.referral().reason());
      rule != RuleFlags().end()) {
    values.flags.insert(rule->second);
  }
  return values;
}

absl::StatusOr<absl::TimeZone> NoticeZone(const Notice& notice) {
  absl::TimeZone zone;
  if (absl::LoadTimeZone(notice.time_zone(), &zone)) return zone;
  return absl::InvalidArgumentError(
      absl::StrCat("time zone \"", notice.time_zone(),
                   "\" is not known here; it must be an IANA name such as "
                   "\"Europe/Amsterdam\" (package tzdata)"));
}

}  // namespace omzien::notify
