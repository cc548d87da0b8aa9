#include "server/runtime/municipality_check.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/municipality.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

namespace config = omzien::config::v1;

// The rules by which a job is referred on (JobPolicy.Referral.rule).
constexpr absl::string_view kRules[] = {"JOB_TOO_LONG", "TOO_MANY_A_YEAR",
                                        "TOO_HEAVY", "TOO_DANGEROUS",
                                        "STRUCTURAL"};

constexpr NumberRule kJobNumbers[] = {{"times_a_year_max", 0, 1, 366}};
constexpr DurationRule kJobDurations[] = {
    {"duration_max", absl::Hours(4), absl::Minutes(15), absl::Hours(24)},
};
constexpr NumberRule kAskNumbers[] = {
    {"first_wave_size", 3, 1, 50},
    {"next_wave_size", 2, 1, 50},
    {"waves_max", 4, 1, 50},
    {"asks_per_week_max", 2, 1, 50},
};
constexpr DurationRule kAskDurations[] = {
    {"wave_interval", absl::Hours(24), absl::Seconds(1), absl::Hours(14 * 24)},
    {"lapse_after", absl::Hours(48), absl::Seconds(1), absl::Hours(30 * 24)},
    {"lead_min", absl::Hours(2), absl::ZeroDuration(), absl::Hours(7 * 24)},
    {"snooze", absl::Hours(14 * 24), absl::Hours(1), absl::Hours(180 * 24)},
    {"rest_after_job", absl::Hours(48), absl::ZeroDuration(),
     absl::Hours(90 * 24)},
    {"reminder_before", absl::Hours(24), absl::ZeroDuration(),
     absl::Hours(7 * 24)},
    {"how_did_it_go_after", absl::Hours(2), absl::ZeroDuration(),
     absl::Hours(7 * 24)},
};
constexpr NumberRule kOneByOneNumbers[] = {
    {"target_permille", 995, 500, 999},
    {"trouble_permille", 10, 1, 500},
    {"missed_days", 182, 7, 730},
    {"continuity_permille", 50, 1, 500},
};
constexpr DurationRule kOneByOneDurations[] = {
    {"long_wait", absl::Hours(30 * 24), absl::Hours(7 * 24),
     absl::Hours(180 * 24)},
    {"newcomer_wait", absl::Hours(14 * 24), absl::Hours(24),
     absl::Hours(60 * 24)},
};
constexpr DurationRule kSignalDurations[] = {
    {"take_now", absl::Hours(2), absl::Minutes(15), absl::Hours(24)},
    {"take_soon", absl::Hours(24), absl::Hours(1), absl::Hours(14 * 24)},
    {"take_no_hurry", absl::Hours(72), absl::Hours(1), absl::Hours(30 * 24)},
};
// Characters of PolicyDecision.
constexpr std::size_t kDecidedByMax = 200;
constexpr std::size_t kDecidedWhyMax = 500;
// 0 is a weight too: that term does not count.
constexpr NumberRule kWeights[] = {
    {"distance", 0, 0, 1000},    {"fair_share", 0, 0, 1000},
    {"waited_long", 0, 0, 1000}, {"continuity", 0, 0, 1000},
    {"time_fit", 0, 0, 1000},    {"language", 0, 0, 1000},
    {"skill_level", 0, 0, 1000},
};

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// "GM" and four digits: how CBS numbers municipalities.
bool IsMunicipalityCode(absl::string_view id) {
  return id.size() == 6 && id.substr(0, 2) == "GM" &&
         std::all_of(id.begin() + 2, id.end(), IsDigit);
}

// As a person dials it: digits, with spaces and dashes between, perhaps "+".
bool IsPhone(absl::string_view phone) {
  if (!phone.empty() && phone.front() == '+') phone.remove_prefix(1);
  const auto digits = std::count_if(phone.begin(), phone.end(), IsDigit);
  return digits >= 3 && digits <= 15 && std::ranges::all_of(phone, [](char c) {
           return IsDigit(c) || c == ' ' || c == '-';
         });
}

