#include "server/tools/lab/scenario_file.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "omzien/config/v1/lab.pb.h"
#include "server/core/times.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/textproto.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

using config::v1::LabScenario;
using google::protobuf::FieldDescriptor;
using runtime::TextprotoNode;

// A number; of durations the minutes.
struct Range {
  absl::string_view field;
  double min;
  double max;
};

constexpr double kSome = 1e-6;  // The least that is over 0.
constexpr double kYearMin = 366 * 1440;
constexpr int kKindsMax = 12;

constexpr Range kRoot[] = {{"days", 1, 3'660}};
constexpr Range kArea[] = {{"side_m", 100, 500'000},
                           {"villages", 1, 10'000},
                           {"village_spread_m", 1, 100'000}};
constexpr Range kKind[] = {{"need_weight", kSome, 1e6},
                           {"volunteer_share", 0, 1},
                           {"volunteers_exactly", 0, 1e6}};
constexpr Range kVolunteers[] = {{"number", 0, 200'000},
                                 {"sign_ups_per_day", 0, 20'000},
                                 {"acceptance_a", kSome, 1e6},
                                 {"acceptance_b", kSome, 1e6},
                                 {"reach_m", 1, 1e6},
                                 {"acceptance_distance_m", 1, 1e9},
                                 {"moment_spread", 0, 2},
                                 {"reach_spread", 0, 2},
                                 {"free_share", 0, 1},
                                 {"answer_delay", 1, kYearMin},
                                 {"answer_delay_spread", 0, 3},
                                 {"answer_habit_spread", 0, 3},
                                 {"explicit_no_share", 0, 1},
                                 {"asks_per_week_max", 1, 1'000},
                                 {"rest_after_job", 0, kYearMin}};
constexpr Range kTiredness[] = {
    {"inactivity_chance", 0, 1}, {"inactivity_mean", 1, kYearMin},
    {"inactivity_spread", 0, 2}, {"quit_hazard", 0, 1},
    {"idle_after", 0, 1e9},      {"idle_quit_per_week", 0, 1}};
constexpr Range kNeeds[] = {{"per_day", kSome, 100'000},
                            {"weekend_share", 0, 1},
                            {"season", 0, 1},
                            {"deadline", 1, kYearMin},
                            {"parts_offered", 1, 21}};
constexpr Range kSurprise[] = {{"first_day", 0, 3'660},
                               {"days", 1, 3'660},
                               {"needs_factor", 0, 1e6},
                               {"away_share", 0, 1}};

Minutes InMinutes(const google::protobuf::Duration& duration) {
  return absl::ToInt64Minutes(core::FromProto(duration));
}

double NumberIn(const TextprotoNode& node, const FieldDescriptor* field) {
  const auto& message = node.message();
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->GetInt32(message, field);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection->GetDouble(message, field);
    default:
      return static_cast<double>(
          InMinutes(static_cast<const google::protobuf::Duration&>(
              reflection->GetMessage(message, field))));
  }
}

void Hold(const TextprotoNode& node, absl::Span<const Range> ranges) {
  for (const Range& range : ranges) {
    const FieldDescriptor* field = node.Field(range.field);
    const double value = NumberIn(node, field);
    // Not a number is in no range.
    if (value >= range.min && value <= range.max) continue;
    const bool is_time = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    node.Report(range.field,
                absl::StrCat("is ", value, "; give ", range.min, " to ",
                             range.max, is_time ? " minutes" : ""));
  }
}

void HoldAll(const TextprotoNode& root, const LabScenario& file) {
  Hold(root, kRoot);
  if (!runtime::IsKebabCase(file.title())) {
    root.Report("title", "is no name; give letters a to z, digits and \"-\"");
  }
  Hold(root.Child("area"), kArea);
  Hold(root.Child("volunteers"), kVolunteers);
  Hold(root.Child("tiredness"), kTiredness);
  Hold(root.Child("needs"), kNeeds);
  if (file.kinds_size() < 1 || file.kinds_size() > kKindsMax) {
    root.Report("kinds", absl::StrCat("are ", file.kinds_size(), "; give 1 to ",
                                      kKindsMax));
  }
  for (int i = 0; i < file.kinds_size(); ++i) {
    const TextprotoNode node = root.Child("kinds", i);
    Hold(node, kKind);
    if (!runtime::IsKebabCase(file.kinds(i).name())) {
      node.Report("name", "is no name; give letters a to z, digits and \"-\"");
    }
  }
  for (int i = 0; i < file.surprises_size(); ++i) {
    Hold(root.Child("surprises", i), kSurprise);
  }
}

void FillVolunteers(const config::v1::LabVolunteers& from, Scenario& to) {
  to.volunteers = from.number();
  to.sign_ups_per_day = from.sign_ups_per_day();
  to.acceptance_a = from.acceptance_a();
  to.acceptance_b = from.acceptance_b();
  to.acceptance_distance_m = from.acceptance_distance_m();
  to.moment_spread = from.moment_spread();
  to.reach_m = from.reach_m();
  to.reach_spread = from.reach_spread();
  to.free_share = from.free_share();
  to.answer_delay_min = InMinutes(from.answer_delay());
  to.answer_delay_spread = from.answer_delay_spread();
  to.answer_habit_spread = from.answer_habit_spread();
  to.explicit_no_share = from.explicit_no_share();
  to.asks_per_week_max = from.asks_per_week_max();
  to.rest_after_job_min = InMinutes(from.rest_after_job());
}

Scenario FromFile(const LabScenario& from) {
  Scenario to;
  to.title = from.title();
  to.days = from.days();
  to.side_m = from.area().side_m();
  to.villages = from.area().villages();
  to.village_spread_m = from.area().village_spread_m();
  to.kinds.clear();
  for (const auto& kind : from.kinds()) {
    to.kinds.push_back({kind.name(), kind.need_weight(), kind.volunteer_share(),
                        kind.volunteers_exactly()});
  }
  FillVolunteers(from.volunteers(), to);
  const auto& tiredness = from.tiredness();
  to.inactivity_chance = tiredness.inactivity_chance();
  to.inactivity_mean_min = InMinutes(tiredness.inactivity_mean());
  to.inactivity_spread = tiredness.inactivity_spread();
  to.quit_hazard = tiredness.quit_hazard();
  to.idle_after_min = InMinutes(tiredness.idle_after());
  to.idle_quit_per_week = tiredness.idle_quit_per_week();
  to.needs_per_day = from.needs().per_day();
  to.weekend_share = from.needs().weekend_share();
  to.season = from.needs().season();
  to.deadline_min = InMinutes(from.needs().deadline());
  to.parts_offered = from.needs().parts_offered();
  for (const auto& surprise : from.surprises()) {
    to.surprises.push_back({surprise.first_day(), surprise.days(),
                            surprise.needs_factor(), surprise.away_share()});
  }
  return to;
}

}  // namespace

absl::StatusOr<Scenario> ReadScenario(const std::string& path,
                                      runtime::FileText text) {
  runtime::Problems problems;
  runtime::TextprotoFile file(path, problems);
  LabScenario scenario;
  if (file.Read(text, scenario)) HoldAll(file.Root(scenario), scenario);
  if (absl::Status status = problems.ToStatus(); !status.ok()) return status;
  return FromFile(scenario);
}

}  // namespace omzien::lab