// "00:00" to "24:00", on a quarter of an hour.
bool IsQuarterHour(absl::string_view time) {
  if (time == "24:00") return true;
  if (time.size() != 5 || time[2] != ':') return false;
  const absl::string_view hour = time.substr(0, 2);
  const absl::string_view minute = time.substr(3, 2);
  return IsDigit(hour[0]) && IsDigit(hour[1]) && hour <= "23" &&
         (minute == "00" || minute == "15" || minute == "30" || minute == "45");
}

void CheckReferrals(const TextprotoNode& node, const config::JobPolicy& policy,
                    const std::set<std::string>& skills) {
  std::set<std::string> covered;
  for (int i = 0; i < policy.referrals_size(); ++i) {
    const TextprotoNode referral_node = node.Child("referrals", i);
    const config::JobPolicy::Referral& referral = policy.referrals(i);
    RequireText(referral_node, {"initiative", "contact"});
    if (!referral.rule().empty() &&
        std::count(std::begin(kRules), std::end(kRules), referral.rule()) ==
            0) {
      referral_node.Report(
          "rule", absl::StrCat("\"", referral.rule(),
                               "\" is no rule; write JOB_TOO_LONG, "
                               "TOO_MANY_A_YEAR, TOO_HEAVY, TOO_DANGEROUS, "
                               "STRUCTURAL or \"\" for all others"));
    }
    if (referral.skill().empty()) {
      covered.insert(referral.rule());
    } else if (!skills.empty() && !skills.contains(referral.skill())) {
      referral_node.Report("skill",
                           absl::StrCat("\"", referral.skill(),
                                        "\" is not in the skills catalogue"));
    }
  }
  if (covered.contains("")) return;
  for (const absl::string_view rule : kRules) {
    if (covered.contains(std::string(rule))) continue;
    node.Report("referrals",
                absl::StrCat("says not where to refer on by the rule ", rule,
                             "; add a referral with that rule, or one with "
                             "rule: \"\" for all others"));
  }
}

void CheckJobPolicy(const TextprotoNode& node,
                    const std::set<std::string>& skills) {
  ApplyRules(node, kJobNumbers);
  ApplyRules(node, kJobDurations);
  const auto& policy = static_cast<const config::JobPolicy&>(node.message());
  for (int i = 0; i < policy.refused_risks_size(); ++i) {
    if (policy.refused_risks(i) != omzien::v1::RISK_CLASS_HEAVY &&
        policy.refused_risks(i) != omzien::v1::RISK_CLASS_DANGEROUS) {
      node.Report("refused_risks",
                  "only RISK_CLASS_HEAVY and RISK_CLASS_DANGEROUS can be "
                  "referred on",
                  i);
    }
  }
  for (int i = 0; i < policy.trust_checks_size(); ++i) {
    if (policy.trust_checks(i) == omzien::v1::Check::KIND_UNSPECIFIED) {
      node.Report("trust_checks",
                  "write KIND_VOG, KIND_DRIVING_LICENCE or KIND_FIRST_AID", i);
    }
  }
  CheckReferrals(node, policy, skills);
}

void CheckDecision(const TextprotoNode& node,
                   const config::PolicyDecision& decision) {
  if (decision.by().size() > kDecidedByMax) {
    node.Report("by",
                absl::StrCat("is longer than ", kDecidedByMax, " characters"));
  }
  if (decision.why().size() > kDecidedWhyMax) {
    node.Report("why",
                absl::StrCat("is longer than ", kDecidedWhyMax, " characters"));
  }
}

void CheckTerms(const TextprotoNode& node,
                const std::string& default_language) {
  bool found = false;
  // By entry, not by key: so each problem names its own line.
  for (int i = 0; i < node.Size("terms"); ++i) {
    const TextprotoNode entry = node.Child("terms", i);
    const auto* reflection = entry.message().GetReflection();
    found |= reflection->GetString(entry.message(), entry.Field("key")) ==
             default_language;
    RequireText(entry.Child("value"),
                {"contribution", "expenses", "insurance", "damage"});
  }
  if (!found) {
    node.Report("terms", absl::StrCat("there are none in the default language "
                                      "\"",
                                      default_language, "\"; add them"));
  }
}

void CheckMunicipality(const TextprotoNode& node, std::set<std::string>& ids) {
  const auto& municipality =
      static_cast<const config::Municipality&>(node.message());
  const std::string& id = municipality.id();
  if (!IsMunicipalityCode(id)) {
    node.Report("id",
                absl::StrCat("\"", id, R"(" is no CBS code; write "GM1669")"));
  } else if (!ids.insert(id).second) {
    node.Report("id", absl::StrCat(id, " stands here twice; leave one out"));
  }
  RequireText(node, {"display_name"});
  if (municipality.villages().empty()) {
    node.Report("villages", "is empty; give at least one");
  }
  std::set<std::string> villages;
  for (int i = 0; i < municipality.villages_size(); ++i) {
    const std::string& village = municipality.villages(i);
    if (village.empty() || !villages.insert(village).second) {
      node.Report("villages",
                  absl::StrCat("\"", village,
                               "\" is empty or stands here twice; leave it "
                               "out"),
                  i);
    }
  }
  absl::TimeZone zone;
  // LoadTimeZone takes "" for UTC, which no municipality means.
  if (municipality.time_zone().empty() ||
      !absl::LoadTimeZone(municipality.time_zone(), &zone)) {
    node.Report("time_zone",
                absl::StrCat("\"", municipality.time_zone(),
                             "\" is not known here; write "
                             "\"Europe/Amsterdam\" (and have the package "
                             "tzdata installed)"));
  }
  if (!IsPhone(municipality.desk_phone())) {
    node.Report("desk_phone",
                absl::StrCat("\"", municipality.desk_phone(),
                             "\" is no telephone number; write it as a person "
                             "dials it"));
  }
}

}  // namespace

void CheckAskPolicy(const TextprotoNode& node) {
  auto& policy = static_cast<config::AskPolicy&>(node.message());
  ApplyRules(node, kAskNumbers);
  ApplyRules(node, kAskDurations);
  if (policy.has_one_by_one()) {
    ApplyRules(node.Child("one_by_one"), kOneByOneNumbers);
    ApplyRules(node.Child("one_by_one"), kOneByOneDurations);
  }
  if (!policy.has_weights()) {
    config::Weights& weights = *policy.mutable_weights();
    weights.set_distance(100);
    weights.set_fair_share(100);
    weights.set_waited_long(50);
    weights.set_continuity(50);
    weights.set_time_fit(50);
    weights.set_language(30);
    weights.set_skill_level(30);
  }
  ApplyRules(node.Child("weights"), kWeights);
  if (policy.quiet_start().empty() && policy.quiet_end().empty()) {
    policy.set_quiet_start("21:00");
    policy.set_quiet_end("08:00");
  }
  for (const absl::string_view field : {"quiet_start", "quiet_end"}) {
    const std::string& time =
        field == "quiet_start" ? policy.quiet_start() : policy.quiet_end();
    if (!IsQuarterHour(time)) {
      node.Report(field, absl::StrCat("\"", time,
                                      "\" is no time; write \"21:00\", on a "
                                      "quarter of an hour"));
    }
  }
}

void CheckMunicipalities(const TextprotoNode& root,
                         const config::SkillCatalogue& skills) {
  const auto& settings = static_cast<const config::Config&>(root.message());
  std::set<std::string> skill_names;
  for (const auto& skill : skills.skills()) skill_names.insert(skill.name());
  if (settings.municipalities().empty()) {
    root.Report("municipalities", "is empty; give at least one");
  }
  std::set<std::string> ids;
  for (int i = 0; i < settings.municipalities_size(); ++i) {
    const TextprotoNode node = root.Child("municipalities", i);
    CheckMunicipality(node, ids);
    CheckJobPolicy(node.Child("job_policy"), skill_names);
    CheckAskPolicy(node.Child("ask_policy"));
    if (settings.municipalities(i).has_ask_policy_decision()) {
      CheckDecision(node.Child("ask_policy_decision"),
                    settings.municipalities(i).ask_policy_decision());
    }
    ApplyRules(node.Child("signals"), kSignalDurations);
    CheckTerms(node, settings.default_language());
  }
}

}  // namespace omzien::runtime
